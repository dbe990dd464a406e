import type { Currency, Transfer } from "@parlor/kit";
import { decodeEntry } from "../journal/contract.ts";
import { entriesPageMax } from "../limits.ts";
import type { Store, TreasuryTransfer } from "../ports/store.ts";
import type { Audit, Discrepancy } from "./contract.ts";

/**
 * The sums of all transfers by account, as far as the journals have been read. Play goes on while
 * the books are read, so each account also keeps the sums that it went through since `mark`.
 */
class Books {
  readonly sums = new Map<string, number>();
  readonly #since = new Map<string, Set<number>>();
  readonly #currencies = new Map<string, Currency>();
  #position = 0;
  #treasury = 0;
  entries = 0;
  transfers = 0;

  /** Reads everything that is new in the store. */
  async readOn(store: Store): Promise<void> {
    const outside: readonly TreasuryTransfer[] = await store.transfers();
    for (const transfer of outside.slice(this.#treasury)) this.#add(transfer, transfer.currency);
    this.#treasury = outside.length;
    for (;;) {
      const rows = await store.feed(this.#position, entriesPageMax);
      if (rows.length === 0) return;
      for (const row of rows) {
        const { command, session, did } = decodeEntry(row);
        if (command.kind === "create") this.#currencies.set(session, command.setup.currency);
        const currency = this.#currencies.get(session);
        if (currency) for (const transfer of did.transfers) this.#add(transfer, currency);
        this.entries += 1;
        this.#position = row.position;
      }
    }
  }

  mark(): void {
    this.#since.clear();
  }

  /** Whether the account had this balance at some moment since the mark. */
  had(key: string, balance: number): boolean {
    return (this.sums.get(key) ?? 0) === balance || this.#since.get(key)?.has(balance) === true;
  }

  #add({ debit, credit, amount }: Transfer, currency: Currency): void {
    this.transfers += 1;
    this.#change(keyOf(debit, currency), -amount);
    this.#change(keyOf(credit, currency), amount);
  }

  #change(key: string, amount: number): void {
    const before = this.sums.get(key) ?? 0;
    const seen = this.#since.get(key) ?? new Set<number>();
    this.#since.set(key, seen.add(before));
    this.sums.set(key, before + amount);
  }
}

const keyOf = (account: string, currency: Currency) => `${account} ${currency}`;

/**
 * Adds everything up and compares with the balances that are kept beside. The balances are read
 * between two readings of the journals: an account that play was moving meanwhile is right when it
 * had its balance at some moment in between.
 */
export const auditOf = async (store: Store): Promise<Audit> => {
  const books = new Books();
  await books.readOn(store);
  books.mark();
  const accounts = await store.accounts();
  await books.readOn(store);

  const sums: Record<Currency, number> = {};
  const discrepancies: Discrepancy[] = [];
  const kept = new Set<string>();
  for (const { account, currency, balance } of accounts) {
    const key = keyOf(account, currency);
    kept.add(key);
    sums[currency] = (sums[currency] ?? 0) + balance;
    if (!books.had(key, balance))
      discrepancies.push({ account, currency, balance, transfers: books.sums.get(key) ?? 0 });
  }
  for (const [key, transfers] of books.sums) {
    if (kept.has(key) || books.had(key, 0)) continue;
    const [account = "", currency = ""] = key.split(" ");
    discrepancies.push({ account, currency: currency as Currency, balance: 0, transfers }); // the key was made from one
  }
  return { entries: books.entries, transfers: books.transfers, sums, discrepancies };
};
