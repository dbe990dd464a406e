import { ok as assert } from "node:assert";
import type { Currency, Transfer } from "@parlor/kit";
import type { Commit, Verdict } from "../../ports/store.ts";
import { fallenSince, isGuarded } from "../store-rules.ts";

interface Head {
  readonly seq: number;
  readonly hash: string;
  readonly currency: Currency;
}

type Refused = Exclude<Verdict, { readonly kind: "committed" }>;
type Decision = Refused | { readonly kind: "accepted" };

/**
 * What the database holds of all that a batch touches, while nobody else can change it. Each commit is decided on what those
 * before it leave here.
 */
export class Picture {
  readonly epochs = new Map<number, number>();
  readonly heads = new Map<string, Head>();
  readonly #known = new Set<string>();
  /** Only of accounts that are guarded or seen; what is not here is zero. */
  readonly #balances = new Map<string, number>();

  addKnown(session: string, commandId: string): void {
    this.#known.add(`${session} ${commandId}`);
  }

  addBalance(account: string, currency: Currency, balance: number): void {
    this.#balances.set(`${currency} ${account}`, balance);
  }

  /** The checks' order is the port's; what a refused commit would have done leaves no trace here. */
  decide(commit: Commit): Decision {
    const { session, partition, epoch, entry, prev, currency } = commit;
    if (this.epochs.get(partition) !== epoch) return { kind: "stale_epoch" };
    if (this.#known.has(`${session} ${entry.commandId}`)) return { kind: "known" };
    const head = this.heads.get(session);
    if (entry.seq !== (head?.seq ?? 0) + 1 || prev !== (head?.hash ?? "")) {
      return { kind: "out_of_order" };
    }
    assert(!head || head.currency === currency, `${session}: another currency`);
    const fallen = fallenSince(commit, (account) => this.#balance(account, currency));
    if (fallen !== undefined) return { kind: "uncovered", account: fallen };
    const uncovered = this.#post(currency, commit.transfers);
    if (uncovered !== undefined) return { kind: "uncovered", account: uncovered };
    this.heads.set(session, { seq: entry.seq, hash: entry.hash, currency });
    this.addKnown(session, entry.commandId);
    return { kind: "accepted" };
  }

  /** The account that does not cover what is taken from it, if there is one; then nothing was moved. */
  #post(currency: Currency, transfers: readonly Transfer[]): string | undefined {
    for (const [at, { debit, credit, amount }] of transfers.entries()) {
      if (isGuarded(debit) && this.#balance(debit, currency) < amount) {
        for (const done of transfers.slice(0, at)) {
          this.#add(done.debit, currency, done.amount);
          this.#add(done.credit, currency, -done.amount);
        }
        return debit;
      }
      this.#add(debit, currency, -amount);
      this.#add(credit, currency, amount);
    }
    return undefined;
  }

  #balance(account: string, currency: Currency): number {
    return this.#balances.get(`${currency} ${account}`) ?? 0;
  }

  #add(account: string, currency: Currency, amount: number): void {
    this.addBalance(account, currency, this.#balance(account, currency) + amount);
  }
}
