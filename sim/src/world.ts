import { hash } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { randomFrom, seededDraws, type Random } from "@parlor/kit";
import { newDisk } from "@parlor/server/simulation";
import { Audience } from "./audience.ts";
import { Cashier } from "./cashier.ts";
import { Checker } from "./check/checker.ts";
import { Fleet } from "./fleet.ts";
import { Lines } from "./lines.ts";
import { ModelPlayer, type PlayerWorld } from "./model-player.ts";
import { SimTime } from "./sim-clock.ts";
import type { Line } from "./sim-node.ts";
import { Spectator } from "./spectator.ts";
import { StoreCalls } from "./store-calls.ts";
import { Tables } from "./tables.ts";
import { gamesOf, temperOf, type Temper } from "./temper.ts";
import { Troubles } from "./troubles.ts";
import type { Report, Rule, Violation } from "./violation.ts";
import type { WorldKind } from "./world-kind.ts";

/** How much each thing that could happen weighs. */
type Ways = readonly (readonly [weight: number, happen: () => string])[];
type Runs = (node: number) => boolean;

/** Everything there is: a disk, nodes, players, a network and a clock. Each step does one thing of it. */
export class World {
  readonly random: Random;
  readonly time = new SimTime();
  readonly checker: Checker;
  readonly fleet: Fleet;
  readonly troubles: Troubles;
  readonly calls: StoreCalls;
  readonly lines: Lines;
  readonly players: readonly ModelPlayer[];
  readonly spectator: Spectator;
  readonly audience: Audience;
  readonly cashier: Cashier;
  readonly violations: (Violation & { readonly step: number })[] = [];
  readonly report: Report;
  readonly #tables: Tables;
  readonly #temper: Temper;
  readonly #onTrace: (step: number, text: string) => void;
  #trace = "";
  #step = 0;

  /** `kind` is for whoever wants only such worlds; otherwise the seed decides. */
  constructor(
    seed: string,
    kind: WorldKind | undefined,
    onTrace: (step: number, text: string) => void,
  ) {
    this.#onTrace = onTrace;
    this.random = randomFrom(seededDraws(`sim:${seed}`));
    this.report = (rule: Rule, detail: string) =>
      void this.violations.push({ rule, detail, step: this.#step });
    const { random, time, report } = this;
    this.#temper = temperOf(random, kind);
    const temper = this.#temper;
    const games = gamesOf(temper);
    this.calls = new StoreCalls({
      random,
      failing: temper.failing,
      isDead: (node) => this.fleet.nodes[node]?.status === "dead",
      isCutOff: (node) => this.troubles.isCutOff(node),
    });
    this.checker = new Checker(newDisk(), games, () => time.now, report);
    this.lines = new Lines(random);
    const { calls, checker, lines } = this;
    this.fleet = new Fleet({
      seed,
      random,
      time,
      report,
      temper,
      games,
      calls,
      checker,
      lines,
      step: () => this.#step,
      take: (call) => calls.take(call),
      failuresOf: (node) => (node === undefined ? calls.failures : calls.failuresOf(node)),
      notBefore: () =>
        calls.isCalm || random.int(15) > 0 ? this.#step : this.#step + random.int(80),
      isPlaying: () => !calls.isCalm,
    });
    const { fleet } = this;
    this.troubles = new Troubles({ random, fleet, time, checker });
    this.cashier = new Cashier(random, checker, report);
    this.players = Array.from({ length: 3 + random.int(4) }, (_, index) => {
      const hear = (line: Line, text: string): void => this.players[index]?.hear(line, text);
      return new ModelPlayer(index, this.#worldOf(hear));
    });
    this.spectator = new Spectator(this.#worldOf((_line, text) => this.spectator.hear(text)));
    this.audience = new Audience({ random, fleet, checker, report });
    this.#tables = new Tables({ random, fleet, checker, temper, hosts: this.players });
  }

  get step(): number {
    return this.#step;
  }
  /** The hash of everything that happened, in order. */
  get traceHash(): string {
    return this.#trace;
  }
  get counts() {
    const { checker, fleet, calls, lines } = this;
    const counts = {
      entries: checker.lines.length,
      crashes: fleet.crashes,
      nodes: fleet.nodes.length,
      failures: calls.failures,
      frames: lines.frames,
    };
    if (!fleet.isCluster) return counts;
    return { ...counts, taken: checker.ownership.takenCount, lost: fleet.post.lost };
  }

  /** No more faults from here on: what was begun has to come to its end. */
  calm(): void {
    this.calls.isCalm = true;
    this.fleet.post.isCalm = true;
    this.troubles.calm();
  }

  /** One step: something happens, all that it sets off settles, and everything new is checked. */
  async doStep(): Promise<void> {
    this.#step += 1;
    this.time.advance(this.random.int(this.fleet.isCluster ? 10 : 20));
    const text = this.#happen();
    await this.settle(text);
  }

  async settle(text: string): Promise<void> {
    await turn();
    const { checker, fleet } = this;
    checker.readOn();
    if (fleet.isCluster) checker.ownership.look(fleet.living);
    const line = `${text} | ${checker.lines.length} ${checker.disk.feed.at(-1)?.hash ?? ""}`;
    this.#trace = hash("sha256", this.#trace + line);
    this.#onTrace(this.#step, text);
    this.lines.prune();
  }

  #happen(): string {
    const { fleet, troubles } = this;
    const ended = troubles.endOne();
    if (ended !== undefined) return ended;
    if (fleet.isWanting) return fleet.start();
    const { runs } = troubles;
    const flows = this.#flows(runs);
    const ways = [...flows, ...this.#deeds(), ...this.#harms(runs)];
    return ways[this.random.weighted(ways.map(([weight]) => weight))]?.[1]() ?? "";
  }

  /** What was begun goes on. */
  #flows(runs: Runs): Ways {
    const { store, network, nodes } = this.#temper;
    const { calls, lines, random, fleet, time } = this;
    const ready = calls.all.filter(
      ({ notBefore, isApplied, node }) => notBefore <= this.#step && (!isApplied || runs(node)),
    );
    const up = lines.up(runs);
    const down = lines.down().filter(({ isSlow }) => !isSlow || random.int(12) === 0);
    const flows: Ways = [
      [Math.min(ready.length, 4) * store, () => calls.doOne(ready, this.#step)],
      [Math.min(up.length, 4) * network, () => lines.carryUp(up)],
      [Math.min(down.length, 4) * network, () => lines.carryDown(down)],
    ];
    if (nodes.kind === "alone") return flows;
    const parcels = fleet.post.ready(runs);
    const due = time.due(runs);
    return [
      ...flows,
      [Math.min(parcels.length, 4) * nodes.bus, () => fleet.post.carryOne(parcels)],
      [Math.min(due.length, 4) * 100, () => this.time.runOne(random.pick(due))],
    ];
  }

  /** Somebody wants something. */
  #deeds(): Ways {
    const { random, players, spectator, audience, fleet } = this;
    const { rush, reading, nodes } = this.#temper;
    const isUp = fleet.up.length > 0 ? 1 : 0;
    return [
      [isUp && 150, () => random.pick(players).act()],
      [isUp && rush, () => players.map((player) => player.act()).join("; ")],
      [isUp && 10, () => spectator.act()],
      [isUp && 10, () => this.#tables.open()],
      [isUp && 10, () => this.#moveMoney()],
      [isUp && reading, () => audience.read()],
      [3, () => this.#tables.operate()],
      [nodes.kind === "cluster" ? isUp && nodes.bots : 0, () => this.#tables.seatBot()],
    ];
  }

  /** Time passes, and things break. */
  #harms(runs: Runs): Ways {
    const { troubles, fleet } = this;
    const { crash, nodes } = this.#temper;
    if (nodes.kind === "alone")
      return [
        [15, () => this.#tick(runs)],
        [crash, () => fleet.replace()],
      ];
    return [
      [15, () => this.#tick(runs)],
      [crash, () => troubles.change()],
      [nodes.trouble, () => troubles.act()],
    ];
  }

  #worldOf(hear: (line: Line, text: string) => void): PlayerWorld {
    const { random, checker, calls } = this;
    return {
      random,
      checker,
      dial: (player) => {
        const line = this.fleet.any()?.connect(player);
        if (!line) return undefined;
        const isSlow = !calls.isCalm && random.int(5) === 0;
        this.lines.add({ line, hear: (text) => hear(line, text), isSlow });
        return line;
      },
    };
  }

  /**
   * Where nodes take everything from each other, money moves at the owner: another node could not tell those who are
   * connected there of it.
   */
  #moveMoney(): string {
    const { fleet, random } = this;
    const node = fleet.isCluster ? fleet.any() : fleet.up.find(({ isOwner }) => isOwner);
    return node ? this.cashier.act(node, random.pick(this.players).id) : "the bank is shut";
  }

  #tick(runs: Runs): string {
    const { time, random, troubles } = this;
    const due = time.due(runs);
    if (due.length > 0) return time.runOne(random.pick(due));
    const nextAt = Math.min(time.nextAt(runs), troubles.nextEndAt);
    if (!Number.isFinite(nextAt)) return "no timer is set";
    // Often only a part of the way, so that others come first.
    const wait = Math.min(nextAt - time.now, 1 + random.int(5_000));
    time.advance(wait);
    return `${wait} ms pass`;
  }
}
