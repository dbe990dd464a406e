import { isRefusal } from "@parlor/kit";
import { FeedRelay, type EventHub } from "../events/contract.ts";
import { drainMaxMs, leaseDefaultMs, partitionCount } from "../limits.ts";
import type { Bus } from "../ports/bus.ts";
import type { Clock } from "../ports/clock.ts";
import type { Entropy } from "../ports/entropy.ts";
import type { NodeRow, SharedStore } from "../ports/leases.ts";
import type { Log } from "../ports/log.ts";
import type { Outlet } from "../ports/outlet.ts";
import type { Registry } from "../registry/contract.ts";
import type { OwnedSessions } from "../sessions/contract.ts";
import type { Treasury } from "../treasury/contract.ts";
import { Colleagues, type Desk } from "./colleagues.ts";
import type {
  Cluster,
  ClusterFigures,
  ClusterStatus,
  Forwarded,
  NodeLoad,
  NodeStatus,
} from "./contract.ts";
import { Directory } from "./directory.ts";
import { FanOut } from "./fan-out.ts";
import { Membership } from "./membership.ts";
import { standingAnswer, subjects } from "./messages.ts";
import { Mirrors } from "./mirrors.ts";
import { isMoved, RoutedSessions } from "./routed-sessions.ts";
import { WalletHints } from "./wallet-hints.ts";

export interface ClusterOptions {
  /** The platform's store, which other nodes share. */
  readonly store: SharedStore;
  readonly bus: Bus;
  /** The node's name: letters, digits, `-` and `_`. Who comes back under it takes its partitions back at once. */
  readonly node: string;
  /** Where clients reach this node; empty: clients that leave another node are not sent here. */
  readonly url: string;
  readonly leaseMs?: number;
  /** Where public events go for programs outside; one node at a time sends them there. Without one, nowhere. */
  readonly outlet?: Outlet;
  /** Told of the store's time with each renewal, so that all nodes can have the same. */
  readonly onStoreTime?: (now: number) => void;
  /** Another process runs under the node's name: this one owns nothing any more, and shall end. */
  readonly onSuperseded?: () => void;
}

interface ClusterPorts {
  readonly own: OwnedSessions;
  readonly treasury: Treasury;
  readonly registry: Registry;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly log: Log;
}

/** One node of several, put together: who is there, whose sessions are whose, and what passes between them. */
export class ClusterNode implements Cluster {
  readonly kind = "cluster";
  readonly id: string;
  readonly sessions: RoutedSessions;
  readonly #ports: ClusterPorts;
  readonly #options: ClusterOptions;
  readonly #directory: Directory;
  readonly #membership: Membership;
  readonly #mirrors: Mirrors;
  readonly #colleagues: Colleagues;
  readonly #fanOut: FanOut;
  readonly #loads = new Map<string, NodeLoad>();
  readonly #relay: FeedRelay | undefined;
  readonly #stops: (() => void)[] = [];
  readonly #forwarded: Record<Forwarded, number> = {
    answered: 0,
    elsewhere: 0,
    nobody: 0,
    silence: 0,
  };
  #lostCount = 0;
  #connections = (): number => 0;
  #nextNode = 0;

  constructor(ports: ClusterPorts, options: ClusterOptions, restAfterMs: number) {
    this.#ports = ports;
    this.#options = options;
    const { own, hub, clock, entropy, log, registry, treasury } = ports;
    const { store, bus, node, url, leaseMs = leaseDefaultMs } = options;
    this.id = node;
    this.#directory = new Directory(clock);
    this.#colleagues = new Colleagues(bus);
    const { onStoreTime = () => undefined, onSuperseded = () => undefined } = options;
    const identity = { id: node, incarnation: entropy.hex(8), url };
    const directory = this.#directory;
    const colleagues = this.#colleagues;
    this.#membership = new Membership(
      { store, sessions: own, directory, colleagues, clock, log },
      { identity, leaseMs, onSuperseded, onRenewed: (now) => this.#renewed(now, onStoreTime) },
    );
    const { outlet } = options;
    this.#relay = outlet && new FeedRelay({ store, hub, outlet, clock, log });
    this.#fanOut = new FanOut(node, hub, bus, clock);
    this.#mirrors = new Mirrors(
      {
        node,
        sessions: own,
        directory,
        colleagues,
        bus,
        store,
        registry,
        hub,
        clock,
        log,
      },
      restAfterMs,
    );
    this.sessions = new RoutedSessions({
      node,
      own,
      mirrors: this.#mirrors,
      directory,
      colleagues,
      clock,
      isLeaving: () => this.#membership.isDraining,
      onForwarded: (outcome) => (this.#forwarded[outcome] += 1),
    });
    const wallets = new WalletHints(node, { hub, treasury, bus, clock, log });
    this.#stops.push(
      () => wallets.stop(),
      () => this.#fanOut.stop(),
      () => this.#mirrors.stop(),
      bus.listen(subjects.news, () => hub.stir()),
    );
  }

  /** Joins the others; resolves when this node owns what falls to it. */
  async start(): Promise<void> {
    const { own, log } = this.#ports;
    this.#stops.push(
      this.#colleagues.answer(this.id, this.#desk),
      this.#colleagues.onAnnouncement((said) => {
        if (said.say !== "here") return;
        const { sessionsActive, sessionsInMemory, connections } = said;
        this.#loads.set(said.node, { sessionsActive, sessionsInMemory, connections });
      }),
      own.onMoved(() => this.#relayIfMine()),
      own.onMoved(({ kind, partitions }) => {
        if (kind !== "lost") return;
        this.#lostCount += partitions.length;
        this.#membership.lookAgain();
      }),
      this.#options.bus.onChange((isUp) =>
        isUp
          ? log.info({}, "the bus is there again")
          : log.warn({}, "the bus is away: this node goes on with its own sessions"),
      ),
    );
    await this.#membership.start();
  }

  /** Hands what it owns over to the others, as far as they are there. */
  drain(): Promise<void> {
    return this.#membership.drain(drainMaxMs);
  }

  /** Leaves, when its sessions have been stopped; the bus and the store stay open. */
  async stop(): Promise<void> {
    this.sessions.stop();
    for (const stop of this.#stops) stop();
    await Promise.all([this.#relay?.stop(), this.#membership.stop()]);
  }

  /** The node that owns the first partition passes events on; where two think so for a moment, the outlet tells them. */
  #relayIfMine(): void {
    const isMine = this.#ports.own.heldPartitions.some(({ partition }) => partition === 0);
    if (isMine) this.#relay?.start();
    else void this.#relay?.stop();
  }

  /** This node's answers to what others ask. */
  get #desk(): Desk {
    const { own, clock } = this.#ports;
    return {
      submit: async ({ session, command, until }) => {
        // One that was long on its way was sent again since, and answered: what was refused then may not be done now.
        if (!own.owns(session) || clock.now() > until) return { kind: "elsewhere" };
        const outcome = await own.submit(session, command);
        return isMoved(outcome) ? { kind: "elsewhere" } : outcome;
      },
      open: async ({ request, host }) => {
        const opened = await own.open(request, host);
        return isRefusal(opened) ? { kind: "refused", refusal: opened } : standingAnswer(opened);
      },
      watch: async ({ session, node }) => {
        if (!own.owns(session)) return { kind: "elsewhere" };
        // From now on, so that nothing falls between the look and the first that is told.
        this.#fanOut.watchedBy(node, session);
        const found = await own.find(session);
        return isRefusal(found) ? { kind: "refused", refusal: found } : standingAnswer(found);
      },
      check: async ({ node, sessions }) => {
        const here = sessions.filter(({ id }) => own.owns(id));
        for (const { id } of here) this.#fanOut.watchedBy(node, id);
        const behind = here.filter(({ id, seq }) => (own.seqInMemory(id) ?? seq) !== seq);
        const elsewhere = sessions.filter(({ id }) => !this.#knows(id));
        return { behind: behind.map(({ id }) => id), elsewhere: elsewhere.map(({ id }) => id) };
      },
    };
  }

  /** What rests has not gone on since, which is longer than anybody waits to ask. What does not is being read, or has ended. */
  #knows(id: string): boolean {
    const { own } = this.#ports;
    return own.owns(id) && (own.seqInMemory(id) !== undefined || own.rests(id));
  }

  #renewed(now: number, onStoreTime: (now: number) => void): void {
    const { own, hub } = this.#ports;
    onStoreTime(now);
    // Word of what others committed may have been lost.
    hub.stir();
    const { activeCount: sessionsActive, inMemoryCount: sessionsInMemory } = own;
    const load = { sessionsActive, sessionsInMemory, connections: this.#connections() };
    this.#loads.set(this.id, load);
    this.#colleagues.announce({ say: "here", node: this.id, ...load });
  }

  status(): ClusterStatus {
    const owners: (string | null)[] = [];
    const pinned: { partition: number; node: string }[] = [];
    for (let partition = 0; partition < partitionCount; partition++) {
      const row = this.#directory.partition(partition);
      owners.push(row.owner);
      if (row.pinned !== null) pinned.push({ partition, node: row.pinned });
    }
    const nodes = this.#directory.nodes.map((row): NodeStatus => ({
      id: row.id,
      url: row.url,
      status: statusOf(row),
      leaseLeftMs: row.leaseLeftMs,
      partitions: owners.filter((owner) => owner === row.id).length,
      load: this.#loads.get(row.id) ?? null,
    }));
    return { node: this.id, bus: this.#options.bus.isUp ? "up" : "down", nodes, owners, pinned };
  }

  figures(): ClusterFigures {
    return {
      nodesAlive: this.#directory.nodes.filter(({ leaseLeftMs }) => leaseLeftMs > 0).length,
      partitionsOwned: this.#ports.own.heldPartitions.length,
      isBusUp: this.#options.bus.isUp,
      leaseLeftMs: this.#membership.leaseLeftMs,
      mirrors: this.#mirrors.count,
      takenTotal: this.#membership.takenCount,
      lostTotal: this.#lostCount,
      forwardedTotal: this.#forwarded,
    };
  }

  countConnections(count: () => number): void {
    this.#connections = count;
  }

  whereToGoOn(): string | undefined {
    const others = this.#directory.nodes.filter(
      (node) => node.id !== this.id && node.url !== "" && statusOf(node) === "alive",
    );
    this.#nextNode += 1;
    return others[this.#nextNode % others.length]?.url;
  }
}

const statusOf = ({ leaseLeftMs, isDraining }: NodeRow): NodeStatus["status"] => {
  if (leaseLeftMs <= 0) return "dead";
  return isDraining ? "draining" : "alive";
};
