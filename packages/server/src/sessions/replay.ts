import { assert, type Seeds, type SessionSetup, type SessionState, type Step } from "@parlor/kit";
import { decodeEntry, stateText, textHash, type Entry } from "../journal/contract.ts";
import type { Engine } from "../ports/engine.ts";
import type { EntryRow, StoredSession } from "../ports/store.ts";

export interface Replayed {
  readonly setup: SessionSetup;
  readonly state: SessionState;
  readonly seq: number;
  readonly hash: string;
  /** The time of the last entry. */
  readonly at: number;
  /** The entries that were replayed, oldest first. */
  readonly entries: readonly Entry[];
}

/**
 * [J4] Brings a stored session back: its snapshot, and the entries after it done again by the same
 * rules. `base` is the entry that the snapshot was taken after. Entries must follow one another
 * [J3], and each must lead to the state hash that it was journalled with; anything else means that
 * the journal was tampered with, or that the game's code has changed under its version, and throws.
 */
export const replay = async (
  engine: Engine,
  stored: StoredSession,
  base: EntryRow | undefined,
  seeds: Seeds,
): Promise<Replayed> => {
  const session = stored.row.id;
  const setup = JSON.parse(stored.setup) as SessionSetup; // written by this server from a parsed setup
  let last = base && linked(session, undefined, base);
  let state = last && snapshotState(stored, last);
  const entries: Entry[] = [];
  for (const row of stored.entries) {
    last = linked(session, last, row);
    state = await again(engine, setup, state, last.entry, seeds);
    entries.push(last.entry);
  }
  const reaches = last?.hash === stored.head.hash && last.entry.seq === stored.head.seq;
  assert(
    last !== undefined && state !== undefined && reaches,
    `the journal of ${session} does not reach its head`,
  );
  return { setup, state, ...stored.head, at: last.entry.at, entries };
};

interface Link {
  readonly entry: Entry;
  readonly hash: string;
}

/** The entry of a row, which must be the next of its session; the base of a snapshot follows nothing that is read. */
const linked = (session: string, last: Link | undefined, row: EntryRow): Link => {
  const entry = decodeEntry(row);
  const follows = last
    ? entry.seq === last.entry.seq + 1 && entry.prev === last.hash
    : entry.seq === row.seq;
  assert(entry.session === session && follows, `entry ${row.seq} of ${session} breaks the chain`);
  return { entry, hash: row.hash };
};

const snapshotState = ({ row, snapshot }: StoredSession, base: Link): SessionState => {
  const fits = snapshot?.seq === base.entry.seq && textHash(snapshot.state) === base.entry.state;
  assert(fits, `the snapshot of ${row.id} is not the state after entry ${base.entry.seq}`);
  return JSON.parse(snapshot.state) as SessionState; // the hash says that it is what was written
};

const again = async (
  engine: Engine,
  setup: SessionSetup,
  state: SessionState | undefined,
  { session, seq, at, command, did, state: expected }: Entry,
  seeds: Seeds,
): Promise<SessionState> => {
  const context = { session, now: at, seeds, pools: did.pools };
  let done: Step;
  if (command.kind === "create") done = await engine.open(setup, context);
  else {
    assert(state !== undefined, `entry ${seq} of ${session} has nothing before it`);
    done = await engine.step(setup, state, command, context);
  }
  assert(done.kind === "done", `entry ${seq} of ${session} is ${done.kind} in the replay`);
  const fits = textHash(stateText(done.state)) === expected;
  assert(fits, `entry ${seq} of ${session} leads to another state`);
  return done.state;
};
