import { randomFrom, sampleChoice, seededDraws, type Game, type Random } from "@parlor/kit";
import {
  Connection,
  memoryStore,
  seededEntropy,
  startPlatform,
  type Log,
  type Platform,
  type Thinker,
} from "@parlor/server/simulation";
import type { Checker } from "./check/checker.ts";
import { FrameCheck } from "./check/frame-check.ts";
import { callingOf, type StoreCall } from "./sim-call.ts";
import type { NodeClock, SimTime } from "./sim-clock.ts";
import type { SimBus } from "./sim-bus.ts";
import { SimSocket } from "./sim-socket.ts";
import { sharedSimStore, simStore, type DiskNotes } from "./sim-store.ts";
import type { Report } from "./violation.ts";

export const currency = "PLAY/0";
/** So short that sessions come and go while others play. */
export const restAfterMs = 20_000;
export const idleExpiryMs = 2 * 60 * 1_000;
export const idleCheckMs = 30_000;
export const leaseMs = 2_000;
const botDelayMs = 200;

/** What all nodes of a world share. */
export interface NodeWorld {
  readonly seed: number | string;
  readonly games: readonly Game[];
  readonly time: SimTime;
  readonly checker: Checker;
  readonly random: Random;
  readonly report: Report;
  readonly take: (call: StoreCall) => void;
  readonly notBefore: () => number;
  /** How often the store has failed a node; all of them together where none is named. */
  readonly failuresOf: (node?: number) => number;
  /** Whether bots still play. */
  readonly isPlaying: () => boolean;
}

/** What makes a process one node of several; without it, it takes all sessions. */
export interface ClusterSeat {
  readonly name: string;
  readonly bus: SimBus;
}

/** A client's side of a connection, and what was seen pass over it. */
export interface Line {
  readonly socket: SimSocket;
  readonly check: FrameCheck;
}

/** What is only ever logged when somebody's listener has thrown, which is a bug. */
const bugs = new Set(["a listener failed", "a listener of the bus failed"]);

/** One server process: a whole platform, which may die between any two steps. */
export class SimNode {
  readonly id: number;
  readonly seat: ClusterSeat | undefined;
  readonly clock: NodeClock;
  readonly lines = new Set<Line>();
  status: "starting" | "up" | "stopping" | "dead" = "starting";
  /** The process is stopped: nothing of it runs, and it does not notice. */
  isStill = false;
  platform: Platform | undefined;
  readonly #world: NodeWorld;
  #isToStop = false;

  constructor(id: number, world: NodeWorld, clock: NodeClock, seat?: ClusterSeat) {
    this.id = id;
    this.clock = clock;
    this.seat = seat;
    this.#world = world;
    void this.#start();
  }

  get name(): string {
    return this.seat ? `${this.id} (${this.seat.name})` : String(this.id);
  }
  /** Whether anything of it runs. */
  get runs(): boolean {
    return this.status !== "dead" && !this.isStill;
  }

  async #start(): Promise<void> {
    try {
      const platform = await startPlatform(this.#options());
      this.platform = platform;
      if (this.status === "starting") this.status = "up";
      platform.hub.listen("all", ({ session, entry, state }) => {
        if (this.status !== "dead")
          this.#world.checker.published(session, entry.seq, state, this.id);
      });
      if (this.#isToStop) this.stop();
    } catch {
      // It could not claim, or not read what runs: the process ends, and somebody starts another.
      this.die();
    }
  }

  #options(): Parameters<typeof startPlatform>[0] {
    const { games, checker, seed, take, notBefore, time } = this.#world;
    const { id, clock, seat } = this;
    const disk = memoryStore(checker.disk, () => time.now);
    const call = callingOf({ node: id, isDead: () => this.status === "dead", notBefore, take });
    const shared = {
      games,
      clock,
      settings: {
        currency,
        tableLimits: { min: 1, max: 1_000 },
        idleExpiryMs,
        idleCheckMs,
        restAfterMs,
        botDelayMs,
      } as const,
      entropy: seededEntropy(`${seed}:node:${id}`),
      log: this.#log(),
    };
    if (!seat) return { ...shared, store: simStore(call, disk, this.#notes) };
    const store = sharedSimStore(call, disk, this.#notes);
    const cluster = {
      store,
      bus: seat.bus,
      node: seat.name,
      url: `http://${seat.name}`,
      leaseMs,
      onStoreTime: (now: number) => clock.follow(now),
      onSuperseded: () => this.stop(),
    };
    return { ...shared, store, cluster, bots: { thinker: this.#thinker } };
  }

  get #notes(): DiskNotes {
    const { checker } = this.#world;
    const { id } = this;
    return {
      onCommit: (batch, verdicts) => checker.committed(id, batch, verdicts),
      onClaim: (partitions, epochs) => checker.ownership.claimed(id, partitions, epochs),
      onTake: (node, partitions, epochs) => checker.ownership.taken(id, node, partitions, epochs),
      onRelease: (held, to) => checker.ownership.released(held, to),
      onLeave: (node) => checker.ownership.left(node),
    };
  }

  /** Bots do anything that they may; once nobody plays any more, they wait. */
  get #thinker(): Thinker {
    return {
      think: async ({ legal, seed }) => {
        const random = randomFrom(seededDraws(seed));
        return this.#world.isPlaying() ? sampleChoice(random.pick(legal), random) : null;
      },
      stop: () => Promise.resolve(),
    };
  }

  /** Whether it owns everything, where nodes take everything from each other. */
  get isOwner(): boolean {
    return this.status !== "dead" && this.#world.checker.owner === this.id;
  }

  /** Whether it takes the session for its own. */
  believes(session: string): boolean {
    return this.status !== "dead" && this.platform?.sessions.owns(session) === true;
  }

  #certaintyOf(session: string): number | undefined {
    if (this.seat) return this.#world.checker.ownership.certaintyOf(session);
    return this.isOwner ? 0 : undefined;
  }

  /** A client comes in; `player` is who its token stands for. */
  connect(player: { readonly id: string; readonly name: string } | null): Line | undefined {
    const { platform } = this;
    if (!platform || this.status !== "up") return undefined;
    const { checker, report } = this.#world;
    const viewer = player?.id ?? null;
    const check = new FrameCheck(
      checker,
      {
        viewer,
        where: `node ${this.name}, ${viewer ?? "a spectator"}`,
        certaintyOf: (session) => this.#certaintyOf(session),
        isSlow: () => socket.isSlow,
        isCurrent: () => this.seat !== undefined || this.isOwner,
        // What an owner cannot read it cannot tell others either.
        failures: () => this.#world.failuresOf(this.seat ? undefined : this.id),
      },
      report,
    );
    const socket = new SimSocket(
      this.id,
      () => this.status === "dead",
      (text) => check.down(text),
    );
    const line = { socket, check };
    const gateway = {
      platform,
      mayCommand: () => true,
      askerOfToken: (token: string | undefined) =>
        Promise.resolve(
          token === undefined || !player
            ? ({ kind: "nobody" } as const)
            : ({ kind: "player", player } as const),
        ),
    };
    const connection = new Connection(gateway, socket.asWebSocket, socket, () => undefined);
    socket.onBye = () => connection.bye();
    this.lines.add(line);
    return line;
  }

  /** Somebody opens a table here. */
  async open(
    request: { readonly game: string; readonly config: Record<string, unknown> },
    host: string,
  ): Promise<void> {
    const opened = await this.platform?.sessions.open(request, host);
    if (opened && this.status !== "dead") this.#world.checker.opened(opened, request.game);
  }

  /** Stops in good order: what is its own goes to the others, what is under way is finished, the clients are told. */
  stop(): void {
    this.#isToStop = true;
    if (this.status !== "up") return;
    this.status = "stopping";
    void this.#stopped();
  }

  async #stopped(): Promise<void> {
    await this.platform?.drain();
    await this.platform?.stop();
    for (const { socket } of this.lines) socket.onBye();
    await this.seat?.bus.close();
    const { time, report } = this.#world;
    const left = time.countOf(this.id);
    if (left > 0 && this.status !== "dead")
      report("liveness", `node ${this.name} has stopped, and ${left} of its timers run on`);
    this.die();
  }

  /** The process is gone: nothing of it acts on the world any more, whatever it was about to do. */
  die(): void {
    this.status = "dead";
    this.#world.time.forget(this.id);
  }

  #log(): Log {
    const { checker, report } = this.#world;
    const line = (facts: object, sentence: string): void => {
      if (this.status === "dead") return;
      if (process.env["SIM_LOG"]) console.log("LOG", this.name, sentence, JSON.stringify(facts));
      checker.readOn();
      checker.sight.check(JSON.stringify([facts, sentence]), null, "a log line", report);
      if (bugs.has(sentence)) report("liveness", `node ${this.name}: ${JSON.stringify(facts)}`);
    };
    return { info: line, warn: line, error: line };
  }
}
