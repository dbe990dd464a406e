import { assert, unreachable } from "./assert.ts";
import type { Game } from "./game.ts";
import { accountOf, type SessionState, type SessionStats, type Transfer } from "./session.ts";
import type { Seat } from "./table.ts";

/** Money that a game moved to or from a seat. A jackpot comes out of a pool, all else from the table. */
export interface SeatPosting {
  readonly kind: "bet" | "payout" | "refund" | "jackpot";
  readonly seat: Seat;
  readonly amount: number;
  readonly bet: string;
  /** With a jackpot, and with nothing else. */
  readonly pool?: string;
}

/** Money that a game moved past the seats: to the platform, or into a pool. */
export type OwnPosting =
  | { readonly kind: "rake"; readonly amount: number; readonly bet: string }
  | { readonly kind: "contribution" | "seed"; readonly amount: number; readonly pool: string };

export type Posting = SeatPosting | OwnPosting;

export const isOfSeat = (posting: Posting): posting is SeatPosting => "seat" in posting;

/** The accounts that postings of a session are between. */
export interface Accounts {
  readonly game: Game;
  readonly session: string;
  readonly players: SessionState["players"];
}

export const transferOf = (posting: Posting, { game, session, players }: Accounts): Transfer => {
  const table = accountOf.table(session);
  const { amount } = posting;
  const { kind } = posting;
  switch (kind) {
    case "rake":
      return { debit: table, credit: accountOf.rake, amount, kind, bet: posting.bet };
    case "contribution":
      return { debit: table, credit: accountOf.pool(game.id, posting.pool), amount, kind };
    case "seed": {
      // What is on a table that the players bank is theirs.
      const debit = game.bank === "house" ? table : accountOf.house;
      return { debit, credit: accountOf.pool(game.id, posting.pool), amount, kind };
    }
    case "bet":
    case "payout":
    case "refund":
    case "jackpot":
      break;
    default:
      return unreachable(kind);
  }
  const { seat, bet } = posting;
  const id = players[seat]?.id;
  assert(id !== undefined, `nobody sits in seat ${seat}`);
  const player = accountOf.player(id);
  if (kind === "bet") return { debit: player, credit: table, amount, kind, bet };
  const debit = kind === "jackpot" ? accountOf.pool(game.id, posting.pool ?? "") : table;
  return { debit, credit: player, amount, kind, bet };
};

/** The counts with these postings: a jackpot is a payout, whoever paid it in; rake and contributions are not counted. */
export const countedIn = (stats: SessionStats, postings: readonly Posting[]): SessionStats => {
  let { bets, volume, payouts } = stats;
  for (const { kind, amount } of postings) {
    if (kind === "bet") bets += 1;
    if (kind === "bet") volume += amount;
    if (kind === "refund") volume -= amount;
    if (kind === "payout" || kind === "jackpot") payouts += amount;
  }
  return { ...stats, bets, volume, payouts };
};
