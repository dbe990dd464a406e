import { ok as assert } from "node:assert";
import type { Currency } from "@parlor/kit";
import type { Commit, EntryRow, Opening, SessionRow, Verdict } from "../../ports/store.ts";
import { isGuarded, isTold } from "../store-rules.ts";

/** Where a session's journal has to end, and where it ends afterwards. The first entry follows 0 and the empty text. */
export interface PlannedHead {
  readonly session: string;
  readonly currency: Currency;
  readonly priorSeq: number;
  readonly priorHash: string;
  seq: number;
  hash: string;
  wakeAt: number | null;
}

/** What all commits do to one stripe of an account. */
export interface Movement {
  readonly stripe: number;
  readonly account: string;
  readonly currency: Currency;
  /** What is added in the end; it may be negative. */
  change: number;
  /** Whether a transfer touched it; else it was only seen. */
  isMoved: boolean;
  /** What it has to hold before, so that every commit is covered in its turn. */
  need: number;
}

/** A told account as a commit leaves it: what its movement has come to by then. */
interface Told {
  readonly movement: Movement;
  readonly change: number;
}

interface PlannedOpening extends Opening {
  readonly partition: number;
}

/** What is written when every commit of a batch is committed, and what must hold for that. */
export interface Plan {
  readonly epochs: ReadonlyMap<number, number>;
  readonly heads: ReadonlyMap<string, PlannedHead>;
  readonly openings: ReadonlyMap<string, PlannedOpening>;
  /** The newest row of each session that has one, also of those that open. */
  readonly rows: ReadonlyMap<string, SessionRow>;
  readonly snapshots: ReadonlyMap<string, { readonly seq: number; readonly state: string }>;
  readonly entries: readonly EntryRow[];
  readonly movements: ReadonlyMap<string, Movement>;
  readonly told: readonly (readonly Told[])[];
}

class Planner {
  readonly epochs = new Map<number, number>();
  readonly heads = new Map<string, PlannedHead>();
  readonly openings = new Map<string, PlannedOpening>();
  readonly rows = new Map<string, SessionRow>();
  readonly snapshots = new Map<string, { readonly seq: number; readonly state: string }>();
  readonly entries: EntryRow[] = [];
  readonly movements = new Map<string, Movement>();
  readonly told: (readonly Told[])[] = [];
  readonly #commands = new Set<string>();

  /** False when a commit cannot be committed after those before it, or it takes more than sums to tell. */
  add(commit: Commit): boolean {
    const { session, partition, epoch, entry } = commit;
    if ((this.epochs.get(partition) ?? epoch) !== epoch) return false;
    this.epochs.set(partition, epoch);
    const command = `${session} ${entry.commandId}`;
    if (this.#commands.has(command)) return false;
    this.#commands.add(command);
    if (!this.#follow(commit) || !this.#see(commit)) return false;
    this.#post(commit);
    const { opening, row, snapshot } = commit;
    if (opening) this.openings.set(session, { ...opening, partition });
    if (row) this.rows.set(session, row);
    if (snapshot !== undefined) this.snapshots.set(session, { seq: entry.seq, state: snapshot });
    this.entries.push({ session, ...entry });
    return true;
  }

  #follow({ session, currency, entry, prev, wakeAt }: Commit): boolean {
    const { seq, hash } = entry;
    const head = this.heads.get(session);
    if (!head) {
      const planned = { session, currency, priorSeq: seq - 1, priorHash: prev, seq, hash };
      this.heads.set(session, { ...planned, wakeAt: wakeAt ?? null });
      return true;
    }
    if (seq !== head.seq + 1 || prev !== head.hash || currency !== head.currency) return false;
    head.seq = seq;
    head.hash = hash;
    head.wakeAt = wakeAt ?? head.wakeAt;
    return true;
  }

  #see({ seen, currency }: Commit): boolean {
    for (const account in seen) {
      // What the stripes of the others come to is not known before they are read.
      if (!isGuarded(account)) return false;
      const movement = this.#movement(0, account, currency);
      movement.need = Math.max(movement.need, (seen[account] ?? 0) - movement.change);
    }
    return true;
  }

  #post({ transfers, currency, partition }: Commit): void {
    const touched = new Set<Movement>();
    const add = (account: string, amount: number): Movement => {
      const stripe = isGuarded(account) ? 0 : partition + 1;
      const movement = this.#movement(stripe, account, currency);
      movement.change += amount;
      movement.isMoved = true;
      assert(Number.isSafeInteger(movement.change), `${account} left the range of safe integers`);
      if (isTold(account)) touched.add(movement);
      return movement;
    };
    for (const { debit, credit, amount } of transfers) {
      const from = add(debit, -amount);
      if (from.stripe === 0) from.need = Math.max(from.need, -from.change);
      add(credit, amount);
    }
    this.told.push([...touched].map((movement) => ({ movement, change: movement.change })));
  }

  #movement(stripe: number, account: string, currency: Currency): Movement {
    const key = movementKey(stripe, account, currency);
    const known = this.movements.get(key);
    if (known) return known;
    const movement = { stripe, account, currency, change: 0, isMoved: false, need: 0 };
    this.movements.set(key, movement);
    return movement;
  }
}

const movementKey = (stripe: number, account: string, currency: Currency): string =>
  `${stripe} ${currency} ${account}`;

/**
 * The plan by which every commit of a batch is committed. Null when they contradict each other, or a look at an account
 * without a floor would be needed.
 */
export const planOf = (batch: readonly Commit[]): Plan | null => {
  const planner = new Planner();
  return batch.every((commit) => planner.add(commit)) ? planner : null;
};

/** Where in the feed a batch was written, and what its accounts came to that verdicts tell. */
export interface Written {
  readonly number: number;
  readonly balances: readonly {
    readonly account: string;
    readonly currency: Currency;
    readonly balance: number;
  }[];
}

/** A batch takes so many positions, whether it has entries for them or not. */
export const batchEntryCountMax = 1_024;
export const firstPositionOf = (number: number): number => number * batchEntryCountMax;

/** The verdicts of a plan that was written, in its commits' order. */
export const verdictsOf = ({ movements, told }: Plan, { number, balances }: Written): Verdict[] => {
  const before = new Map<Movement, number>();
  for (const { account, currency, balance } of balances) {
    const movement = movements.get(movementKey(0, account, currency));
    if (movement) before.set(movement, balance - movement.change);
  }
  return told.map((accounts, at) => ({
    kind: "committed",
    position: firstPositionOf(number) + at,
    balances: Object.fromEntries(
      accounts.map(({ movement, change }) => {
        const held = before.get(movement);
        assert(held !== undefined, `nothing was told of ${movement.account}`);
        return [movement.account, held + change];
      }),
    ),
  }));
};
