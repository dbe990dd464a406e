import type { Random } from "@parlor/kit";
import type { PlaceName } from "./places.ts";
import type { System } from "./system.ts";
import { pause } from "./waiting.ts";

/** A node's lease in the cluster: who is away for longer loses its partitions. */
export const leaseMs = 2_000;

export interface FaultWorld {
  readonly system: System;
  readonly random: Random;
}

/** Something that goes wrong for a while; when it resolves, nothing is in its way any more. */
export interface Fault {
  readonly name: string;
  /** How often it is drawn, against the others. */
  readonly weight: number;
  /** `node`: one of them, which is drawn; two faults at once never want the same. */
  readonly target: "node" | "postgres" | "nats" | "everything";
  run(world: FaultWorld, target: string): Promise<void>;
}

/** Longer than a lease, with time for others to take over and play on. */
const beyondLease = (random: Random): number => 2 * leaseMs + random.int(leaseMs);

const kill = (name: string, awayMs: (random: Random) => number): Fault => ({
  name,
  weight: 3,
  target: "node",
  run: async ({ system, random }, target) => {
    const node = system.node(target);
    await node.kill();
    await pause(awayMs(random));
    await node.start();
  },
});

const freeze: Fault = {
  name: "freeze",
  weight: 3,
  target: "node",
  run: async ({ system, random }, target) => {
    const node = system.node(target);
    node.freeze();
    await pause(beyondLease(random));
    node.thaw();
  },
};

/** Too short for anybody to notice: it must not matter either. */
const hiccup: Fault = {
  ...freeze,
  name: "hiccup",
  weight: 1,
  run: async ({ system, random }, target) => {
    system.node(target).freeze();
    await pause(200 + random.int(leaseMs));
    system.node(target).thaw();
  },
};

/** In the middle of giving its sessions away it stands still, and is taken for dead; it has to come to its end all the same. */
const freezeAsItStops: Fault = {
  name: "freeze as it stops",
  weight: 1,
  target: "node",
  run: async ({ system, random }, target) => {
    const node = system.node(target);
    const stopped = node.stop();
    await pause(random.int(leaseMs));
    node.freeze();
    await pause(beyondLease(random));
    node.thaw();
    const how = await stopped;
    if (how !== 0) throw new Error(`node ${target} was asked to stop and ended with ${how}`);
    await node.start();
  },
};

type Direction = "both" | "from the node" | "to the node";

/** A node is cut off from these, or only what goes one way is lost. */
const cut = (
  name: string,
  from: (node: string) => readonly PlaceName[],
  way: Direction,
): Fault => ({
  name,
  weight: 2,
  target: "node",
  run: async ({ system, random }, target) => {
    const { places } = system;
    if (!places) throw new Error("there is no network to cut");
    const node = target as PlaceName; // the nodes are places
    const lines = from(target).flatMap((other) => [
      ...(way === "to the node" ? [] : [[node, other] as const]),
      ...(way === "from the node" ? [] : [[other, node] as const]),
    ]);
    for (const [sender, receiver] of lines) places.cut(sender, receiver);
    await pause(beyondLease(random));
    for (const [sender, receiver] of lines) places.heal(sender, receiver);
  },
});

const othersOf = (node: string): readonly PlaceName[] =>
  (["a", "b", "c"] as const).filter((name) => name !== node);

const clock = (name: string, offsetMs: (random: Random) => number): Fault => ({
  name,
  weight: 2,
  target: "node",
  run: async ({ system, random }, target) => {
    const node = system.node(target);
    node.shiftClock(offsetMs(random));
    await pause(beyondLease(random));
    node.shiftClock(0);
    await pause(leaseMs / 2);
  },
});

const hourMs = 3_600_000;

const nodeFaults: readonly Fault[] = [
  kill("kill", (random) => random.int(leaseMs)),
  kill("kill for longer than a lease", beyondLease),
  freeze,
  hiccup,
  freezeAsItStops,
  cut("cut from the other nodes", othersOf, "both"),
  cut("cut from the database", () => ["postgres"], "both"),
  cut("cut from the bus", () => ["nats"], "both"),
  cut("cut from all but its clients", (node) => ["postgres", "nats", ...othersOf(node)], "both"),
  cut("nothing reaches the database", () => ["postgres"], "from the node"),
  cut("nothing comes from the database", () => ["postgres"], "to the node"),
  cut("nothing reaches the bus", () => ["nats"], "from the node"),
  cut("nothing comes from the bus", () => ["nats"], "to the node"),
  clock("clock set back", (random) => -1_000 - random.int(hourMs)),
  clock("clock set forward", (random) => 1_000 + random.int(hourMs)),
];

/** Nobody is told that it does not answer any more, and what was asked of it comes later. */
const standstill = (name: string, target: "postgres" | "nats"): Fault => ({
  name,
  weight: 2,
  target,
  run: async ({ system, random }) => {
    system.places?.signalAll(target, "SIGSTOP");
    await pause(beyondLease(random));
    system.places?.signalAll(target, "SIGCONT");
  },
});

const databaseFaults: readonly Fault[] = [
  standstill("database stands still", "postgres"),
  {
    name: "database restarted",
    weight: 2,
    target: "postgres",
    run: async ({ system }) => {
      await system.postgres.stop();
      await system.postgres.start();
    },
  },
  {
    name: "database killed",
    weight: 2,
    target: "postgres",
    run: async ({ system }) => {
      await system.postgres.kill(() => system.places?.signalAll("postgres", "SIGKILL"));
      await system.postgres.start();
    },
  },
  {
    name: "database away for longer than a lease",
    weight: 1,
    target: "postgres",
    run: async ({ system, random }) => {
      await system.postgres.stop();
      await pause(beyondLease(random));
      await system.postgres.start();
    },
  },
];

const busFaults: readonly Fault[] = [
  standstill("bus stands still", "nats"),
  {
    name: "bus restarted",
    weight: 2,
    target: "nats",
    run: async ({ system, random }) => {
      await system.nats.stop();
      await pause(random.int(leaseMs));
      await system.nats.start();
    },
  },
  {
    name: "bus killed for longer than a lease",
    weight: 2,
    target: "nats",
    run: async ({ system, random }) => {
      await system.nats.kill();
      await pause(beyondLease(random));
      await system.nats.start();
    },
  },
];

const rollingRestart: Fault = {
  name: "rolling restart",
  weight: 2,
  target: "everything",
  run: async ({ system }) => {
    for (const node of system.nodes) {
      const how = await node.stop();
      if (how !== 0) throw new Error(`node ${node.name} was asked to stop and ended with ${how}`);
      await node.start();
    }
  },
};

export const faults: readonly Fault[] = [
  ...nodeFaults,
  ...databaseFaults,
  ...busFaults,
  rollingRestart,
];

/** Each kind once, some at the same time: what is run for every change. */
export const shortScript: readonly (readonly {
  readonly name: string;
  readonly target: string;
}[])[] = [
  [
    { name: "kill for longer than a lease", target: "a" },
    { name: "clock set back", target: "b" },
  ],
  [{ name: "freeze", target: "b" }],
  [
    { name: "cut from the database", target: "c" },
    { name: "clock set forward", target: "a" },
  ],
  [{ name: "database killed", target: "postgres" }],
  [
    { name: "bus restarted", target: "nats" },
    { name: "kill", target: "b" },
  ],
  [{ name: "nothing comes from the bus", target: "a" }],
  [{ name: "rolling restart", target: "everything" }],
];
