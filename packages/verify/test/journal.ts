import {
  canonicalJson,
  cloneJson,
  commitmentOf as textHash,
  emptyPools,
  legalFor,
  openSession,
  poolsAfter,
  randomFrom,
  sampleChoice,
  secretSeeds,
  seededDraws,
  step,
  type Action,
  type Command,
  type Deed,
  type Entry,
  type Game,
  type PoolBalances,
  type SessionSetup,
  type SessionState,
} from "@parlor/kit";
import { exportText, exportVersion } from "@parlor/protocol";

/** What a command is before the journal gives it an id. */
export type Asked<C = Command> = C extends Command ? Omit<C, "id"> : never;

/** A session that was played without a server: only the rules, and a journal of what they did. */
export interface Played {
  readonly session: string;
  readonly secret: string;
  readonly game: Game;
  readonly setup: SessionSetup;
  readonly entries: Entry[];
  state: SessionState;
  /** What is in the game's pools; a test may put in, or take out, what other sessions would. */
  pools: PoolBalances;
  ask(asked: Asked, afterMs?: number): void;
}

export const act = (player: string, action: Action): Asked => ({ kind: "act", player, action });
export const joinBy = (player: string, seat?: number): Asked => ({
  kind: "join",
  player,
  name: player,
  seed: `seed-of-${player}`,
  ...(seat === undefined ? {} : { seat }),
});

const opensAt = 1_750_000_000_000;

export const play = (
  game: Game,
  setup: Partial<SessionSetup> = {},
  { session = "0123abcd", secret = textHash(`the secret of ${session}`) } = {},
): Played => {
  const whole: SessionSetup = {
    game: { id: game.id, version: game.version },
    config: game.config.parse({}),
    limits: { min: 1, max: 100_000 },
    currency: "PLAY/2",
    seatCount: game.seats.max,
    seatsMin: game.seats.min,
    autoStart: true,
    liabilityMax: 10_000_000,
    host: "host",
    title: game.title,
    ...setup,
  };
  const seeds = secretSeeds(secret);
  const create = { kind: "create", id: `create:${session}`, by: "host", setup: whole } as const;
  const opened = openSession(game, whole, { session, now: opensAt, seeds });
  if (opened.kind !== "done") throw new Error(`it does not open: ${JSON.stringify(opened)}`);
  let at = opensAt;
  const entries: Entry[] = [];
  const write = (command: Entry["command"], did: Deed, state: SessionState): void => {
    const seq = entries.length + 1;
    const hash = textHash(canonicalJson(state));
    // As it is read back from a file: without what JSON leaves out.
    entries.push(cloneJson({ v: 1, session, seq, prev: "", at, command, did, state: hash }));
  };
  write(create, opened.deed, opened.state);
  const played: Played = {
    session,
    secret,
    game,
    setup: whole,
    entries,
    state: opened.state,
    pools: emptyPools(game),
    ask(asked, afterMs = 1_000) {
      at += afterMs;
      const command: Command = { ...asked, id: `command-${entries.length + 1}` };
      const { pools } = played;
      const done = step(game, whole, played.state, command, { session, now: at, seeds, pools });
      if (done.kind !== "done") throw new Error(`${command.id}: ${JSON.stringify(done)}`);
      played.state = done.state;
      played.pools = poolsAfter(game, pools, done.deed);
      write(command, done.deed, done.state);
    },
  };
  return played;
};

/** Plays on with choices from what is legal, as long as there are any. */
export const playOn = (played: Played, actionCount: number, seed: number): void => {
  const random = randomFrom(seededDraws(seed));
  for (let count = 0; count < actionCount; count++) {
    const { game, setup, state } = played;
    const offers = state.players.flatMap((player, seat) =>
      player ? legalFor(game, setup, state, seat).map((choice) => ({ player, choice })) : [],
    );
    if (offers.length === 0) return;
    const { player, choice } = random.pick(offers);
    played.ask(act(player.id, sampleChoice(choice, random)));
  }
};

export interface File {
  readonly version?: number;
  readonly session: string;
  readonly entries: readonly Entry[];
  readonly balance?: number | null;
}

/**
 * The lines of a file with these entries, chained anew: what a server writes, and also what a careful forger
 * makes of entries that are not what they were.
 */
export const linesOf = ({
  version = exportVersion,
  session,
  entries,
  balance = null,
}: File): string[] => {
  const lines = [exportText({ parlor: "session-export", version, session })];
  let last = { seq: 0, hash: "" };
  for (const entry of entries) {
    const body = JSON.stringify({ ...entry, prev: last.hash });
    last = { seq: entry.seq, hash: textHash(body) };
    lines.push(exportText({ hash: last.hash, body }));
  }
  if (version >= 2) lines.push(exportText({ parlor: "session-export-end", ...last, balance }));
  return lines;
};

export const fileOf = (played: Played, change: Partial<File> = {}): string[] =>
  linesOf({
    session: played.session,
    entries: played.entries,
    balance: played.state.tableBalance,
    ...change,
  });

/** The entries with one of them changed. */
export const changed = (
  entries: readonly Entry[],
  seq: number,
  change: (entry: Entry) => Entry,
): Entry[] => entries.map((entry) => (entry.seq === seq ? change(entry) : entry));

/** The lines with one entry's text changed and nothing else: its hash stays what it was. */
export const edited = (
  lines: readonly string[],
  seq: number,
  change: (entry: Entry) => Entry,
): string[] =>
  lines.map((line, index) => {
    if (index !== seq) return line;
    const { hash, body } = JSON.parse(line) as { hash: string; body: string }; // linesOf wrote it
    return exportText({ hash, body: JSON.stringify(change(JSON.parse(body) as Entry)) }); // likewise
  });
