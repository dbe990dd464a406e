import { ok as assert } from "node:assert";
import type { DatabaseSync } from "node:sqlite";
import type { Currency, Transfer } from "@parlor/kit";
import type { AccountBalance } from "../../ports/store.ts";
import { isGuarded, isTold } from "../store-rules.ts";
import type { BlockBalance, Blocks } from "./blocks.ts";
import { byText, prepare, type Query } from "./query.ts";
import { RecentMap } from "./recent-map.ts";

/** Of one currency. About 25 MB: the players and tables of tens of thousands of running sessions. */
export const cachedAccountCountMax = 100_000;
/** So many accounts are settled at once: some 3 ms, in which no commit is written. */
const unsettledAccountCountMax = 2_048;
/** After a restart the balances of so many blocks are read, which takes some 10 ms. */
const unsettledBlockCountMax = 256;

interface Account {
  readonly name: string;
  readonly currency: Currency;
  /** Null as long as the table of balances does not have it. */
  key: number | null;
  balance: number;
  /** Whether the table of balances has what it was before. */
  isUnsettled: boolean;
}
/** How many accounts are kept in memory, and how many at most are not in their table yet. */
interface Bounds {
  readonly cacheMax?: number;
  readonly unsettledMax?: number;
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
 * The balances of a file. Each block says what the accounts that it touched came to; the table of
 * balances follows in larger steps, since the accounts of one batch are far apart in it and each one's page is
 * written whole. What it lacks is in memory, and after a restart read from the blocks. Within a transaction
 * balances change in memory only. Whoever rolls back or sees that another process wrote has to `forget`.
 */
export class Ledger {
  readonly #blocks: Blocks;
  readonly #find: Query<{ readonly key: number; readonly balance: number }>;
  readonly #insert: Query<never>;
  readonly #update: Query<never>;
  readonly #through: Query<{ readonly through: number }>;
  readonly #setThrough: Query<never>;
  readonly #ofAccount: Query<AccountBalance>;
  readonly #all: Query<AccountBalance>;
  /** A map for each currency: putting a key together costs more than a second look-up. */
  readonly #caches = new Map<Currency, RecentMap<Account>>();
  readonly #cacheMax: number;
  readonly #unsettledMax: number;
  readonly #changed = new Set<Account>();
  /** Accounts whose balance the table does not have yet; undefined until it was read from the blocks. */
  #unsettled: Map<string, Account> | undefined;
  #unsettledBlockCount = 0;

  constructor(
    db: DatabaseSync,
    blocks: Blocks,
    { cacheMax = cachedAccountCountMax, unsettledMax = unsettledAccountCountMax }: Bounds = {},
  ) {
    this.#blocks = blocks;
    this.#cacheMax = cacheMax;
    this.#unsettledMax = unsettledMax;
    this.#find = prepare(
      db,
      "SELECT key, balance FROM balances WHERE account = ? AND currency = ?",
    );
    this.#insert = prepare(
      db,
      "INSERT INTO balances (account, currency, balance) VALUES (?, ?, ?)",
    );
    this.#update = prepare(db, "UPDATE balances SET balance = ? WHERE key = ?");
    this.#through = prepare(db, "SELECT through FROM settled");
    this.#setThrough = prepare(db, "UPDATE settled SET through = ?");
    const columns = "SELECT account, currency, balance FROM balances";
    this.#ofAccount = prepare(db, `${columns} WHERE account = ?`);
    this.#all = prepare(db, columns);
  }

  balance(name: string, currency: Currency): number {
    return this.#account(name, currency).balance;
  }

  /** The account's balances in all currencies, in their order. */
  balances(name: string): AccountBalance[] {
    const own = [...this.#readUnsettled().values()].filter((account) => account.name === name);
    return merged(this.#ofAccount.all(name), own);
  }

  /** All balances, by account and currency. */
  accounts(): AccountBalance[] {
    return merged(this.#all.all(), this.#readUnsettled().values());
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

  /** Marks what the transfers touched as changed; gives the new balances that a verdict tells. */
  keep({ lines }: Posted): Record<string, number> {
    const balances: Record<string, number> = {};
    for (const { debit, credit } of lines) {
      this.#changed.add(debit).add(credit);
      if (isTold(debit.name)) balances[debit.name] = debit.balance;
      if (isTold(credit.name)) balances[credit.name] = credit.balance;
    }
    return balances;
  }

  /** What the accounts that changed in this transaction came to, for its block. */
  takeChanged(): BlockBalance[] {
    const balances: BlockBalance[] = [];
    for (const account of this.#changed) {
      this.#markUnsettled(account);
      balances.push([account.name, account.currency, account.balance]);
    }
    this.#changed.clear();
    return balances;
  }

  /** Brings the table up to the block that ends at a position, every so many blocks. */
  settleIfDue(position: number): void {
    this.#unsettledBlockCount += 1;
    const isDue =
      this.#unsettledBlockCount >= unsettledBlockCountMax ||
      this.#readUnsettled().size >= this.#unsettledMax;
    if (isDue) this.settle(position);
  }

  settle(position: number): void {
    for (const account of this.#changed) this.#markUnsettled(account);
    this.#changed.clear();
    const unsettled = this.#readUnsettled();
    // In the order of the table, so that each of its pages is found once.
    for (const account of [...unsettled.values()].toSorted(byKey)) {
      account.isUnsettled = false;
      const { name, currency, key, balance } = account;
      if (key !== null) this.#update.run(balance, key);
      else account.key = Number(this.#insert.run(name, currency, balance).lastInsertRowid);
    }
    unsettled.clear();
    this.#unsettledBlockCount = 0;
    this.#setThrough.run(position);
  }

  /** Between transactions only: an account that is forgotten before its block is written is lost. */
  trim(): void {
    for (const cache of this.#caches.values()) cache.trim();
  }

  forget(): void {
    this.#caches.clear();
    this.#changed.clear();
    this.#unsettled = undefined;
    this.#unsettledBlockCount = 0;
  }

  #account(name: string, currency: Currency): Account {
    const cache = this.#cacheOf(currency);
    const cached = cache.get(name);
    if (cached) return cached;
    // An account that waits to be settled stays known even where the cache has forgotten it.
    const waiting = this.#readUnsettled().get(keyOf(name, currency));
    const account = waiting ?? this.#found(name, currency);
    cache.set(name, account);
    return account;
  }

  #cacheOf(currency: Currency): RecentMap<Account> {
    const known = this.#caches.get(currency);
    if (known) return known;
    const cache = new RecentMap<Account>(this.#cacheMax);
    this.#caches.set(currency, cache);
    return cache;
  }

  #found(name: string, currency: Currency): Account {
    const { key, balance } = this.#find.get(name, currency) ?? { key: null, balance: 0 };
    return { name, currency, key, balance, isUnsettled: false };
  }

  #markUnsettled(account: Account): void {
    if (account.isUnsettled) return;
    account.isUnsettled = true;
    this.#readUnsettled().set(keyOf(account.name, account.currency), account);
  }

  #readUnsettled(): Map<string, Account> {
    if (this.#unsettled) return this.#unsettled;
    const unsettled = (this.#unsettled = new Map<string, Account>());
    const through = this.#through.get()?.through ?? 0;
    for (const [name, currency, balance] of this.#blocks.balancesAfter(through)) {
      const account = this.#account(name, currency as Currency); // this class wrote it into the block
      account.balance = balance;
      this.#markUnsettled(account);
    }
    return unsettled;
  }
}

const keyOf = (name: string, currency: Currency): string => `${currency} ${name}`;

const byKey = (one: Account, other: Account): number => (one.key ?? 0) - (other.key ?? 0);

/** The rows of the table with what it lacks, in its order. */
const merged = (
  rows: readonly AccountBalance[],
  unsettled: Iterable<Account>,
): AccountBalance[] => {
  const byName = new Map(rows.map((row) => [keyOf(row.account, row.currency), row]));
  for (const { name: account, currency, balance } of unsettled)
    byName.set(keyOf(account, currency), { account, currency, balance });
  return [...byName.values()].toSorted(
    (one, other) => byText(one.account, other.account) || byText(one.currency, other.currency),
  );
};

const undo = (lines: readonly Line[]): void => {
  for (const { debit, credit, amount } of lines) {
    debit.balance += amount;
    credit.balance -= amount;
  }
};
