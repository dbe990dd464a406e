import { callGame, type Command, type Deed, type SessionState } from "@parlor/kit";
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
  { id, setup, state, seq, hash, lease }: Place,
  command: Command | CreateCommand,
  done: { readonly state: SessionState; readonly deed: Deed },
  at: number,
  opening?: Opening,
): { readonly entry: Entry; readonly commit: Commit } => {
  const text = callGame(setup.game.id, command.kind, () => stateText(done.state));
  const entry: Entry = {
    v: 1,
    session: id,
    seq: seq + 1,
    prev: hash,
    at,
    command,
    did: done.deed,
    state: textHash(text),
  };
  const { session: _id, ...row } = encodeEntry(entry);
  const ended = done.state.phase.status === "ended";
  const isListedAnew =
    done.state.phase.status !== state.phase.status || done.state.players !== state.players;
  const commit: Commit = {
    session: id,
    ...lease,
    entry: row,
    prev: hash,
    currency: setup.currency,
    transfers: done.deed.transfers,
    ...(opening ? { opening } : {}),
    ...(ended || entry.seq % snapshotEveryEntries === 0 ? { snapshot: text } : {}),
    ...(opening || isListedAnew
      ? { row: rowOf({ id, setup, state: done.state, seq: entry.seq }) }
      : {}),
  };
  return { entry, commit };
};

const rowOf = (standing: Standing): SessionRow => {
  const summary = summaryOf(standing);
  const { id, game, status, createdAt } = summary;
  return { id, game, status, createdAt, summary: JSON.stringify(summary) };
};
