import { assert, type Seeds, type SessionSetup, type SessionState, type Step } from "@parlor/kit";
import { decodeEntry, stateText, textHash, type Entry } from "../journal/contract.ts";
import type { Engine } from "../ports/engine.ts";
import type { StoredSession } from "../ports/store.ts";

export interface Replayed {
  readonly setup: SessionSetup;
  readonly state: SessionState;
  readonly seq: number;
  readonly hash: string;
  /** The entries that were replayed, oldest first. */
  readonly entries: readonly Entry[];
}

/**
 * [J4] Brings a stored session back: its snapshot, and the entries after it done again by the same
 * rules. Each entry must lead to the state hash that it was journalled with; anything else means
 * that the game's code has changed under its version, and is an error.
 */
export const replay = async (
  engine: Engine,
  stored: StoredSession,
  seeds: Seeds,
): Promise<Replayed> => {
  const setup = JSON.parse(stored.setup) as SessionSetup; // written by this server from a parsed setup
  const entries = stored.entries.map(decodeEntry);
  const session = stored.row.id;
  let state = stored.snapshot ? (JSON.parse(stored.snapshot.state) as SessionState) : undefined; // as above
  for (const entry of entries) {
    const context = { session, now: entry.at, seeds };
    const { command } = entry;
    const done: Step =
      command.kind === "create"
        ? await engine.open(setup, context)
        : await engine.step(setup, before(state, entry), command, context);
    assert(done.kind === "done", `entry ${entry.seq} of ${session} is ${done.kind} in the replay`);
    state = done.state;
    assert(
      textHash(stateText(state)) === entry.state,
      `entry ${entry.seq} of ${session} leads to another state`,
    );
  }
  const last = entries.at(-1);
  const seq = last?.seq ?? stored.snapshot?.seq ?? 0;
  assert(
    state !== undefined && seq === stored.head.seq,
    `the journal of ${session} does not reach its head`,
  );
  return { setup, state, seq, hash: stored.head.hash, entries };
};

const before = (state: SessionState | undefined, entry: Entry): SessionState => {
  assert(state !== undefined, `entry ${entry.seq} of ${entry.session} has nothing before it`);
  return state;
};
