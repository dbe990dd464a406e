import { askTimeoutMs, routePatienceMs } from "@parlor/server/simulation";
import type { Lines } from "./lines.ts";
import { Network } from "./network.ts";
import { Post } from "./post.ts";
import { SimNode, type ClusterSeat, type NodeWorld } from "./sim-node.ts";
import type { StoreCalls } from "./store-calls.ts";
import type { Temper } from "./temper.ts";

export interface FleetWorld extends NodeWorld {
  readonly temper: Temper;
  readonly calls: StoreCalls;
  readonly lines: Lines;
  readonly step: () => number;
}

/** The clock of the network, which belongs to no node. */
const networkNode = -1;
const names = ["a", "b", "c", "d"] as const;
const processesMax = 3;
/** So far apart are clocks that follow nothing. */
export const clockAheadMaxMs = 5_000;

/** All processes that ever were, and what they talk over. */
export class Fleet {
  readonly nodes: SimNode[] = [];
  readonly post: Post;
  readonly network: Network;
  crashes = 0;
  readonly #world: FleetWorld;

  constructor(world: FleetWorld) {
    this.#world = world;
    const { random, step, time, report } = world;
    const { nodes } = world.temper;
    const smooth = { losing: 0, doubling: 0, delaying: 0 };
    const rates = nodes.kind === "cluster" ? nodes : smooth;
    this.post = new Post({ ...rates, random, step });
    const clock = time.clockOf(networkNode, () => false, { kind: "free", aheadMs: 0 });
    this.network = new Network(clock, this.post, report);
  }

  get isCluster(): boolean {
    return this.#world.temper.nodes.kind === "cluster";
  }
  get living(): readonly SimNode[] {
    return this.nodes.filter(({ status }) => status !== "dead");
  }
  get up(): readonly SimNode[] {
    return this.nodes.filter(({ status }) => status === "up");
  }

  /** Whether anything of a node runs; the network always does. */
  runs(node: number): boolean {
    return node === networkNode || this.nodes[node]?.runs === true;
  }

  /** Whether a node has to be started, since nobody is there who looks after the sessions. */
  get isWanting(): boolean {
    const { nodes } = this.#world.temper;
    const coming = this.living.filter(({ status }) => status !== "stopping");
    if (nodes.kind === "cluster")
      return coming.length === 0 || this.nodes.length < nodes.nodesUsual;
    return !this.nodes.some(({ status, isOwner }) => status === "starting" || isOwner);
  }

  /** Starts another process; whatever runs already does not know of it. */
  start(): string {
    const { random, time } = this.#world;
    const id = this.nodes.length;
    const isDead = (): boolean => this.nodes[id]?.status === "dead";
    const seat = this.isCluster ? this.#newSeat(id) : undefined;
    const { nodes } = this.#world.temper;
    const kind = nodes.kind === "cluster" ? nodes.clocks : "free";
    const aheadMs = nodes.kind === "cluster" ? this.anyAheadMs() : 0;
    const clock = time.clockOf(id, isDead, { kind, aheadMs });
    const node = new SimNode(id, { ...this.#world, random }, clock, seat);
    this.nodes.push(node);
    return `node ${node.name} starts`;
  }

  /** Where nodes take everything from each other: one more comes, or one dies or is told to stop. */
  replace(): string {
    const { living } = this;
    const roll = this.#world.random.int(10);
    if (roll < 3 && living.length < processesMax) return this.start();
    return this.end(roll < 5);
  }

  /** Some node dies, or is told to stop. */
  end(inGoodOrder: boolean): string {
    const [node] = this.#world.random.shuffle(this.living);
    if (!node) return "nobody lives";
    if (inGoodOrder && node.status === "up" && node.runs) {
      node.stop();
      return `node ${node.name} is told to stop`;
    }
    this.kill(node);
    return `node ${node.name} dies`;
  }

  anyAheadMs(): number {
    return this.#world.random.int(2 * clockAheadMaxMs) - clockAheadMaxMs;
  }

  /** Mostly a name that no living process has; now and then somebody starts a second one by mistake. */
  #newSeat(id: number): ClusterSeat {
    const { random } = this.#world;
    const taken = new Set(this.living.map(({ seat }) => seat?.name));
    const free = names.filter((name) => !taken.has(name));
    const name = random.pick(free.length > 0 && random.int(8) > 0 ? free : names);
    return { name, bus: this.network.connect(id, (_subject, text) => this.#heed(id, text)) };
  }

  /** The node that most people come to: in a cluster any; otherwise the one that owns the sessions, or now and then another. */
  any(): SimNode | undefined {
    const { up } = this;
    const { random, calls } = this.#world;
    const owner = this.isCluster ? undefined : up.find(({ isOwner }) => isOwner);
    if (owner && (calls.isCalm || random.int(6) > 0)) return owner;
    return up.length === 0 ? undefined : random.pick(up);
  }

  /** The process dies. What it had asked of the store may reach the disk all the same, and late. */
  kill(node: SimNode): void {
    const { calls, random, lines, checker } = this.#world;
    this.crashes += 1;
    node.die();
    for (const call of calls.all.filter((one) => one.node === node.id)) {
      const isLost = call.isApplied || call.name === "claim" || random.int(2) === 0;
      if (isLost) calls.drop(call);
    }
    for (const { socket } of lines.ofNode(node.id)) {
      if (random.int(2) === 0) socket.dropDown();
      socket.close();
    }
    this.post.forget(node.id);
    // Whether the others are told at once that nobody is there any more, or never.
    if (random.int(2) === 0) this.network.goDown(node.id);
    checker.checkWhole();
  }

  /** [E1] A bot plays where its table is: another node's bot asks for nothing there, but for what it had begun. */
  #heed(node: number, text: string): void {
    const asked = JSON.parse(text) as Asked; // a node's question, as it goes over the bus
    if (asked.ask !== "submit" || asked.command?.id.startsWith("bot:act:") !== true) return;
    const { checker, time, report } = this.#world;
    const believedAt = checker.ownership.believedAt(node, asked.session ?? "") ?? 0;
    if (time.now - believedAt > routePatienceMs + askTimeoutMs)
      report("ownership", `a bot of node ${node} plays in ${asked.session}, which is not its own`);
  }
}

interface Asked {
  readonly ask: string;
  readonly session?: string;
  readonly command?: { readonly id: string };
}
