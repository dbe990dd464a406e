import {
  canonicalJson,
  openSession,
  step,
  unreachable,
  type Deed,
  type Entry,
  type Game,
  type SessionSetup,
  type SessionState,
  type Step,
} from "@parlor/kit";
import { isCreate } from "./entry-schema.ts";
import { finding, type Finding, type FindingCode } from "./finding.ts";
import { rejectedWordsMax, rejectedWordsPerDraw } from "./limits.ts";
import { entrySeeds, type EntrySeeds } from "./round-seeds.ts";
import { textHash } from "./text.ts";

/** A session as the replay has brought it to. */
export interface Standing {
  readonly game: Game;
  readonly setup: SessionSetup;
  readonly state: SessionState;
}

/**
 * [VERIFY-10] to [VERIFY-13]: does one entry's command again by the rules. What comes of it has to be what
 * the entry says: draws, events, transfers, round, ending, everything else, and the hash of the state.
 * `seed` is the seed of the round that the entry draws from, where it is known.
 */
export const replay = (
  { game, setup }: Pick<Standing, "game" | "setup">,
  state: SessionState | undefined,
  entry: Entry,
  seed: string | undefined,
): SessionState | Finding => {
  const seeds = entrySeeds(entry, seed);
  const done = again(game, setup, state, entry, seeds);
  if (done.kind !== "done") return failed(done, entry, seeds);
  const other = otherDraw(entry, seeds) ?? otherDeed(entry, done.deed);
  if (other) return other;
  const reached =
    seed === undefined && entry.did.draws.length > 0
      ? withRejectedWords(done.state, entry)
      : done.state;
  const hash = textHash(canonicalJson(reached));
  return hash === entry.state
    ? reached
    : finding("state_mismatch", entry.seq, { expected: hash, found: entry.state });
};

const again = (
  game: Game,
  setup: SessionSetup,
  state: SessionState | undefined,
  { session, at, command, did }: Entry,
  seeds: EntrySeeds,
): Step => {
  const context = { session, now: at, seeds, pools: did.pools };
  if (isCreate(command)) return openSession(game, setup, context);
  if (!state) throw new Error("an entry that opens nothing came first");
  return step(game, setup, state, command, context);
};

/** Other draws may lead to a move that is refused, or to a fault: the draw comes first. */
const failed = (
  done: Exclude<Step, { kind: "done" }>,
  entry: Entry,
  seeds: EntrySeeds,
): Finding => {
  const drawn = seeds.other?.expected ? otherDraw(entry, seeds) : undefined;
  if (drawn) return drawn;
  switch (done.kind) {
    case "refused":
      return finding("refused", entry.seq, { found: done.refusal.refused });
    case "fault":
      return finding("game_fault", entry.seq, { found: done.fault.message });
    default:
      return unreachable(done);
  }
};

const otherDraw = ({ seq }: Entry, { other }: EntrySeeds): Finding | undefined =>
  other === null
    ? undefined
    : finding("draw_mismatch", seq, {
        expected: drawText(other.index, other.expected),
        found: drawText(other.index, other.found),
      });

const drawText = (
  index: number,
  draw: readonly [bound: number, value: number | null] | null,
): string => {
  if (draw === null) return `no draw ${index + 1}`;
  const [bound, value] = draw;
  return `draw ${index + 1}: ${value === null ? `one of ${bound}` : `${value + 1} of ${bound}`}`;
};

/** The parts of a deed, in the order in which they are compared; the last is for all that is left. */
const parts: readonly (readonly [FindingCode, (deed: Deed) => unknown])[] = [
  ["client_seed_mismatch", (deed) => deed.clientSeed],
  ["event_mismatch", (deed) => deed.events],
  ["transfer_mismatch", (deed) => deed.transfers],
  ["round_mismatch", ({ finished, next }) => ({ finished, next })],
  ["ending_mismatch", (deed) => deed.ended],
  ["deed_mismatch", (deed) => deed],
];

const otherDeed = ({ seq, did }: Entry, deed: Deed): Finding | undefined => {
  for (const [code, part] of parts) {
    const [expected, found] = [part(deed), part(did)];
    if (textOf(expected) !== textOf(found)) return finding(code, seq, { expected, found });
  }
  return undefined;
};

const textOf = (value: unknown): string => (value === undefined ? "" : canonicalJson(value));

/**
 * How many words the draws of an unrevealed round threw away is in no entry, only in the hash of the
 * state; it is nearly always none. Finds the count with which the state has its hash.
 */
const withRejectedWords = (state: SessionState, entry: Entry): SessionState => {
  const { round } = state;
  const most = rejectedWordsMax + rejectedWordsPerDraw * entry.did.draws.length;
  for (let rejected = 0; rejected <= most; rejected++) {
    const wordsUsed = round.wordsUsed + rejected;
    const tried = { ...state, round: { ...round, wordsUsed } };
    if (textHash(canonicalJson(tried)) === entry.state) return tried;
  }
  return state;
};
