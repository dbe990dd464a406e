import { memoryExchange, type Clock, type Log, type MemoryBus } from "@parlor/server/simulation";
import type { Post } from "./post.ts";
import { simBus, type SimBus } from "./sim-bus.ts";
import type { Report } from "./violation.ts";

/** What nodes talk over: a bus each, by the node's number, since a process may have the name of another one. */
export class Network {
  readonly #exchange: ReturnType<typeof memoryExchange>;
  readonly #buses = new Map<number, MemoryBus>();

  constructor(clock: Clock, post: Post, report: Report) {
    const line = (facts: object, sentence: string): void => {
      // A question may not be understood, or its answer fail with the store; a listener never throws.
      if (sentence === "a listener of the bus failed") report("liveness", JSON.stringify(facts));
    };
    const log: Log = { info: line, warn: line, error: line };
    this.#exchange = memoryExchange({
      clock,
      log,
      deliver: (from, to, run) => post.send(Number(from), Number(to), run),
    });
  }

  /** `asks` sees every question before it goes out. */
  connect(node: number, asks: (subject: string, text: string) => void): SimBus {
    const bus = this.#exchange.connect(String(node));
    this.#buses.set(node, bus);
    return simBus(bus, asks);
  }

  /** The two hear nothing of each other; returns how to join them. */
  cut(one: number, other: number): () => void {
    return this.#exchange.cut(String(one), String(other));
  }

  goDown(node: number): void {
    this.#buses.get(node)?.goDown();
  }
  goUp(node: number): void {
    this.#buses.get(node)?.goUp();
  }
  isUp(node: number): boolean {
    return this.#buses.get(node)?.isUp === true;
  }
}
