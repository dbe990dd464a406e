import { accountOf, type Entry, type Transfer } from "@parlor/kit";
import { finding, type Finding } from "./finding.ts";
import type { Standing } from "./replay.ts";

/**
 * [VERIFY-14] Adds the transfers of an entry to what the table's account held before, and holds the sum
 * against the state. Nothing here is taken from the replay but the state's own figure.
 */
export const balanceAfter = (
  before: number,
  { session, seq, did }: Entry,
  { game, state }: Standing,
): number | Finding => {
  let balance = before;
  for (const transfer of did.transfers) {
    const change = changeOf(transfer, accountOf.table(session));
    if (change === undefined) return finding("transfer_unsound", seq, { found: transfer });
    balance += change;
  }
  if (balance !== state.tableBalance)
    return finding("balance_mismatch", seq, { expected: balance, found: state.tableBalance });
  if (balance < 0 && game.bank !== "house")
    return finding("table_overdrawn", seq, { found: balance });
  if (balance !== 0 && state.phase.status === "ended")
    return finding("table_not_swept", seq, { found: balance });
  return balance;
};

/** What a transfer adds to the table's account; undefined where it is none of the table's. */
const changeOf = ({ debit, credit, amount }: Transfer, table: string): number | undefined => {
  if (credit === table && isOther(debit)) return amount;
  if (debit === table && isOther(credit)) return -amount;
  return undefined;
};

const isOther = (account: string): boolean =>
  account === accountOf.house || account.startsWith(accountOf.player(""));
