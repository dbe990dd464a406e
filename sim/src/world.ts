import { hash } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { games as shipped } from "@parlor/games";
import { isRefusal, randomFrom, seededDraws, type Game, type Random } from "@parlor/kit";
import { faulty, newDisk, openDice, stacks } from "@parlor/server/simulation";
import { Cashier } from "./cashier.ts";
import { Checker } from "./check/checker.ts";
import { ModelPlayer } from "./model-player.ts";
import { sealedCards } from "./sealed-cards.ts";
import { SimTime } from "./sim-clock.ts";
import { SimNode, type Line } from "./sim-node.ts";
import type { Fate, StoreCall } from "./sim-store.ts";
import { Spectator } from "./spectator.ts";
import { FeedReader, Subscriber } from "./subscriber.ts";
import type { Report, Rule, Violation } from "./violation.ts";

/** How this world is: the seed decides it once, so that seeds differ in kind and not only in luck. */
interface Temper {
  readonly store: number;
  readonly network: number;
  readonly reading: number;
  readonly crash: number;
  readonly failing: number;
  readonly sessionsMax: number;
}

/** A connection, who listens at its end, and whether that one reads slowly. */
interface Wire {
  readonly line: Line;
  readonly hear: (text: string) => void;
  readonly isSlow: boolean;
}

const allGames: readonly Game[] = [...shipped, openDice, stacks, sealedCards, faulty()];
const failures = [
  "throw",
  "garbage",
  "unknown-code",
  "state-no-json",
  "money",
  "timeout",
  "view",
  "legal",
  "setup",
];
const nodesMax = 3;

const isWrite = ({ name }: StoreCall): boolean => name === "commit" || name === "transfer";

/** Everything there is: a disk, nodes, players, a network and a clock. Each step does one thing of it. */
export class World {
  readonly random: Random;
  readonly time = new SimTime();
  readonly checker: Checker;
  readonly nodes: SimNode[] = [];
  readonly calls: StoreCall[] = [];
  /** Those that have changed the disk and are not answered yet, in that order. */
  readonly #written: StoreCall[] = [];
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
  #outageUntil = 0;
  #trace = "";
  #step = 0;
  /** No more faults from here on: what was begun has to come to its end. */
  isCalm = false;
  readonly #onTrace: (step: number, text: string) => void;

  constructor(seed: number | string, onTrace: (step: number, text: string) => void) {
    this.#seed = seed;
    this.#onTrace = onTrace;
    this.random = randomFrom(seededDraws(`sim:${seed}`));
    const { random } = this;
    this.#temper = {
      store: random.pick([100, 200, 400]),
      network: random.pick([100, 300]),
      reading: random.pick([10, 30]),
      crash: random.pick([1, 2, 4]),
      failing: random.pick([0, 1, 4]),
      sessionsMax: random.pick([3, 6, 10]),
    };
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
    const line = `${text} | ${lines.length} ${this.checker.disk.feed.at(-1)?.hash ?? ""}`;
    this.#trace = hash("sha256", this.#trace + line);
    this.#onTrace(this.#step, text);
    this.#lines = this.#lines.filter(({ line: { socket } }) => !socket.isOver);
  }

  #happen(): string {
    const { store, network, reading, crash } = this.#temper;
    const ready = this.calls.filter(({ notBefore }) => notBefore <= this.#step);
    const up = this.#lines.filter(({ line: { socket } }) => socket.upCount > 0);
    const down = this.#lines.filter(
      ({ line: { socket }, isSlow }) =>
        socket.downCount > 0 && (!isSlow || this.random.int(12) === 0),
    );
    const isUp = this.nodes.some(({ status }) => status === "up") ? 1 : 0;
    const ways: readonly (readonly [number, () => string])[] = [
      [Math.min(ready.length, 4) * store, () => this.#callStore(ready)],
      [Math.min(up.length, 4) * network, () => this.#carryUp(up)],
      [Math.min(down.length, 4) * network, () => this.#carryDown(down)],
      [isUp && 150, () => this.random.pick(this.players).act()],
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
    if (this.calls.length > 0) return this.#callStore(this.calls);
    if (up.length > 0) return this.#carryUp(up);
    return down.length > 0 ? this.#carryDown(down) : undefined;
  }

  /** Starts another node; whatever runs already does not know of it. */
  start(): string {
    const id = this.counts.nodes++;
    const { games, time, checker, random } = { ...this, games: allGames };
    const node = new SimNode(id, {
      seed: this.#seed,
      games,
      time,
      checker,
      random,
      report: this.report,
      take: (call) => void this.calls.push(call),
      notBefore: () =>
        this.isCalm || random.int(15) > 0 ? this.#step : this.#step + random.int(80),
    });
    this.nodes.push(node);
    return `node ${id} starts`;
  }

  /** A call reaches the disk, or its answer comes back. */
  #callStore(ready: readonly StoreCall[]): string {
    const picked = this.random.pick(ready);
    // The answers to a node's writes come in the order in which they were done; reads have no order.
    const call = (picked.isApplied && isWrite(picked) && this.#firstWritten(picked.node)) || picked;
    if (call.isApplied) {
      this.#drop(call);
      call.answer();
      return `the store answers ${call.name} of node ${call.node}`;
    }
    const fate = this.#fate();
    call.apply(fate);
    if (isWrite(call)) this.#written.push(call);
    if (fate !== "answered") this.counts.failures += 1;
    if (this.nodes[call.node]?.status === "dead") this.#drop(call);
    return `the store does ${call.name} of node ${call.node}: ${fate}`;
  }

  #firstWritten(node: number): StoreCall | undefined {
    return this.#written.find((call) => call.node === node);
  }

  #fate(): Fate {
    if (this.isCalm) return "answered";
    if (this.#step < this.#outageUntil) return "failed-before";
    const { failing } = this.#temper;
    if (this.random.int(100) >= failing) return "answered";
    if (this.random.int(10) === 0) this.#outageUntil = this.#step + 20 + this.random.int(60);
    return this.random.pick(["failed-before", "failed-after", "failed-after"] as const);
  }

  #drop(call: StoreCall): void {
    if (this.#written.includes(call)) this.#written.splice(this.#written.indexOf(call), 1);
    this.calls.splice(this.calls.indexOf(call), 1);
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
    if (owner && (this.isCalm || this.random.int(6) > 0)) return owner;
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
        this.#lines.push({ line, hear, isSlow: !this.isCalm && this.random.int(5) === 0 });
        return line;
      },
    };
  }

  #open(): string {
    const running = [...this.checker.sessions.values()].filter(({ hasEnded }) => !hasEnded);
    const node = this.#anyNode();
    if (!node?.platform || running.length >= this.#temper.sessionsMax)
      return "nobody opens a table";
    const { random } = this;
    const game = random.pick(allGames);
    const config = game.id === "faulty" ? { failure: random.pick(failures) } : {};
    const host = random.pick(this.players).id;
    void node.platform.sessions.open({ game: game.id, config }, host).then((opened) => {
      if (node.status === "dead") return;
      if (isRefusal(opened)) {
        if (opened.refused === "game_unavailable" && game.id !== "faulty")
          this.report("E1", `${game.id} never failed, and is not available`);
        return;
      }
      this.checker.readOn();
      if (!this.checker.sessions.has(opened.id))
        this.report("J1", `${opened.id} is opened, and not durable`);
    });
    return `${host} opens ${game.id} at node ${node.id}`;
  }

  #move(): string {
    const node = this.#anyNode();
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
    for (const call of this.calls.filter((one) => one.node === node.id)) {
      const isLost = call.isApplied || call.name === "claim" || this.random.int(2) === 0;
      if (isLost) this.#drop(call);
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
    const running = [...this.checker.sessions.values()].filter(({ hasEnded }) => !hasEnded);
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
