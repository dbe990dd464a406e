import { unreachable, type EndReason, type Transfer } from "@parlor/kit";
import type { Entry } from "../journal/contract.ts";

/** Money of one currency in a game, in minor units. */
export interface MoneyTally {
  /** Stakes, those included that were handed back. */
  staked: number;
  refunded: number;
  /** Jackpots included. */
  paid: number;
  raked: number;
  /** Into pools from tables, without what the house adds to a jackpot. */
  contributed: number;
  /** Out of pools to players. */
  jackpots: number;
}

/** What was counted of one game. Every commit is counted, so it is plain numbers that are added to. */
export interface GameTally {
  sessions: number;
  readonly ended: Map<EndReason, number>;
  actions: number;
  rounds: number;
  bets: number;
  readonly money: Map<string, MoneyTally>;
}

export const newTally = (): GameTally => ({
  sessions: 0,
  ended: new Map(),
  actions: 0,
  rounds: 0,
  bets: 0,
  money: new Map(),
});

export const countEntry = (tally: GameTally, { command, did }: Entry, currency: string): void => {
  if (command.kind === "create") tally.sessions += 1;
  // The round that begins with the session follows no other.
  else if (did.next) tally.rounds += 1;
  if (command.kind === "act") tally.actions += 1;
  if (did.ended) tally.ended.set(did.ended.reason, 1 + (tally.ended.get(did.ended.reason) ?? 0));
  for (const transfer of did.transfers) countMoney(tally, transfer, currency);
};

const countMoney = (tally: GameTally, { kind, amount }: Transfer, currency: string): void => {
  if (kind === "sweep" || kind === "seed" || kind === "deposit" || kind === "withdrawal") return;
  let money = tally.money.get(currency);
  if (!money) {
    money = { staked: 0, refunded: 0, paid: 0, raked: 0, contributed: 0, jackpots: 0 };
    tally.money.set(currency, money);
  }
  switch (kind) {
    case "bet":
      tally.bets += 1;
      money.staked += amount;
      return;
    case "refund":
      money.refunded += amount;
      return;
    case "jackpot":
      money.jackpots += amount;
      money.paid += amount;
      return;
    case "payout":
      money.paid += amount;
      return;
    case "rake":
      money.raked += amount;
      return;
    case "contribution":
      money.contributed += amount;
      return;
    default:
      unreachable(kind);
  }
};
