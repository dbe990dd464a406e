import { hash } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { randomFrom, seededDraws, type Random } from "@parlor/kit";
import { newDisk } from "@parlor/server/simulation";
import { Cashier } from "./cashier.ts";
import { Checker } from "./check/checker.ts";
import { ModelPlayer } from "./model-player.ts";
import { SimTime } from "./sim-clock.ts";
import { SimNode, type Line } from "./sim-node.ts";
import { allGames, configOf, temperOf, type Temper } from "./temper.ts";
import { Spectator } from "./spectator.ts";
import { StoreCalls } from "./store-calls.ts";
import { FeedReader, Subscriber } from "./subscriber.ts";
import type { Report, Rule, Violation } from "./violation.ts";

/** A connection, who listens at its end, and whether that one reads slowly. */
interface Wire {
  readonly line: Line;
  readonly hear: (text: string) => void;
  readonly isSlow: boolean;
}

const nodesMax = 3;

/** Everything there is: a disk, nodes, players, a network and a clock. Each step does one thing of it. */
export class World {
  readonly random: Random;
  readonly time = new SimTime();
  readonly checker: Checker;
  readonly nodes: SimNode[] = [];
  readonly calls: StoreCalls;
  readonly players: readonly ModelPlayer[];
  readonly spectator: Spectator;
  readonly feed: FeedReader;
  readonly violations: (Violation & { readonly step: number })[] = [];
  readonly counts = { entries: 0, crashes: 0, nodes: 0, failures: 0, frames: 0 };
  readonly #seed: number | string;
  readonly #temper: Temper;
  readonly cashier: Cashier;
  readonly report: Report;
  #subscribers: Subscriber[] = [];
  #lines: Wire[] = [];
  #trace = "";
  #step = 0;
  /** No more faults from here on: what was begun has to come to its end. */
  calm(): void {
    this.calls.isCalm = true;
  }
  readonly #onTrace: (step: number, text: string) => void;

  constructor(seed: number | string, onTrace: (step: number, text: string) => void) {
    this.#seed = seed;
    this.#onTrace = onTrace;
    this.random = randomFrom(seededDraws(`sim:${seed}`));
    const { random } = this;
    this.#temper = temperOf(random);
    this.calls = new StoreCalls(
      random,
      this.#temper.failing,
      (node) => this.nodes[node]?.status === "dead",
    );
    this.report = (rule: Rule, detail: string) =>
      void this.violations.push({ rule, detail, step: this.#step });
    this.checker = new Checker(newDisk(), allGames, this.report);
    this.cashier = new Cashier(random, this.checker, this.report);
    const count = 3 + random.int(4);
    this.players = Array.from(
      { length: count },
      (_, index) =>
        new ModelPlayer(
          index,
          this.#worldOf(() => this.players[index]),
        ),
    );
    this.spectator = new Spectator(this.#worldOf(() => this.spectator));
    this.feed = new FeedReader(this.checker, this.report);
  }

  get step(): number {
    return this.#step;
  }
  /** The hash of everything that happened, in order. */
  get traceHash(): string {
    return this.#trace;
  }

  /** One step: something happens, all that it sets off settles, and everything new is checked. */
  async doStep(): Promise<void> {
    this.#step += 1;
    this.time.advance(this.random.int(20));
    const text = this.#happen();
    await this.settle(text);
  }

  async settle(text: string): Promise<void> {
    await turn();
    this.checker.readOn();
    const { lines } = this.checker;
    this.counts.entries = lines.length;
    this.counts.failures = this.calls.failures;
    const line = `${text} | ${lines.length} ${this.checker.disk.feed.at(-1)?.hash ?? ""}`;
    this.#trace = hash("sha256", this.#trace + line);
    this.#onTrace(this.#step, text);
    this.#lines = this.#lines.filter(({ line: { socket } }) => !socket.isOver);
  }

  #happen(): string {
    const { store, network, reading, crash } = this.#temper;
    const ready = this.calls.all.filter(({ notBefore }) => notBefore <= this.#step);
    const up = this.#lines.filter(({ line: { socket } }) => socket.upCount > 0);
    const down = this.#lines.filter(
      ({ line: { socket }, isSlow }) =>
        socket.downCount > 0 && (!isSlow || this.random.int(12) === 0),
    );
    const isUp = this.nodes.some(({ status }) => status === "up") ? 1 : 0;
    const ways: readonly (readonly [number, () => string])[] = [
      [Math.min(ready.length, 4) * store, () => this.calls.doOne(ready, this.#step)],
      [Math.min(up.length, 4) * network, () => this.#carryUp(up)],
      [Math.min(down.length, 4) * network, () => this.#carryDown(down)],
      [isUp && 150, () => this.random.pick(this.players).act()],
      [isUp && this.#temper.rush, () => this.players.map((player) => player.act()).join("; ")],
      [isUp && 10, () => this.spectator.act()],
      [isUp && 10, () => this.#open()],
      [isUp && 10, () => this.#move()],
      [isUp && reading, () => this.#read()],
      [15, () => this.#tick()],
      [crash, () => this.#kill()],
      [3, () => this.#operate()],
    ];
    if (!this.nodes.some(({ status, isOwner }) => status === "starting" || isOwner))
      return this.start();
    return ways[this.random.weighted(ways.map(([weight]) => weight))]?.[1]() ?? "";
  }

  /** What goes on without anybody wanting anything new; undefined when nothing is on its way. */
  flow(): string | undefined {
    const up = this.#lines.filter(({ line: { socket } }) => socket.upCount > 0);
    const down = this.#lines.filter(({ line: { socket } }) => socket.downCount > 0);
    if (this.calls.all.length > 0) return this.calls.doOne(this.calls.all, this.#step);
    if (up.length > 0) return this.#carryUp(up);
    return down.length > 0 ? this.#carryDown(down) : undefined;
  }

  /** Starts another node; whatever runs already does not know of it. */
  start(): string {
    const id = this.counts.nodes++;
    const { time, checker, random } = this;
    const node = new SimNode(id, {
      seed: this.#seed,
      games: allGames,
      time,
      checker,
      random,
      report: this.report,
      take: (call) => this.calls.take(call),
      notBefore: () =>
        this.calls.isCalm || random.int(15) > 0 ? this.#step : this.#step + random.int(80),
    });
    this.nodes.push(node);
    return `node ${id} starts`;
  }

  #carryUp(up: readonly Wire[]): string {
    const { line } = this.random.pick(up);
    const text = line.socket.carryUp((message) => line.check.up(message));
    return `node ${line.socket.node} gets ${text}`;
  }

  #carryDown(down: readonly Wire[]): string {
    const { line, hear } = this.random.pick(down);
    this.counts.frames += 1;
    const text = line.socket.carryDown();
    hear(text);
    return `a client of node ${line.socket.node} gets ${hash("sha256", text)}`;
  }

  /** The node that most people come to: the one that owns the sessions, or now and then another. */
  #anyNode(): SimNode | undefined {
    const up = this.nodes.filter(({ status }) => status === "up");
    const owner = up.find(({ isOwner }) => isOwner);
    if (owner && (this.calls.isCalm || this.random.int(6) > 0)) return owner;
    return up.length === 0 ? undefined : this.random.pick(up);
  }

  #worldOf(who: () => { hear(...given: never[]): void } | undefined) {
    return {
      random: this.random,
      checker: this.checker,
      dial: (player: { readonly id: string; readonly name: string } | null): Line | undefined => {
        const line = this.#anyNode()?.connect(player);
        if (!line) return undefined;
        const client = who();
        const hear = (text: string): void => {
          if (client instanceof ModelPlayer) client.hear(line, text);
          if (client instanceof Spectator) client.hear(text);
        };
        this.#lines.push({ line, hear, isSlow: !this.calls.isCalm && this.random.int(5) === 0 });
        return line;
      },
    };
  }

  #open(): string {
    const { running } = this.checker;
    const node = this.#anyNode();
    if (!node?.platform || running.length >= this.#temper.sessionsMax)
      return "nobody opens a table";
    const { random } = this;
    const game = random.pick(this.#temper.games);
    const config = configOf(game, random);
    const host = random.pick(this.players).id;
    void node.open({ game: game.id, config }, host);
    return `${host} opens ${game.id} at node ${node.id}`;
  }

  /** Money moves at the owner: another node could not tell those who are connected here of it. */
  #move(): string {
    const node = this.nodes.find(({ status, isOwner }) => status === "up" && isOwner);
    return node ? this.cashier.act(node, this.random.pick(this.players).id) : "the bank is shut";
  }

  /** Somebody who listens reads on; there is always one at each node, with a small buffer. */
  #read(): string {
    this.#subscribers = this.#subscribers.filter(({ node }) => node.status !== "dead");
    for (const node of this.nodes) {
      const { status, platform } = node;
      if (status !== "up" || !platform || this.#subscribers.some((one) => one.node === node))
        continue;
      const bufferMax = this.random.pick([3, 20]);
      this.#subscribers.push(new Subscriber(node, platform, bufferMax, this.checker, this.report));
    }
    if (this.random.int(2) === 0 || this.#subscribers.length === 0) {
      this.feed.read(this.#anyNode());
      return "the feed is read";
    }
    this.random.pick(this.#subscribers).read();
    return "a subscriber reads";
  }

  #tick(): string {
    const { due, nextAt, now } = this.time;
    if (due.length > 0) {
      const timer = this.random.pick(due);
      this.time.run(timer);
      return `a timer of node ${timer.node} rings`;
    }
    if (!Number.isFinite(nextAt)) return "no timer is set";
    // Often only a part of the way, so that others come first.
    const wait = Math.min(nextAt - now, 1 + this.random.int(5_000));
    this.time.advance(wait);
    return `${wait} ms pass`;
  }

  #kill(): string {
    const alive = this.nodes.filter(({ status }) => status !== "dead");
    const roll = this.random.int(10);
    if (roll < 3 && alive.length < nodesMax) return this.start();
    const [node] = this.random.shuffle(alive);
    if (!node) return "nobody lives";
    if (roll < 5 && node.status === "up") {
      node.stop();
      return `node ${node.id} is told to stop`;
    }
    this.kill(node);
    return `node ${node.id} dies`;
  }

  /** The process dies. What it had asked of the store may reach the disk all the same, and late. */
  kill(node: SimNode): void {
    this.counts.crashes += 1;
    node.die();
    for (const call of this.calls.all.filter((one) => one.node === node.id)) {
      const isLost = call.isApplied || call.name === "claim" || this.random.int(2) === 0;
      if (isLost) this.calls.drop(call);
    }
    for (const { line } of this.#lines)
      if (line.socket.node === node.id) {
        if (this.random.int(2) === 0) line.socket.dropDown();
        line.socket.close();
      }
    this.checker.checkWhole();
  }

  /** The operator ends or pauses something, open bets or not. */
  #operate(): string {
    const { running } = this.checker;
    const node = this.#anyNode();
    if (!node?.platform || running.length === 0) return "the operator has nothing to do";
    const { id } = this.random.pick(running);
    const kind = this.random.pick(["pause", "resume", "resume", "resume", "end"] as const);
    const command = { kind, id: `operator-${this.#step}`, by: "operator" } as const;
    void node.platform.sessions.submit(
      id,
      kind === "end" ? { ...command, kind, reason: "admin" } : { ...command, kind },
    );
    return `the operator asks ${id} to ${kind}`;
  }
}
