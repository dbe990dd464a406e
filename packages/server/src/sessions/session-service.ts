import { GameFault, isRefusal, refuse, type Command, type Refusal } from "@parlor/kit";
import {
  sessionSummary,
  type OpenRequest,
  type SessionInfo,
  type SessionSummary,
  type SessionView,
} from "@parlor/protocol";
import { newSecret, sessionSeeds } from "../fairness/contract.ts";
import { listedSessionsMax, partitionCount } from "../limits.ts";
import type { Engine } from "../ports/engine.ts";
import type { Entropy } from "../ports/entropy.ts";
import { periodically } from "../periodically.ts";
import type { Settings } from "../settings.ts";
import { BreakerPauses } from "./breaker-pauses.ts";
import type { Lease } from "./commit-of.ts";
import { Committer } from "./committer.ts";
import type { Outcome, Sessions, Standing } from "./contract.ts";
import { LiveSession, refused, type Departure } from "./live-session.ts";
import { Looks } from "./looks.ts";
import { setupFor } from "./opening.ts";
import { takesOwnId } from "./own-commands.ts";
import { partitionOf } from "./partition.ts";
import { PoolBalances } from "./pool-balances.ts";
import { readBack, running } from "./read-back.ts";
import { Rereading } from "./rereading.ts";
import { RestingSessions } from "./resting.ts";
import type { Beginning, SessionPorts } from "./session-ports.ts";
import { infoOf } from "./session-views.ts";
import type { Shown } from "./shown.ts";
import { expireIdle, recover, restUnused } from "./upkeep.ts";

/** The sessions that this node owns: found in memory, or read back from the store. */
export class SessionService implements Sessions {
  readonly #ports: SessionPorts;
  readonly #entropy: Entropy;
  readonly #settings: Settings;
  readonly #live = new Map<string, LiveSession>();
  readonly #loading = new Map<string, Promise<LiveSession | Refusal>>();
  readonly #openings = new Set<Promise<unknown>>();
  readonly #looks: Looks;
  readonly #resting: RestingSessions;
  readonly #rereading: Rereading;
  readonly #pauses: BreakerPauses;
  /** The epoch of each partition that this node owns. */
  readonly #epochs = new Map<number, number>();
  #startedAt = 0;
  #recovered: Promise<void> = Promise.resolve();
  #stopping = false;
  readonly #upkeep: (() => void)[] = [];

  constructor(
    ports: Omit<SessionPorts, "committer" | "pools">,
    entropy: Entropy,
    settings: Settings,
  ) {
    const pools = new PoolBalances(ports.store, ports.clock);
    this.#ports = { ...ports, pools, committer: new Committer(ports.store) };
    this.#looks = new Looks(ports, (fault, { id, setup }) =>
      this.#faulted(fault, { game: setup.game.id, session: id }),
    );
    this.#entropy = entropy;
    this.#settings = settings;
    this.#pauses = new BreakerPauses(ports, this.#live, (id, command) => this.submit(id, command));
    this.#rereading = new Rereading(ports.clock, (id) => this.find(id));
    this.#resting = new RestingSessions(ports, (id) => void this.#rereading.now(id));
    ports.registry.onBreaker((game, runs) => {
      this.#pauses.follow(game, runs);
      // Those that rest wake up to be paused as well: their clocks may not run on.
      if (!runs)
        for (const id of this.#resting.where((rest) => rest.game === game))
          void this.#rereading.now(id);
    });
  }

  get activeCount(): number {
    return this.#live.size + this.#resting.size;
  }

  get inMemoryCount(): number {
    return this.#live.size;
  }

  /**
   * Takes ownership. Every session that has not ended rests from then on, and is there for whoever asks, and when
   * its clock rings.
   */
  async start(): Promise<void> {
    const { clock, grace, store } = this.#ports;
    const partitions = Array.from({ length: partitionCount }, (_, partition) => partition);
    for (const [partition, epoch] of (await store.claim(partitions)).entries())
      this.#epochs.set(partition, epoch);
    this.#ports.hub.startAt(await store.feedEnd());
    this.#startedAt = clock.now();
    grace.begin();
    const rows = await store.running();
    for (const { id, game, wakeAt } of rows) {
      const dueAt = wakeAt === null ? null : Math.max(wakeAt, grace.until);
      this.#resting.add(id, { game, activeAt: this.#startedAt, dueAt });
    }
    const kept = {
      ports: this.#ports,
      settings: this.#settings,
      startedAt: this.#startedAt,
      live: this.#live,
      resting: this.#resting,
      pauses: this.#pauses,
      rereading: this.#rereading,
      sessions: this,
    };
    const paused = rows.filter(({ status }) => status === "paused").map(({ id }) => id);
    this.#recovered = recover(kept, paused, () => this.#stopping);
    const { idleCheckMs, restAfterMs } = this.#settings;
    this.#upkeep.push(
      periodically(clock, idleCheckMs, () => expireIdle(kept)),
      periodically(clock, restAfterMs, () => restUnused(kept)),
    );
  }

  /** Takes no more commands, and resolves when the last one that was taken has its answer. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const stop of this.#upkeep) stop();
    this.#rereading.stop();
    this.#resting.clear();
    await Promise.all([this.#recovered, ...this.#openings, ...this.#loading.values()]);
    await Promise.all([...this.#live.values()].map((session) => session.stop()));
    await this.#ports.committer.idle();
  }

  async open(request: OpenRequest, host: string): Promise<Standing | Refusal> {
    if (this.#stopping) return refuse("shutting_down");
    const engine = this.#ports.registry.engineForNew(request.game);
    if (isRefusal(engine)) return engine;
    const { log } = this.#ports;
    const setup = setupFor(engine.game, request, host, this.#settings, log);
    if (isRefusal(setup)) return setup;
    if (this.activeCount + this.#openings.size >= this.#settings.concurrentSessionsMax)
      return refuse("too_many_sessions");
    const opening = this.#create(engine, setup, host);
    this.#openings.add(opening);
    try {
      return await opening;
    } finally {
      this.#openings.delete(opening);
    }
  }

  async #create(
    engine: Engine,
    setup: Standing["setup"],
    host: string,
  ): Promise<Standing | Refusal> {
    const id = this.#entropy.hex(8);
    const lease = this.#leaseOf(id);
    if (!lease) return refuse("stale_epoch");
    const secret = newSecret(this.#entropy);
    const seeds = sessionSeeds(secret);
    const { position } = this.#ports.hub;
    try {
      const now = this.#ports.clock.now();
      const opened = await engine.open(setup, { session: id, now, seeds });
      if (opened.kind === "refused") return opened.refusal;
      if (opened.kind === "fault") throw opened.fault;
      const { state, deed } = opened;
      const nothingYet = { seq: 0, hash: "", at: now, recent: [] };
      const beginning = { id, engine, setup, seeds, lease, state, ...nothingYet };
      const session = this.#newLive(beginning);
      const command = { kind: "create", id: `create:${id}`, by: host, setup } as const;
      const opening = { setup: JSON.stringify(setup), secret };
      return (await session.create(command, deed, opening)) ?? this.#keep(session);
    } catch (error) {
      if (error instanceof GameFault) return this.#faulted(error, { game: setup.game.id });
      this.#ports.log.error({ session: id, error: String(error) }, "a session was not opened");
      // It may be on the disk all the same: then it lives, and idles out.
      this.#ports.untold.note(id, 0, position);
      this.#rereading.later(id);
      return refuse("outcome_unknown");
    }
  }

  async submit(id: string, command: Command): Promise<Outcome> {
    if (this.#stopping) return refused("shutting_down");
    if (takesOwnId(command)) return refused("invalid_command", "this id is the platform's own");
    const outcome = await this.#submitOnce(id, command);
    // The memory was old and has been dropped: what the journal says now decides.
    const isOld = outcome.kind === "refused" && outcome.refusal.refused === "stale_epoch";
    return isOld ? this.#submitOnce(id, command) : outcome;
  }

  #submitOnce(id: string, command: Command): Promise<Outcome> {
    const session = this.#live.get(id);
    return session ? session.submit(command) : this.#submitToRead(id, command);
  }

  async #submitToRead(id: string, command: Command): Promise<Outcome> {
    if (!this.#leaseOf(id)) return refused("stale_epoch");
    const session = await this.#load(id);
    return isRefusal(session) ? { kind: "refused", refusal: session } : session.submit(command);
  }

  async find(id: string): Promise<Standing | Refusal> {
    const session = this.#live.get(id);
    if (!session) return this.#load(id);
    session.use();
    return session;
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
    return this.#looks.view(standing, seat);
  }

  shown(standing: Standing, seat: number | null): Shown {
    return this.#looks.shown(standing, seat);
  }

  info(standing: Standing): SessionInfo {
    return infoOf(standing);
  }

  /** A game failed outside a session's queue. */
  #faulted(fault: unknown, facts: { readonly game: string; readonly session?: string }): Refusal {
    this.#ports.log.error({ ...facts, fault: String(fault) }, "the game failed");
    this.#ports.registry.reportFault(facts.game);
    return refuse("game_fault");
  }

  #load(id: string): Promise<LiveSession | Refusal> {
    const known = this.#loading.get(id);
    if (known) return known;
    const loading = this.#readBack(id).finally(() => this.#loading.delete(id));
    this.#loading.set(id, loading);
    return loading;
  }

  async #readBack(id: string): Promise<LiveSession | Refusal> {
    const stood = await readBack(this.#ports, id);
    // What the store could not tell may still be there.
    if (!isRefusal(stood) || stood.refused !== "outcome_unknown") this.#resting.delete(id);
    if (isRefusal(stood)) return stood;
    const lease = this.#leaseOf(id);
    const session = this.#newLive({
      ...stood,
      lease: lease ?? { partition: partitionOf(id), epoch: 0 },
    });
    // An ended session, or another node's, is only looked at: it is read when asked for, and not kept.
    if (!lease || session.state.phase.status === "ended" || this.#stopping) return session;
    return this.#keep(session);
  }

  #newLive(beginning: Beginning): LiveSession {
    return new LiveSession(this.#ports, beginning, (gone, why) => this.#forget(gone, why));
  }

  /** From here on the session lives in memory; of two that came at once, the first one stays. */
  #keep(session: LiveSession): LiveSession {
    const there = this.#live.get(session.id);
    if (there) return there;
    this.#live.set(session.id, session);
    // Players whose clock ran out while there was no server, or it stood still, get a while to come back.
    session.arm(this.#ports.grace.until);
    void this.#pauses.readBack(session);
    return session;
  }

  #forget(session: LiveSession, why: Departure): void {
    if (why === "lost") this.#lose(session.lease);
    if (this.#live.get(session.id) !== session) return;
    this.#live.delete(session.id);
    this.#pauses.forget(session);
    if (why === "old") void this.#rereading.now(session.id);
  }

  /** [C1] Another node has raised the partition's epoch: none of its sessions may stay in memory. */
  #lose({ partition, epoch }: Lease): void {
    if (this.#epochs.get(partition) !== epoch) return;
    this.#epochs.delete(partition);
    this.#ports.log.warn({ partition }, "another node owns the partition now");
    for (const session of this.#live.values())
      if (session.lease.partition === partition) session.forget("lost");
    for (const id of this.#resting.where((_rest, resting) => partitionOf(resting) === partition))
      this.#resting.delete(id);
  }

  #leaseOf(id: string): Lease | undefined {
    const partition = partitionOf(id);
    const epoch = this.#epochs.get(partition);
    return epoch === undefined ? undefined : { partition, epoch };
  }
}
