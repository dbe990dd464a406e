import {
  accountOf,
  type Currency,
  type Game,
  type PoolBalances as BalancesByName,
} from "@parlor/kit";
import type { EventHub } from "../events/contract.ts";
import { poolBalanceAgeMaxMs } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";

interface Known {
  readonly balance: number;
  /** The store said so after this moment. */
  readonly at: number;
}

const prefix = accountOf.pool("", "").slice(0, -1);
export const isPoolAccount = (account: string): boolean => account.startsWith(prefix);

/**
 * What is in the pools of the games that are played here: what the store said last, in the verdict on one
 * of this node's commits or when it was asked. What other sessions are paying in at this moment is not in
 * it, and what other nodes did may be missing for as long as {@link poolBalanceAgeMaxMs}. That does no harm:
 * whether a pool still holds what a command paid from, the store decides.
 */
export class PoolBalances {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** What a command of the game is given. It takes no turn where all of it is known. */
  of(game: Game, currency: Currency): BalancesByName | Promise<BalancesByName> {
    const since = this.#clock.now() - poolBalanceAgeMaxMs;
    const balances: Record<string, number> = {};
    for (const pool in game.pools) {
      const known = this.#known.get(keyOf(accountOf.pool(game.id, pool), currency));
      if (!known || known.at < since) return this.#readAll(game, currency, since);
      balances[pool] = known.balance;
    }
    return balances;
  }

  /** The store has told what is in a pool after one of this node's commits. */
  learn(account: string, currency: Currency, balance: number): void {
    this.#known.set(keyOf(account, currency), { balance, at: this.#clock.now() });
  }

  /** What was known has turned out to be old. */
  forget(account: string, currency: Currency): void {
    this.#known.delete(keyOf(account, currency));
  }

  async #readAll(game: Game, currency: Currency, since: number): Promise<BalancesByName> {
    const names = Object.keys(game.pools ?? {});
    const read = names.map(async (pool) => {
      const account = accountOf.pool(game.id, pool);
      return [pool, await this.#read(account, currency, since)] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  }

  async #read(account: string, currency: Currency, since: number): Promise<number> {
    const key = keyOf(account, currency);
    const known = this.#known.get(key);
    if (known && known.at >= since) return known.balance;
    const at = this.#clock.now();
    const found = await this.#store.balances(account);
    const balance = found.find((one) => one.currency === currency)?.balance ?? 0;
    // What a verdict has told meanwhile is newer than what was read.
    const newer = this.#known.get(key);
    if (newer !== known && newer) return newer.balance;
    this.#known.set(key, { balance, at });
    return balance;
  }
}

const keyOf = (account: string, currency: Currency): string => `${account} ${currency}`;

/** Passes on what a verdict told: to the pools, and to the players. */
export const tellBalances = (
  { hub, pools }: { readonly hub: EventHub; readonly pools: PoolBalances },
  currency: Currency,
  balances: Readonly<Record<string, number>>,
): void => {
  for (const account in balances) {
    const balance = balances[account] ?? 0;
    if (isPoolAccount(account)) pools.learn(account, currency, balance);
    else hub.publishBalance(account.slice("player:".length), currency, balance);
  }
};
