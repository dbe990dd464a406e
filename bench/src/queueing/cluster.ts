import { randomFrom, seededDraws, type Random } from "@parlor/kit";
import type { StoreCosts } from "./fit.ts";
import { openLoop, type Outcome, type Submit } from "./load.ts";
import { NodeModel, type NodeCosts } from "./node-model.ts";
import { Station } from "./station.ts";
import { connectionTo, DatabaseModel, fileStore, type Write } from "./store-models.ts";
import { Timeline } from "./timeline.ts";

/** What it costs to talk, beside what a node was measured to take in process. */
export interface TalkCosts {
  /** Milliseconds on the main thread for what a command brings in and sends out over sockets. */
  readonly socketMs: number;
  /** Milliseconds on the main thread for each message to or from the bus. */
  readonly messageMs: number;
  /** Milliseconds that a message is on its way over the bus. */
  readonly busMs: number;
  /** Milliseconds to a database and back. */
  readonly databaseMs: number;
  /** To read a player's balance that another node has changed: milliseconds of this node's main thread, and of a database's core. */
  readonly readMs: { readonly node: number; readonly core: number };
}

export interface Layout {
  readonly nodeCount: number;
  /** 0: each node has a file of its own. */
  readonly databaseCount: number;
  readonly coresEach: number;
  /**
   * Whether the partitions of one database are owned by nodes that own no others: then a node writes to one database, and its batches
   * are as large as can be. Else each node writes to all.
   */
  readonly isAligned: boolean;
  /** Whether clients' sockets are on machines of their own. */
  readonly hasGateways: boolean;
}

export interface ClusterOptions {
  readonly layout: Layout;
  readonly node: NodeCosts;
  readonly store: StoreCosts;
  readonly talk: TalkCosts;
  readonly seatsPerSession: number;
  readonly sessionCount: number;
}

export interface ClusterOutcome extends Outcome {
  /** Shares of the time that they work: of all nodes' main threads, and of all databases' cores. */
  readonly nodesBusy: number;
  readonly databasesBusy: number;
  /** How many the bus is given, and how many it hands out. */
  readonly publishedPerCommand: number;
  readonly deliveredPerCommand: number;
}

interface ClusterNode {
  readonly mainThread: Station;
  /** By database: a committer for each that it writes to. */
  readonly models: readonly NodeModel[];
}

/** A node, or null: a gateway, of which there are always enough. */
type Place = ClusterNode | null;

/** Nodes that share databases and a bus. A client is connected to any node, a session is with its owner. */
class Cluster {
  readonly timeline = new Timeline();
  readonly databases: readonly DatabaseModel[];
  readonly nodes: readonly ClusterNode[];
  readonly #options: ClusterOptions;
  readonly #random: Random = randomFrom(seededDraws("cluster"));
  commandCount = 0;
  publishedCount = 0;
  deliveredCount = 0;

  constructor(options: ClusterOptions) {
    this.#options = options;
    const { layout, store } = options;
    const syncMs = store.kind === "database" ? store.syncMs : 0;
    this.databases = Array.from(
      { length: layout.databaseCount },
      () => new DatabaseModel(this.timeline, layout.coresEach, syncMs),
    );
    this.nodes = Array.from({ length: layout.nodeCount }, (_, at) => this.#makeNode(at));
  }

  #makeNode(at: number): ClusterNode {
    const { layout, node } = this.#options;
    const mainThread = new Station(this.timeline);
    const used = layout.isAligned
      ? this.databases.filter((_, number) => number === at % layout.databaseCount)
      : this.databases;
    const writes = used.length > 0 ? used.map((one) => this.#writeTo(one, mainThread)) : [];
    const all = writes.length > 0 ? writes : [this.#writeToFile()];
    const { timeline } = this;
    const models = all.map((write) => new NodeModel({ timeline, mainThread, costs: node, write }));
    return { mainThread, models };
  }

  #writeTo(database: DatabaseModel, mainThread: Station): Write {
    const { store, talk } = this.#options;
    if (store.kind === "file") throw new Error("a file is no database");
    const { timeline } = this;
    return connectionTo({
      timeline,
      mainThread,
      database,
      costs: store,
      networkMs: talk.databaseMs,
    });
  }

  #writeToFile(): Write {
    const { store } = this.#options;
    if (store.kind === "database") throw new Error("a database is no file");
    return fileStore(this.timeline, store);
  }

  /** By the node that owns it; the session's number says who that is, and which of its databases the session is in. */
  readonly submit: Submit = (session, replied) => {
    const { layout, talk } = this.#options;
    this.commandCount += 1;
    const owner = this.#node(session % layout.nodeCount);
    const model = owner.models[Math.floor(session / layout.nodeCount) % owner.models.length];
    if (!model) throw new Error("a node has a committer");
    const entrance = layout.hasGateways ? null : this.#node(this.#random.int(layout.nodeCount));
    const told = () => this.#tell(session, owner, entrance);
    if (entrance === owner) {
      owner.mainThread.serve(talk.socketMs / 2, () =>
        model.submit(session, () =>
          owner.mainThread.serve(talk.socketMs / 2, () => {
            replied();
            told();
          }),
        ),
      );
      return;
    }
    this.#send(entrance, owner, talk.socketMs / 2, 0, () =>
      model.submit(session, () => {
        this.#send(owner, entrance, 0, talk.socketMs / 2, replied);
        told();
      }),
    );
  };

  #node(at: number): ClusterNode {
    const node = this.nodes[at];
    if (!node) throw new Error(`there is no node ${at}`);
    return node;
  }

  /** A message, and the work at both ends. */
  #send(from: Place, to: Place, beforeMs: number, afterMs: number, arrived: () => void): void {
    this.#publish(from, beforeMs, () => this.#deliver(to, afterMs, arrived));
  }

  #publish(from: Place, beforeMs: number, published: () => void): void {
    this.publishedCount += 1;
    this.#work(from, beforeMs + this.#options.talk.messageMs, published);
  }

  #deliver(to: Place, afterMs: number, arrived: () => void): void {
    const { messageMs, busMs } = this.#options.talk;
    this.deliveredCount += 1;
    this.timeline.after(busMs, () => this.#work(to, afterMs + messageMs, arrived));
  }

  #work(node: Place, ms: number, done: () => void): void {
    if (node) node.mainThread.serve(ms, done);
    else this.timeline.after(ms, done);
  }

  /**
   * Who sits at the table is connected anywhere: each other node where somebody is hears of the entry once. Whose balance has changed, all
   * may hear; the node that the player is connected to reads it then.
   */
  #tell(session: number, owner: ClusterNode, entrance: Place): void {
    const { layout, seatsPerSession, talk } = this.#options;
    if (layout.nodeCount === 1 && !layout.hasGateways) return;
    const places = new Set<Place>([entrance]);
    for (let seat = 1; seat < seatsPerSession; seat++)
      places.add(layout.hasGateways ? null : this.#node(this.#random.int(layout.nodeCount)));
    places.delete(owner);
    if (places.size > 0) {
      this.#publish(owner, 0, () => {
        for (const place of places) this.#deliver(place, 0, nothing);
      });
    }
    this.#publish(owner, 0, () => {
      if (entrance === owner) return;
      this.#deliver(entrance, talk.readMs.node, nothing);
      const database = this.databases[session % this.databases.length];
      if (database)
        this.timeline.after(talk.busMs, () => database.cores.serve(talk.readMs.core, nothing));
    });
  }
}

const nothing = (): void => undefined;
const warmUpMs = 200;
const measuredMs = 800;

const busyShare = (stations: readonly Station[], serverCount: number): number => {
  const busyMs = stations.reduce((sum, station) => sum + station.busyMs, 0);
  return stations.length === 0
    ? 0
    : busyMs / (stations.length * serverCount * (warmUpMs + measuredMs));
};

/** Commands at random at so many a second, over all sessions. */
export const simulateCluster = (options: ClusterOptions, ratePerSecond: number): ClusterOutcome => {
  const cluster = new Cluster(options);
  const { timeline, submit } = cluster;
  const run = { timeline, submit, sessionCount: options.sessionCount, warmUpMs, measuredMs };
  const outcome = openLoop(run, ratePerSecond, `cluster at ${ratePerSecond}`);
  const threads = cluster.nodes.map(({ mainThread }) => mainThread);
  const cores = cluster.databases.map((database) => database.cores);
  return {
    ...outcome,
    nodesBusy: busyShare(threads, 1),
    databasesBusy: busyShare(cores, options.layout.coresEach),
    publishedPerCommand: cluster.publishedCount / cluster.commandCount,
    deliveredPerCommand: cluster.deliveredCount / cluster.commandCount,
  };
};
