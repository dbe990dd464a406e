import {
  AssertionError,
  isRefusal,
  refuse,
  type Command,
  type GameFault,
  type Refusal,
  type SessionStatus,
} from "@parlor/kit";
import {
  sessionSummary,
  type OpenRequest,
  type SessionInfo,
  type SessionSummary,
  type SessionView,
} from "@parlor/protocol";
import { newSecret, sessionSeeds } from "../fairness/contract.ts";
import {
  listedSessionsMax,
  partitionCount,
  recoveryConcurrencyMax,
  recoveryGraceMs,
} from "../limits.ts";
import type { Entropy } from "../ports/entropy.ts";
import type { Settings } from "../settings.ts";
import { Committer } from "./committer.ts";
import type { Outcome, Sessions, Standing } from "./contract.ts";
import { LiveSession, type Lease, type SessionPorts } from "./live-session.ts";
import { setupFor } from "./opening.ts";
import { partitionOf } from "./partition.ts";
import { replay, type Replayed } from "./replay.ts";
import { infoOf, viewOf } from "./session-views.ts";

const running: readonly SessionStatus[] = ["waiting", "in_progress", "paused"];

/** The sessions that this node owns: found in memory, or read back from the store. */
export class SessionService implements Sessions {
  readonly #ports: SessionPorts;
  readonly #entropy: Entropy;
  readonly #settings: Settings;
  readonly #live = new Map<string, LiveSession>();
  readonly #loading = new Map<string, Promise<LiveSession | Refusal>>();
  #epochs: readonly number[] = [];
  #opening = 0;
  #stopping = false;
  #callOffIdleCheck: (() => void) | undefined;

  constructor(ports: Omit<SessionPorts, "committer">, entropy: Entropy, settings: Settings) {
    this.#ports = { ...ports, committer: new Committer(ports.store) };
    this.#entropy = entropy;
    this.#settings = settings;
    ports.registry.onBreaker((game, runs) => this.#followBreaker(game, runs));
  }

  get activeCount(): number {
    return this.#live.size;
  }

  /** Takes ownership, reads every session that has not ended back, and starts the clocks. */
  async start(): Promise<void> {
    const partitions = Array.from({ length: partitionCount }, (_, partition) => partition);
    this.#epochs = await this.#ports.store.claim(partitions);
    const notBefore = this.#ports.clock.now() + recoveryGraceMs;
    const ids = await this.#runningIds();
    const recover = async (): Promise<void> => {
      for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
        const session = await this.find(id);
        if (isRefusal(session))
          this.#ports.log.error(
            { session: id, refusal: session },
            "a session could not be read back",
          );
        else this.#live.get(id)?.arm(notBefore);
      }
    };
    await Promise.all(Array.from({ length: recoveryConcurrencyMax }, recover));
    this.#checkIdleLater();
  }

  /** Takes no more commands, and resolves when the last one that was taken has its answer. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#callOffIdleCheck?.();
    const sessions = [...this.#live.values()];
    await Promise.all(sessions.map((session) => session.idle()));
    for (const session of sessions) session.forget();
    await this.#ports.committer.idle();
  }

  async open(request: OpenRequest, host: string): Promise<Standing | Refusal> {
    if (this.#stopping) return refuse("shutting_down");
    const engine = this.#ports.registry.engineForNew(request.game);
    if (isRefusal(engine)) return engine;
    const setup = setupFor(engine.game, request, host, this.#settings);
    if (isRefusal(setup)) return setup;
    if (this.#live.size + this.#opening >= this.#settings.concurrentSessionsMax)
      return refuse("too_many_sessions");
    this.#opening += 1;
    try {
      return await this.#create(engine, setup, host);
    } finally {
      this.#opening -= 1;
    }
  }

  async #create(
    engine: LiveSession["engine"],
    setup: Standing["setup"],
    host: string,
  ): Promise<Standing | Refusal> {
    const { clock, log, registry } = this.#ports;
    const id = this.#entropy.hex(8);
    const secret = newSecret(this.#entropy);
    const seeds = sessionSeeds(secret);
    const opened = await engine.open(setup, { session: id, now: clock.now(), seeds });
    if (opened.kind === "refused") return opened.refusal;
    if (opened.kind === "fault") {
      log.error(
        { game: setup.game, fault: opened.fault.message },
        "the game failed to set a session up",
      );
      registry.reportFault(setup.game.id);
      return refuse("game_fault");
    }
    const beginning = {
      id,
      engine,
      setup,
      seeds,
      lease: this.#leaseOf(id),
      state: opened.state,
      seq: 0,
      hash: "",
      recent: [],
    };
    const session = new LiveSession(this.#ports, beginning, (gone) => this.#forget(gone));
    const command = { kind: "create", id: `create:${id}`, by: host, setup } as const;
    const verdict = await session.create(command, opened.deed, {
      setup: JSON.stringify(setup),
      secret,
    });
    if (verdict.kind !== "committed") return refuse("stale_epoch");
    this.#live.set(id, session);
    return session;
  }

  async submit(id: string, command: Command): Promise<Outcome> {
    if (this.#stopping) return { kind: "refused", refusal: refuse("shutting_down") };
    const outcome = await this.#submitOnce(id, command);
    // The memory was old and has been dropped: what the journal says now decides.
    const isOld = outcome.kind === "refused" && outcome.refusal.refused === "stale_epoch";
    return isOld ? this.#submitOnce(id, command) : outcome;
  }

  async #submitOnce(id: string, command: Command): Promise<Outcome> {
    const session = this.#live.get(id) ?? (await this.#load(id));
    return isRefusal(session) ? { kind: "refused", refusal: session } : session.submit(command);
  }

  async find(id: string): Promise<Standing | Refusal> {
    return this.#live.get(id) ?? this.#load(id);
  }

  async list(filter: Parameters<Sessions["list"]>[0]): Promise<readonly SessionSummary[]> {
    const { game, after, status = running } = filter;
    const paging = {
      ...(game === undefined ? {} : { game }),
      ...(after === undefined ? {} : { after }),
    };
    const rows = await this.#ports.store.sessions({ status, ...paging, limit: listedSessionsMax });
    return rows.map(({ summary }) => sessionSummary.parse(JSON.parse(summary)));
  }

  look(standing: Standing, seat: number | null): SessionView {
    const engine = this.#ports.registry.engineOf(
      standing.setup.game.id,
      standing.setup.game.version,
    );
    const faulted = (fault: GameFault) => {
      this.#ports.log.error(
        { session: standing.id, game: standing.setup.game, fault: fault.message },
        "the game failed to show itself",
      );
      this.#ports.registry.reportFault(standing.setup.game.id);
    };
    if (isRefusal(engine))
      throw new Error(`a session of an unknown game is in memory: ${standing.setup.game.id}`);
    return viewOf(standing, engine, seat, this.#ports.clock.now(), faulted);
  }

  info(standing: Standing): SessionInfo {
    return infoOf(standing);
  }

  /** Ends what no player has touched for long; open bets go back with it. */
  async expireIdle(): Promise<void> {
    const { clock } = this.#ports;
    const idle = [...this.#live.values()].filter(
      ({ state }) => state.activeAt <= clock.now() - this.#settings.idleExpiryMs,
    );
    for (const { id, state } of idle) {
      await this.submit(id, {
        kind: "end",
        id: `idle:${state.activeAt}`,
        by: "system",
        reason: "timeout",
      });
    }
  }

  #checkIdleLater(): void {
    this.#callOffIdleCheck = this.#ports.clock.after(this.#settings.idleCheckMs, () => {
      if (this.#stopping) return;
      this.expireIdle()
        .catch((error: unknown) =>
          this.#ports.log.error({ error: String(error) }, "the check for idle sessions failed"),
        )
        .finally(() => this.#stopping || this.#checkIdleLater());
    });
  }

  /** [E1] A stopped game's sessions pause, and go on when it is back. */
  #followBreaker(game: string, runs: boolean): void {
    const at = this.#ports.clock.now();
    for (const { id, setup, state } of this.#live.values()) {
      if (setup.game.id !== game || state.phase.status !== (runs ? "paused" : "in_progress"))
        continue;
      if (runs && !this.#pausedByBreaker.delete(id)) continue;
      if (!runs) this.#pausedByBreaker.add(id);
      const kind = runs ? "resume" : "pause";
      this.submit(id, { kind, id: `breaker:${kind}:${at}`, by: "system" }).catch((error: unknown) =>
        this.#ports.log.error(
          { session: id, error: String(error) },
          `the breaker could not ${kind} the session`,
        ),
      );
    }
  }
  readonly #pausedByBreaker = new Set<string>();

  #load(id: string): Promise<LiveSession | Refusal> {
    const known = this.#loading.get(id);
    if (known) return known;
    const loading = this.#readBack(id).finally(() => this.#loading.delete(id));
    this.#loading.set(id, loading);
    return loading;
  }

  async #readBack(id: string): Promise<LiveSession | Refusal> {
    const stored = await this.#ports.store.load(id);
    if (!stored) return refuse("unknown_session");
    const setup = JSON.parse(stored.setup) as Standing["setup"]; // written by this server from a parsed setup
    const engine = this.#ports.registry.engineOf(setup.game.id, setup.game.version);
    if (isRefusal(engine)) return engine;
    const seeds = sessionSeeds(stored.secret);
    const replayed = await this.#replay(engine, stored, seeds);
    if (isRefusal(replayed)) return replayed;
    const { entries, ...stood } = replayed;
    const recent = entries.map(({ command }) => command.id);
    const session = new LiveSession(
      this.#ports,
      { id, engine, seeds, lease: this.#leaseOf(id), recent, ...stood },
      (gone) => this.#forget(gone),
    );
    // An ended session is only looked at: it is read when asked for, and not kept.
    if (session.state.phase.status === "ended") return session;
    this.#live.set(id, session);
    session.arm();
    return session;
  }

  /** A journal that its game's code no longer fits stays shut until somebody has looked; the others go on. */
  async #replay(...given: Parameters<typeof replay>): Promise<Replayed | Refusal> {
    try {
      return await replay(...given);
    } catch (error) {
      if (!(error instanceof AssertionError)) throw error;
      this.#ports.log.error(
        { session: given[1].row.id, error: error.message },
        "the replay failed",
      );
      return refuse("game_fault", "the session's journal does not fit the game's code");
    }
  }

  #forget(session: LiveSession): void {
    if (this.#live.get(session.id) === session) this.#live.delete(session.id);
    this.#pausedByBreaker.delete(session.id);
  }

  #leaseOf(id: string): Lease {
    const partition = partitionOf(id);
    return { partition, epoch: this.#epochs[partition] ?? 0 };
  }

  async #runningIds(): Promise<string[]> {
    const ids: string[] = [];
    for (;;) {
      const last = ids.at(-1);
      const page = await this.#ports.store.sessions({
        status: running,
        limit: listedSessionsMax,
        ...(last === undefined ? {} : { after: last }),
      });
      if (page.length === 0) return ids;
      ids.push(...page.map(({ id }) => id));
    }
  }
}
