import { ok as assert } from "node:assert";
import type { Transfer } from "@parlor/kit";
import type { Commit, TreasuryTransfer } from "../ports/store.ts";

// Only types of the kit: a store's thread would start five times as slowly if it loaded it.

/** The accounts that never go below zero [M2]. */
export const isGuarded = (account: string): boolean =>
  account.startsWith("player:") || account.startsWith("prize:") || account.startsWith("pool:");

/** The accounts whose new balance a verdict tells. */
export const isTold = (account: string): boolean =>
  account.startsWith("player:") || account.startsWith("pool:");

/** The account that holds less than the commit was worked out from, if there is one. */
export const fallenSince = (
  { seen }: Commit,
  balanceOf: (account: string) => number,
): string | undefined => {
  for (const account in seen) if (balanceOf(account) < (seen[account] ?? 0)) return account;
  return undefined;
};

/**
 * Whether two transfers ask for the same. The time is left out: whoever repeats a request that was
 * not answered does so later.
 */
export const isSameTransfer = (one: TreasuryTransfer, other: TreasuryTransfer): boolean =>
  one.debit === other.debit &&
  one.credit === other.credit &&
  one.amount === other.amount &&
  one.kind === other.kind &&
  one.bet === other.bet &&
  one.currency === other.currency;

/** The kit bounds amounts more narrowly; here they only have to be amounts. */
export const assertTransfer = ({ debit, amount }: Transfer): void =>
  assert(Number.isSafeInteger(amount) && amount > 0, `${debit}: ${amount} is not an amount`);

/** Throws on what no caller may send. It comes before the first write of a batch. */
export const assertCommit = (commit: Commit): void => {
  const { session, entry, prev, opening, row, transfers } = commit;
  const first = entry.seq === 1;
  assert(Number.isSafeInteger(entry.seq) && entry.seq >= 1, `${session}: seq ${entry.seq}`);
  assert(first === (prev === ""), `${session}: only the first entry has none before it`);
  assert(first === (opening !== undefined), `${session}: the first entry, and no other, opens it`);
  assert(!first || row !== undefined, `${session}: the first entry comes with the session's row`);
  assert(row === undefined || row.id === session, `${session}: the row of another session`);
  for (const transfer of transfers) assertTransfer(transfer);
};
