import type { Random, Refusal } from "@parlor/kit";
import type { Checker } from "./check/checker.ts";
import { currency, type SimNode } from "./sim-node.ts";
import type { Report } from "./violation.ts";

interface Order {
  readonly kind: "deposit" | "withdraw";
  readonly id: string;
  readonly player: string;
  readonly amount: number;
  done: boolean;
}

/** Money that comes in and goes out; an order without an answer is given again. */
export class Cashier {
  readonly #random: Random;
  readonly #checker: Checker;
  readonly #report: Report;
  readonly #orders: Order[] = [];

  constructor(random: Random, checker: Checker, report: Report) {
    this.#random = random;
    this.#checker = checker;
    this.#report = report;
  }

  act(node: SimNode, player: string): string {
    const random = this.#random;
    const open = this.#orders.filter(({ done }) => !done);
    if (open.length > 0 && random.int(2) === 0) return this.#give(node, random.pick(open));
    if (this.#orders.length > 0 && random.int(5) === 0)
      return this.#give(node, random.pick(this.#orders));
    if (this.#orders.length > 0 && random.int(8) === 0) {
      const { id, amount, ...order } = random.pick(this.#orders);
      return this.#give(node, { ...order, id, amount: amount + 1, done: true });
    }
    const kind = random.int(4) === 0 ? "withdraw" : "deposit";
    const order = {
      kind,
      id: `order-${this.#orders.length}`,
      player,
      amount: 1 + random.int(kind === "deposit" ? 600 : 200),
      done: false,
    } as const;
    this.#orders.push(order);
    this.#checker.asked.add(order.id);
    return this.#give(node, order);
  }

  /** Gives every order again that has no answer. */
  insist(node: SimNode): void {
    for (const order of this.#orders) if (!order.done) this.#give(node, order);
  }

  #give(node: SimNode, order: Order): string {
    const { kind, id, player, amount } = order;
    void this.#settle(node, order);
    return `${kind} ${id}: ${amount} for ${player}`;
  }

  async #settle(node: SimNode, order: Order): Promise<void> {
    const { kind, id, player, amount } = order;
    const isThere = this.#checker.disk.treasury.get(id)?.amount === amount;
    const refusal = await node.platform?.treasury[kind](id, player, amount, currency);
    if (node.status === "dead" || refusal?.refused === "outcome_unknown") return;
    order.done = true;
    this.#check(order, refusal, isThere);
  }

  #check({ id, amount }: Order, refusal: Refusal | undefined, wasThere: boolean): void {
    const kept = this.#checker.disk.treasury.get(id);
    if (!refusal && kept?.amount !== amount)
      this.#report(
        "J1",
        `${id} of ${amount} is acknowledged, the disk has ${String(kept?.amount)}`,
      );
    if (wasThere && refusal) this.#report("J2", `${id} was done, and is refused`);
  }
}
