import { newDisk, type Disk } from "../adapters/memory/memory-store.ts";
import {
  memoryExchange,
  type MemoryBus,
  type MemoryExchange,
  type MemoryExchangeOptions,
} from "../adapters/memory/memory-bus.ts";
import type { ClusterOptions } from "../cluster/cluster-node.ts";
import { silentLog } from "../adapters/pino-log.ts";
import { partitionOf } from "../sessions/contract.ts";
import { seededEntropy } from "./seeded-entropy.ts";
import { testPlatform, type TestPlatform, type TestPlatformOptions } from "./test-platform.ts";
import { virtualClock, type VirtualClock } from "./virtual-clock.ts";

export const testLeaseMs = 2_000;

/** A node of a test's cluster. */
export interface TestNode extends TestPlatform {
  readonly name: string;
  readonly bus: MemoryBus;
  /** Whether its partitions and no others are these, as the store has it. */
  owns(session: string): boolean;
  /** As if the process had been killed: nothing of it reaches the store or the bus any more. */
  kill(): void;
}

/** Several nodes over one disk in one process; time, messages and failures are in the test's hand. */
export interface TestCluster {
  readonly disk: Disk;
  readonly clock: VirtualClock;
  readonly exchange: MemoryExchange;
  /** Starts another node and waits until those that are there have settled with it. */
  join(name: string, options?: Partial<TestPlatformOptions>): Promise<TestNode>;
  /** The node that owns the session by the store, among those that were started. */
  ownerOf(session: string): TestNode;
  /** Another one. */
  otherThan(session: string): TestNode;
  node(name: string): TestNode;
  /** Those that were started and not killed. */
  readonly nodes: readonly TestNode[];
  /** Pins the session's partition to a node, and waits until it is there. */
  move(session: string, to: string): Promise<void>;
  stop(): Promise<void>;
}

export const testCluster = async (
  {
    outlet,
    deliver,
    ...options
  }: Pick<TestPlatformOptions, "games" | "settings"> &
    Pick<ClusterOptions, "outlet"> &
    Pick<MemoryExchangeOptions, "deliver">,
  names: readonly string[],
): Promise<TestCluster> => {
  const disk = newDisk();
  const clock = virtualClock();
  const exchange = memoryExchange({ clock, log: silentLog, ...(deliver ? { deliver } : {}) });
  let processes = 0;
  const nodes = new Map<string, TestNode>();
  const ownerName = (session: string): string | null =>
    disk.owners.get(partitionOf(session)) ?? null;
  const cluster: TestCluster = {
    disk,
    clock,
    exchange,
    join: async (name, own = {}) => {
      const bus = exchange.connect(name);
      const entropy = seededEntropy(`process ${++processes} of ${name}`);
      const part = {
        bus,
        node: name,
        url: `http://${name}:80`,
        leaseMs: testLeaseMs,
        ...(outlet ? { outlet } : {}),
      };
      const platform = await testPlatform({
        ...options,
        disk,
        clock,
        entropy,
        cluster: part,
        ...own,
      });
      const node: TestNode = {
        ...platform,
        name,
        bus,
        owns: (session) => ownerName(session) === name,
        kill: () => {
          platform.store.breakDown(true);
          bus.goDown();
          nodes.delete(name);
        },
      };
      nodes.set(name, node);
      await clock.advance(testLeaseMs);
      return node;
    },
    ownerOf: (session) => {
      const owner = nodes.get(ownerName(session) ?? "");
      if (!owner) throw new Error("nobody owns the session");
      return owner;
    },
    otherThan: (session) => {
      const other = [...nodes.values()].find(({ name }) => name !== ownerName(session));
      if (!other) throw new Error("there is no other node");
      return other;
    },
    get nodes() {
      return [...nodes.values()];
    },
    node: (name) => {
      const node = nodes.get(name);
      if (!node) throw new Error(`there is no node ${name}`);
      return node;
    },
    move: async (session, to) => {
      await cluster.node(to).store.leases.pin(partitionOf(session), to);
      await clock.advance(testLeaseMs);
    },
    stop: async () => {
      await Promise.all([...nodes.values()].map((node) => node.stop()));
    },
  };
  for (const name of names) await cluster.join(name);
  return cluster;
};
