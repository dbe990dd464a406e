import { ok as assert } from "node:assert";
import type { DatabaseSync } from "node:sqlite";
import type { Currency, Transfer } from "@parlor/kit";
import { isGuarded, isTold } from "../store-rules.ts";
import { prepare, type Query } from "./query.ts";
import { RecentMap } from "./recent-map.ts";

/** Of one currency. About 25 MB: the players and tables of tens of thousands of running sessions. */
export const cachedAccountCountMax = 100_000;

interface Account {
  readonly name: string;
  readonly currency: Currency;
  /** Null until a transfer that touches it is kept. */
  key: number | null;
  balance: number;
}
interface Line {
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: number;
}

/** Transfers that were applied to the balances in memory and wait for the word to keep them. */
export interface Posted {
  readonly kind: "posted";
  readonly lines: readonly Line[];
}
export type Posting = Posted | { readonly kind: "uncovered"; readonly account: string };

/**
 * The balances of a file, cached. Within a transaction they change in memory; `flush` writes each
 * changed one once. Whoever rolls back or sees that another process wrote has to `forget`.
 */
export class Ledger {
  readonly #find: Query<{ readonly key: number; readonly balance: number }>;
  readonly #insert: Query<never>;
  readonly #update: Query<never>;
  /** A map for each currency: putting a key together costs more than a second look-up. */
  readonly #caches = new Map<Currency, RecentMap<Account>>();
  readonly #cacheMax: number;
  readonly #changed = new Set<Account>();

  constructor(db: DatabaseSync, cacheMax: number = cachedAccountCountMax) {
    this.#cacheMax = cacheMax;
    this.#find = prepare(
      db,
      "SELECT key, balance FROM balances WHERE account = ? AND currency = ?",
    );
    this.#insert = prepare(
      db,
      "INSERT INTO balances (account, currency, balance) VALUES (?, ?, ?)",
    );
    this.#update = prepare(db, "UPDATE balances SET balance = ? WHERE key = ?");
  }

  balance(name: string, currency: Currency): number {
    return this.#account(name, currency).balance;
  }

  /** Applies all transfers or, when one is not covered in its turn, none. */
  post(currency: Currency, transfers: readonly Transfer[]): Posting {
    const lines: Line[] = [];
    for (const transfer of transfers) {
      const { amount } = transfer;
      const debit = this.#account(transfer.debit, currency);
      if (debit.balance < amount && isGuarded(debit.name)) {
        undo(lines);
        return { kind: "uncovered", account: debit.name };
      }
      const credit = this.#account(transfer.credit, currency);
      debit.balance -= amount;
      credit.balance += amount;
      lines.push({ debit, credit, amount });
      const safe = Number.isSafeInteger(debit.balance) && Number.isSafeInteger(credit.balance);
      assert(safe, `${debit.name} or ${credit.name} left the range of safe integers`);
    }
    return { kind: "posted", lines };
  }

  /** Marks what the transfers touched for `flush`; gives the new balances that a verdict tells. */
  keep({ lines }: Posted): Record<string, number> {
    const balances: Record<string, number> = {};
    for (const { debit, credit } of lines) {
      this.#changed.add(debit).add(credit);
      if (isTold(debit.name)) balances[debit.name] = debit.balance;
      if (isTold(credit.name)) balances[credit.name] = credit.balance;
    }
    return balances;
  }

  flush(): void {
    for (const account of this.#changed) {
      const { name, currency, key, balance } = account;
      if (key !== null) this.#update.run(balance, key);
      else account.key = Number(this.#insert.run(name, currency, balance).lastInsertRowid);
    }
    this.#changed.clear();
  }

  /** Between transactions only: an account that is forgotten before it is flushed is lost. */
  trim(): void {
    for (const cache of this.#caches.values()) cache.trim();
  }

  forget(): void {
    this.#caches.clear();
    this.#changed.clear();
  }

  #account(name: string, currency: Currency): Account {
    let cache = this.#caches.get(currency);
    if (!cache) {
      cache = new RecentMap(this.#cacheMax);
      this.#caches.set(currency, cache);
    }
    const cached = cache.get(name);
    if (cached) return cached;
    const { key, balance } = this.#find.get(name, currency) ?? { key: null, balance: 0 };
    const account: Account = { name, currency, key, balance };
    cache.set(name, account);
    return account;
  }
}

const undo = (lines: readonly Line[]): void => {
  for (const { debit, credit, amount } of lines) {
    debit.balance += amount;
    credit.balance -= amount;
  }
};
