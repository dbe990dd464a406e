import type { Currency, Refusal } from "@parlor/kit";

/** An account whose balance is not what its transfers add up to. */
export interface Discrepancy {
  readonly account: string;
  readonly currency: Currency;
  readonly balance: number;
  readonly transfers: number;
}

export interface Audit {
  readonly entries: number;
  readonly transfers: number;
  /** Per currency the sum of all accounts; anything but 0 is a fault [M1]. */
  readonly sums: Readonly<Record<Currency, number>>;
  readonly discrepancies: readonly Discrepancy[];
}

/** Money that comes in and goes out, and the books. */
export interface Treasury {
  /**
   * Moves `amount` minor units from outside to a player. The id is the caller's: again with the same
   * content it changes nothing, with other content it is refused (`transfer_reused`). Where the store
   * did not answer (`outcome_unknown`), the same again gets the true answer.
   */
  deposit(
    id: string,
    player: string,
    amount: number,
    currency: Currency,
  ): Promise<Refusal | undefined>;
  /** The other way; refused with `insufficient_funds` where the balance does not cover it. */
  withdraw(
    id: string,
    player: string,
    amount: number,
    currency: Currency,
  ): Promise<Refusal | undefined>;
  /** A player's balances by currency. */
  balances(player: string): Promise<Readonly<Record<string, number>>>;
  /** Adds every transfer of every journal up and compares with the balances that are kept beside. */
  audit(): Promise<Audit>;
}
