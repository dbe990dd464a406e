import type { Random } from "@parlor/kit";
import { memoryStore, partitionCount, type Leases } from "@parlor/server/simulation";
import type { Checker } from "./check/checker.ts";
import type { Fleet } from "./fleet.ts";
import type { SimTime } from "./sim-clock.ts";
import { leaseMs, type SimNode } from "./sim-node.ts";

/** Something that is wrong for a while, and how it is put right. */
interface Trouble {
  readonly until: number;
  readonly end: () => string;
}

export interface TroublesWorld {
  readonly random: Random;
  readonly fleet: Fleet;
  readonly time: SimTime;
  readonly checker: Checker;
}

const nodesMax = 4;

/** What happens to the nodes of a cluster, and between them. */
export class Troubles {
  readonly #world: TroublesWorld;
  /** The operator's own way to the store. */
  readonly #leases: Leases;
  readonly #troubles = new Set<Trouble>();
  readonly #cutOff = new Set<number>();
  /** It stood still, and does now all that it has missed. */
  #waking: SimNode | undefined;

  constructor(world: TroublesWorld) {
    this.#world = world;
    const { checker, time } = world;
    this.#leases = memoryStore(checker.disk, () => time.now).leases;
  }

  /** Whether the node does not reach the store just now. */
  isCutOff(node: number): boolean {
    return this.#cutOff.has(node);
  }

  /** Which nodes may do something in this step. */
  get runs(): (node: number) => boolean {
    const { fleet, random } = this.#world;
    const waking = this.#waking;
    return waking?.runs && random.int(4) > 0
      ? (node) => node === waking.id
      : (node) => fleet.runs(node);
  }

  /** The one that woke up has nothing more to do. */
  caughtUp(): void {
    this.#waking = undefined;
  }

  get nextEndAt(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { until } of this.#troubles) next = Math.min(next, until);
    return next;
  }

  /** Something that has lasted long enough comes to its end. */
  endOne(): string | undefined {
    for (const trouble of this.#troubles)
      if (trouble.until <= this.#world.time.now) return this.#end(trouble);
    return undefined;
  }

  #end(trouble: Trouble): string {
    this.#troubles.delete(trouble);
    return trouble.end();
  }

  /** Everything is put right. */
  calm(): void {
    for (const trouble of this.#troubles) this.#end(trouble);
    for (const node of this.#world.fleet.living) node.clock.set(0);
    this.caughtUp();
  }

  act(): string {
    const { random, fleet } = this.#world;
    const [node, other] = random.shuffle(fleet.living.filter(({ runs }) => runs));
    if (!node) return "no node is there to be harmed";
    const ways: readonly (readonly [number, () => string])[] = [
      [3, () => this.#stand(node)],
      [other ? 3 : 0, () => this.#cut(node, other ? [other] : [])],
      [
        2,
        () =>
          this.#cut(
            node,
            fleet.living.filter((one) => one !== node),
          ),
      ],
      [2, () => this.#loseBus(node)],
      [2, () => this.#loseStore(node)],
      [3, () => this.#setClock(node)],
      [4, () => this.#pin()],
    ];
    return ways[random.weighted(ways.map(([weight]) => weight))]?.[1]() ?? "";
  }

  /** Nodes come, die, and go in good order. */
  change(): string {
    const { random, fleet } = this.#world;
    const { length } = fleet.living;
    const isNew = length < nodesMax && random.int(length) < 2;
    return isNew ? fleet.start() : fleet.end(random.int(2) === 0);
  }

  #begin(longestMs: number, end: () => string): void {
    const { random, time } = this.#world;
    this.#troubles.add({ until: time.now + 1 + random.int(longestMs), end });
  }

  /** Often for longer than its lease. */
  #stand(node: SimNode): string {
    node.isStill = true;
    node.seat?.bus.stand(true);
    this.#begin(3 * leaseMs, () => {
      node.isStill = false;
      this.#waking = node;
      if (node.status !== "dead") node.seat?.bus.stand(false);
      return `node ${node.name} goes on`;
    });
    return `node ${node.name} stands still`;
  }

  #cut(node: SimNode, others: readonly SimNode[]): string {
    const joins = others.map(({ id }) => this.#world.fleet.network.cut(node.id, id));
    const whom = others.map(({ name }) => name).join(", ");
    this.#begin(3 * leaseMs, () => {
      for (const join of joins) join();
      return `node ${node.name} hears of ${whom} again`;
    });
    return `node ${node.name} hears nothing of ${whom}`;
  }

  #loseBus(node: SimNode): string {
    const { network } = this.#world.fleet;
    network.goDown(node.id);
    this.#begin(3 * leaseMs, () => {
      if (node.status !== "dead") network.goUp(node.id);
      return `node ${node.name} has its bus again`;
    });
    return `node ${node.name} loses its bus`;
  }

  #loseStore(node: SimNode): string {
    this.#cutOff.add(node.id);
    this.#begin(2 * leaseMs, () => {
      this.#cutOff.delete(node.id);
      return `node ${node.name} reaches the store again`;
    });
    return `node ${node.name} does not reach the store`;
  }

  #setClock(node: SimNode): string {
    const aheadMs = this.#world.fleet.anyAheadMs();
    node.clock.set(aheadMs);
    return `the clock of node ${node.name} is set to ${aheadMs}`;
  }

  #pin(): string {
    const { random, fleet } = this.#world;
    const partition = random.int(partitionCount);
    const [node] = random.int(3) === 0 ? [] : random.shuffle(fleet.living);
    const name = node?.seat?.name ?? null;
    void this.#leases.pin(partition, name);
    return `partition ${partition} is pinned to ${name ?? "nobody"}`;
  }
}
