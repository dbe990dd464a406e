import { accountOf, callGame, type Command, type Deed, type SessionState } from "@parlor/kit";
import {
  encodeEntry,
  stateText,
  textHash,
  type CreateCommand,
  type Entry,
} from "../journal/contract.ts";
import { snapshotEveryEntries } from "../limits.ts";
import type { Commit, Opening, SessionRow } from "../ports/store.ts";
import type { Standing } from "./contract.ts";
import { summaryOf } from "./session-views.ts";

/** Which epoch of its partition a session's commits are made under. */
export interface Lease {
  readonly partition: number;
  readonly epoch: number;
}

/** A session before a command, as its next commit builds on it. */
export interface Place extends Standing {
  readonly hash: string;
  readonly lease: Lease;
}

/**
 * The commit that one command becomes, and its entry. A state that is not JSON would not survive a
 * restart: that is a fault of the game, and throws as one.
 */
export const commitOf = (
  place: Place,
  command: Command | CreateCommand,
  { state, deed }: { readonly state: SessionState; readonly deed: Deed },
  at: number,
  opening?: Opening,
  wakeAt?: number,
): { readonly entry: Entry; readonly commit: Commit } => {
  const { id: session, setup, hash: prev, lease } = place;
  const text = callGame(setup.game.id, command.kind, () => stateText(state));
  const seq = place.seq + 1;
  const did = deed;
  const entry: Entry = { v: 1, session, seq, prev, at, command, did, state: textHash(text) };
  const isDue = state.phase.status === "ended" || seq % snapshotEveryEntries === 0;
  const isListedAnew =
    opening !== undefined ||
    state.phase.status !== place.state.phase.status ||
    state.players !== place.state.players;
  const commit: Commit = {
    session,
    partition: lease.partition,
    epoch: lease.epoch,
    entry: encodeEntry(entry),
    prev,
    currency: setup.currency,
    transfers: deed.transfers,
    seen: deed.pools === undefined ? undefined : seenIn(setup.game.id, deed),
    opening,
    snapshot: isDue ? text : undefined,
    wakeAt,
    row: isListedAnew ? rowOf({ id: session, setup, state, seq }) : undefined,
  };
  return { entry, commit };
};

const rowOf = (standing: Standing): SessionRow => {
  const summary = summaryOf(standing);
  const { id, game, status, createdAt } = summary;
  return { id, game, status, createdAt, summary: JSON.stringify(summary) };
};

/** What was in the pools that the command pays from; one that was only looked at may fall meanwhile. */
const seenIn = (game: string, { pools = {}, transfers }: Deed): Commit["seen"] => {
  const seen: Record<string, number> = {};
  for (const pool in pools) {
    const account = accountOf.pool(game, pool);
    if (transfers.some(({ debit }) => debit === account)) seen[account] = pools[pool] ?? 0;
  }
  return seen;
};
