import { canonicalJson, type SessionState } from "@parlor/kit";

const running = canonicalJson({ status: "in_progress" });

/**
 * The text that a state is hashed and kept as: its canonical JSON. Every command needs it, so what is
 * the platform's own is written here field by field, in the order of the alphabet, which takes a
 * quarter of the time; only what is the game's own is looked through.
 */
export const stateText = (state: SessionState): string => {
  const { phase, players, round, timers, open, stats } = state;
  return (
    `{"activeAt":${state.activeAt},"createdAt":${state.createdAt},` +
    `"game":${canonicalJson(state.game)},"open":[${open.join()}],` +
    `"phase":${phase.status === "in_progress" ? running : canonicalJson(phase)},` +
    `"players":${playersText(players)},"round":${roundText(round)},` +
    `"stats":${statsText(stats)},"tableBalance":${state.tableBalance},"timers":${canonicalJson(timers)}}`
  );
};

/** Players come and go far less often than commands. */
const playersTexts = new WeakMap<SessionState["players"], string>();
const playersText = (players: SessionState["players"]): string => {
  const known = playersTexts.get(players);
  if (known !== undefined) return known;
  const text = canonicalJson(players);
  playersTexts.set(players, text);
  return text;
};

/** Seeds and commitments are hex text, or null. */
const roundText = ({ clientSeed, commitment, number, wordsUsed }: SessionState["round"]): string =>
  `{"clientSeed":${clientSeed === null ? "null" : `"${clientSeed}"`},"commitment":"${commitment}",` +
  `"number":${number},"wordsUsed":${wordsUsed}}`;

const statsText = (stats: SessionState["stats"]): string =>
  `{"actions":${stats.actions},"bets":${stats.bets},"payouts":${stats.payouts},` +
  `"playersMax":${stats.playersMax},"rounds":${stats.rounds},"volume":${stats.volume}}`;
