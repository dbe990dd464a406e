import { hash } from "node:crypto";
import type { Random } from "@parlor/kit";
import type { Line } from "./sim-node.ts";

/** A connection, who listens at its end, and whether that one reads slowly. */
export interface Wire {
  readonly line: Line;
  readonly hear: (text: string) => void;
  readonly isSlow: boolean;
}

/** The connections of all clients. */
export class Lines {
  readonly #random: Random;
  #wires: readonly Wire[] = [];
  frames = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  add(wire: Wire): void {
    this.#wires = [...this.#wires, wire];
  }

  ofNode(node: number): readonly Line[] {
    return this.#wires.map(({ line }) => line).filter(({ socket }) => socket.node === node);
  }

  /** Those over which somebody has something to say to a node for which this holds. */
  up(runs: (node: number) => boolean): readonly Wire[] {
    return this.#wires.filter(({ line: { socket } }) => socket.upCount > 0 && runs(socket.node));
  }
  down(): readonly Wire[] {
    return this.#wires.filter(({ line: { socket } }) => socket.downCount > 0);
  }

  /** Those that are over are forgotten. */
  prune(): void {
    this.#wires = this.#wires.filter(({ line: { socket } }) => !socket.isOver);
  }

  /** Everybody hangs up. */
  closeAll(): void {
    for (const { line } of this.#wires) line.socket.close();
  }

  carryUp(wires: readonly Wire[]): string {
    const { line } = this.#random.pick(wires);
    const text = line.socket.carryUp((message) => line.check.up(message));
    return `node ${line.socket.node} gets ${text}`;
  }

  carryDown(wires: readonly Wire[]): string {
    const { line, hear } = this.#random.pick(wires);
    this.frames += 1;
    const text = line.socket.carryDown();
    hear(text);
    return `a client of node ${line.socket.node} gets ${hash("sha256", text)}`;
  }

  /** Everything that is on its way arrives. */
  carryAll(runs: (node: number) => boolean): void {
    for (const wire of this.up(runs)) while (wire.line.socket.upCount > 0) this.carryUp([wire]);
    for (const wire of this.down()) while (wire.line.socket.downCount > 0) this.carryDown([wire]);
  }
}
