import type { Game, Random } from "@parlor/kit";
import {
  Connection,
  memoryStore,
  seededEntropy,
  startPlatform,
  type Log,
  type Platform,
} from "@parlor/server/simulation";
import type { Checker } from "./check/checker.ts";
import { FrameCheck } from "./check/frame-check.ts";
import type { SimTime } from "./sim-clock.ts";
import { SimSocket } from "./sim-socket.ts";
import { simStore, type StoreCall } from "./sim-store.ts";
import type { Report } from "./violation.ts";

export const currency = "PLAY/0";
/** So short that sessions come and go while others play. */
const restAfterMs = 20_000;
export const idleExpiryMs = 10 * 60 * 1_000;

/** A network without bytes has nothing to gather. */

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
}

/** A client's side of a connection, and what was seen pass over it. */
export interface Line {
  readonly socket: SimSocket;
  readonly check: FrameCheck;
}

/** One server process: a whole platform, which may die between any two steps. */
export class SimNode {
  readonly id: number;
  readonly lines = new Set<Line>();
  status: "starting" | "up" | "stopping" | "dead" = "starting";
  platform: Platform | undefined;
  readonly #world: NodeWorld;

  constructor(id: number, world: NodeWorld) {
    this.id = id;
    this.#world = world;
    const { games, time, checker, seed } = world;
    const isDead = (): boolean => this.status === "dead";
    const store = simStore({
      node: id,
      disk: memoryStore(checker.disk),
      isDead,
      notBefore: world.notBefore,
      take: world.take,
      onCommit: (batch, verdicts) => checker.committed(id, batch, verdicts),
      onClaim: (partitions, epochs) => checker.claimed(id, partitions, epochs),
    });
    const settings = {
      currency,
      tableLimits: { min: 1, max: 1_000 },
      idleExpiryMs,
      restAfterMs,
    } as const;
    const clock = time.clockOf(id, isDead);
    const entropy = seededEntropy(`${seed}:node:${id}`);
    const log = this.#log();
    void this.#start(startPlatform({ store, games, settings, clock, entropy, log }));
  }

  async #start(starting: Promise<Platform>): Promise<void> {
    try {
      const platform = await starting;
      this.platform = platform;
      if (this.status === "starting") this.status = "up";
      platform.hub.listen("all", ({ session, entry, state }) => {
        if (this.status !== "dead")
          this.#world.checker.published(session, entry.seq, state, this.id);
      });
    } catch {
      // It could not claim, or not read what runs: the process ends, and somebody starts another.
      this.die();
    }
  }

  get isOwner(): boolean {
    return this.status !== "dead" && this.#world.checker.owner === this.id;
  }

  /** A client comes in; `player` is who its token stands for. */
  connect(player: { readonly id: string; readonly name: string } | null): Line | undefined {
    const { platform } = this;
    if (!platform || this.status !== "up") return undefined;
    const { checker, report } = this.#world;
    const where = `node ${this.id}, ${player?.id ?? "a spectator"}`;
    const check = new FrameCheck(
      checker,
      player?.id ?? null,
      where,
      () => this.isOwner,
      (rule, detail) => report(rule, detail),
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

  /** Stops in good order: what is under way is finished, the clients are told. */
  stop(): void {
    this.status = "stopping";
    void this.#stopped();
  }

  async #stopped(): Promise<void> {
    await this.platform?.stop();
    for (const { socket } of this.lines) socket.onBye();
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
      checker.readOn();
      checker.sight.check(JSON.stringify([facts, sentence]), null, "a log line", report);
    };
    return { info: line, warn: line, error: line };
  }
}
