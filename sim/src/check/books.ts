import type { Transfer } from "@parlor/kit";
import type { Disk } from "@parlor/server/simulation";
import type { Report } from "../violation.ts";

const isGuarded = (account: string): boolean => /^(player|pool):/.test(account);

/** A bot gets its play money when it sits down, and gives back what is left. */
const isOfBot = ({ id }: { readonly id: string }): boolean => /^(grant|return):bot:/.test(id);

/** All balances, added up anew from the journals and the transfers outside them. */
export class Books {
  readonly #balances = new Map<string, number>();
  /** Every balance that an account ever had. */
  readonly #had = new Map<string, Set<number>>();
  #treasuryCount = 0;
  readonly #asked: ReadonlySet<string>;

  /** `asked` are the ids of the transfers that somebody asked for. */
  constructor(asked: ReadonlySet<string>) {
    this.#asked = asked;
  }

  post(transfer: Transfer, currency: string, where: string, report: Report): void {
    const { debit, credit, amount } = transfer;
    if (!Number.isSafeInteger(amount) || amount <= 0)
      report("M1", `${where} moves ${amount}, which is no amount`);
    if (debit === credit) report("M1", `${where} debits and credits ${debit}`);
    this.#add(debit, currency, -amount);
    this.#add(credit, currency, amount);
    for (const account of [debit, credit])
      if (isGuarded(account) && this.of(account, currency) < 0)
        report("M2", `${where} takes ${account} to ${this.of(account, currency)}`);
  }

  of(account: string, currency: string): number {
    return this.#balances.get(`${account} ${currency}`) ?? 0;
  }

  /** Whether the account had this balance at some time. */
  had(account: string, currency: string, balance: number): boolean {
    return balance === 0 || this.#had.get(`${account} ${currency}`)?.has(balance) === true;
  }

  /** What was moved outside of sessions since it was last looked at. */
  readTreasury(disk: Disk, report: Report): void {
    if (disk.treasury.size === this.#treasuryCount) return;
    const fresh = [...disk.treasury.values()].slice(this.#treasuryCount);
    this.#treasuryCount = disk.treasury.size;
    for (const transfer of fresh) {
      if (!this.#asked.has(transfer.id) && !isOfBot(transfer))
        report("M4", `nobody asked for the transfer ${transfer.id} of ${transfer.amount}`);
      this.post(transfer, transfer.currency, `transfer ${transfer.id}`, report);
    }
  }

  /** [M1] [M2] [M3] The balances on the disk are the sums of the transfers on the disk. */
  compare(disk: Disk, report: Report): void {
    for (const [currency, balances] of disk.balances) {
      const sum = [...balances.values()].reduce((total, balance) => total + balance, 0);
      if (sum !== 0) report("M1", `the accounts in ${currency} add up to ${sum}`);
      for (const [account, balance] of balances) {
        if (isGuarded(account) && balance < 0) report("M2", `${account} has ${balance}`);
        const own = this.of(account, currency);
        if (balance !== own)
          report("M3", `${account} has ${balance}, but its transfers add up to ${own}`);
      }
    }
    for (const [key, balance] of this.#balances) {
      const [account = "", currency = ""] = key.split(" ");
      // The key was made from a currency.
      const kept = disk.balances.get(currency as `${string}/${number}`)?.get(account) ?? 0;
      if (kept !== balance)
        report("M3", `${account} has ${kept}, but its transfers add up to ${balance}`);
    }
  }

  #add(account: string, currency: string, amount: number): void {
    const key = `${account} ${currency}`;
    const balance = (this.#balances.get(key) ?? 0) + amount;
    this.#balances.set(key, balance);
    const had = this.#had.get(key) ?? new Set<number>();
    this.#had.set(key, had.add(balance));
  }
}
