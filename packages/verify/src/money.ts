import { accountOf, unreachable, type Entry, type Game, type Transfer } from "@parlor/kit";
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
    const change = changeOf(transfer, accountOf.table(session), game);
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

/** What a transfer adds to the table's account; undefined where no game of this kind makes such a transfer. */
const changeOf = (
  { kind, debit, credit, amount }: Transfer,
  table: string,
  game: Game,
): number | undefined => {
  const isTable = (account: string): boolean => account === table;
  const isPool = (account: string): boolean =>
    Object.keys(game.pools ?? {}).some((pool) => account === accountOf.pool(game.id, pool));
  const isBetween = (
    isFrom: (account: string) => boolean,
    isTo: (account: string) => boolean,
  ): boolean => isFrom(debit) && isTo(credit);
  switch (kind) {
    case "bet":
      return isBetween(isPlayer, isTable) ? amount : undefined;
    case "payout":
    case "refund":
      return isBetween(isTable, isPlayer) ? -amount : undefined;
    case "rake":
      return isBetween(isTable, (to) => to === accountOf.rake) ? -amount : undefined;
    case "contribution":
      return isBetween(isTable, isPool) ? -amount : undefined;
    case "jackpot":
      return isBetween(isPool, isPlayer) ? 0 : undefined;
    case "seed":
      if (game.bank === "house") return isBetween(isTable, isPool) ? -amount : undefined;
      return isBetween(isHouse, isPool) ? 0 : undefined;
    case "sweep":
      if (isBetween(isHouse, isTable)) return amount;
      return isBetween(isTable, isHouse) ? -amount : undefined;
    case "deposit":
    case "withdrawal":
      return undefined;
    default:
      return unreachable(kind);
  }
};

const isHouse = (account: string): boolean => account === accountOf.house;
const isPlayer = (account: string): boolean => account.startsWith(accountOf.player(""));
