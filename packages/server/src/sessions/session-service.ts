import { isRefusal, refuse, type Command, type Refusal } from "@parlor/kit";
import {
  sessionSummary,
  type OpenRequest,
  type SessionInfo,
  type SessionSummary,
  type SessionView,
} from "@parlor/protocol";
import { listedSessionsMax } from "../limits.ts";
import type { Entropy } from "../ports/entropy.ts";
import type { HeldPartition } from "../ports/leases.ts";
import type { RunningSession } from "../ports/store.ts";
import { periodically } from "../periodically.ts";
import type { Settings } from "../settings.ts";
import { BreakerPauses } from "./breaker-pauses.ts";
import { Committer } from "./committer.ts";
import type { Moved, Outcome, OwnedSessions, Sessions, Standing } from "./contract.ts";
import { HeldPartitions } from "./held-partitions.ts";
import { LiveSession, refused, type Departure } from "./live-session.ts";
import { Looks } from "./looks.ts";
import { Openings } from "./openings.ts";
import { takesOwnId } from "./own-commands.ts";
import { partitionOf } from "./partition.ts";
import { PoolBalances } from "./pool-balances.ts";
import { readBack, running } from "./read-back.ts";
import { Rereading } from "./rereading.ts";
import { RestingSessions } from "./resting.ts";
import type { Beginning, SessionPorts } from "./session-ports.ts";
import { infoOf } from "./session-views.ts";
import type { Shown } from "./shown.ts";
import { expireIdle, recover, restUnused, type Kept } from "./upkeep.ts";

/** The sessions that this node owns: found in memory, or read back from the store. */
export class SessionService implements OwnedSessions {
  readonly #ports: SessionPorts;
  readonly #settings: Settings;
  readonly #live = new Map<string, LiveSession>();
  readonly #loading = new Map<string, Promise<LiveSession | Refusal>>();
  readonly #openings: Openings;
  readonly #looks: Looks;
  readonly #resting: RestingSessions;
  readonly #rereading: Rereading;
  readonly #pauses: BreakerPauses;
  readonly #held: HeldPartitions;
  readonly #recoveries = new Set<Promise<void>>();
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
    this.#settings = settings;
    this.#held = new HeldPartitions(entropy);
    this.#pauses = new BreakerPauses(ports, this.#live, (id, command) => this.submit(id, command));
    this.#rereading = new Rereading(ports.clock, (id) => this.find(id));
    this.#resting = new RestingSessions(ports, (id) => void this.#rereading.now(id));
    this.#openings = new Openings({
      ports: this.#ports,
      entropy,
      settings,
      held: this.#held,
      rereading: this.#rereading,
      activeCount: () => this.activeCount,
      newLive: (beginning) => this.#newLive(beginning),
      keep: (session) => this.#keep(session),
      faulted: (fault, facts) => this.#faulted(fault, facts),
    });
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

  /** Looks after what it will own. */
  async start(): Promise<void> {
    const { clock, store } = this.#ports;
    this.#ports.hub.startAt(await store.feedEnd());
    const { idleCheckMs, restAfterMs } = this.#settings;
    this.#upkeep.push(
      periodically(clock, idleCheckMs, () => expireIdle(this.#kept)),
      periodically(clock, restAfterMs, () => restUnused(this.#kept)),
    );
  }

  gain(held: readonly HeldPartition[], runs: readonly RunningSession[], graceMs: number): void {
    if (this.#stopping) return;
    const now = this.#ports.clock.now();
    for (const lease of held) this.#held.add(lease, now, now + graceMs);
    for (const { id, game, wakeAt } of runs) {
      if (this.#live.has(id)) continue;
      const dueAt = wakeAt === null ? null : Math.max(wakeAt, now + graceMs);
      this.#resting.add(id, { game, activeAt: now, dueAt });
      // It has to be paused as well.
      if (!this.#ports.registry.isRunning(game)) void this.#rereading.now(id);
    }
    const paused = runs.filter(({ status }) => status === "paused").map(({ id }) => id);
    const recovery = recover(this.#kept, paused, () => this.#stopping);
    this.#recoveries.add(recovery);
    void recovery.finally(() => this.#recoveries.delete(recovery));
    this.#held.tell({ kind: "gained", partitions: held.map(({ partition }) => partition) });
  }

  async yield(partitions: readonly number[]): Promise<void> {
    const leaving = new Set(partitions);
    for (const partition of partitions) this.#held.delete(partition);
    this.#forgetResting(leaving);
    await this.#openings.done();
    const there = [...this.#live.values()].filter(({ lease }) => leaving.has(lease.partition));
    await Promise.all(there.map((session) => session.stop()));
    this.#held.tell({ kind: "yielded", partitions, standings: there });
  }

  owns(id: string): boolean {
    return this.#held.leaseOf(id) !== undefined;
  }

  get heldPartitions(): readonly HeldPartition[] {
    return this.#held.all;
  }

  seqInMemory(id: string): number | undefined {
    return this.#live.get(id)?.seq;
  }

  rests(id: string): boolean {
    return this.#resting.has(id);
  }

  onMoved(listener: (moved: Moved) => void): () => void {
    return this.#held.onMoved(listener);
  }

  /** Takes no more commands, and resolves when the last one that was taken has its answer. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const stop of this.#upkeep) stop();
    this.#rereading.stop();
    this.#resting.clear();
    await Promise.all([...this.#recoveries, this.#openings.done(), ...this.#loading.values()]);
    await Promise.all([...this.#live.values()].map((session) => session.stop()));
    await this.#ports.committer.idle();
  }

  async open(request: OpenRequest, host: string): Promise<Standing | Refusal> {
    return this.#stopping ? refuse("shutting_down") : this.#openings.open(request, host);
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
    if (!this.#held.leaseOf(id)) return refused("stale_epoch");
    const session = await this.#load(id);
    if (isRefusal(session)) return { kind: "refused", refusal: session };
    // What was read while everything stops is not kept, so nobody would wait for what it does.
    return this.#stopping ? refused("shutting_down") : session.submit(command);
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
    const lease = this.#held.leaseOf(id);
    const stood = await readBack(this.#ports, id);
    // Another node may have written until the partition came here, which was after some of it was read.
    if (this.#held.leaseOf(id)?.epoch !== lease?.epoch) return this.#readBack(id);
    // What the store could not tell may still be there.
    if (!isRefusal(stood) || stood.refused !== "outcome_unknown") this.#resting.delete(id);
    if (isRefusal(stood)) return stood;
    const readUnder = lease ?? { partition: partitionOf(id), epoch: 0 };
    const session = this.#newLive({ ...stood, lease: readUnder });
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
    // What was written before the partition was given up is the next owner's to go on with.
    if (!this.#held.has(session.lease)) return session;
    this.#live.set(session.id, session);
    // Players whose clock ran out while nobody looked after it, or the process stood still, get a while to come back.
    session.arm(Math.max(this.#held.notBefore(session.lease), this.#ports.grace.until));
    void this.#pauses.readBack(session);
    return session;
  }

  #forget(session: LiveSession, why: Departure): void {
    if (why === "lost") this.lose(session.lease);
    if (this.#live.get(session.id) !== session) return;
    this.#live.delete(session.id);
    this.#pauses.forget(session);
    if (why === "old") void this.#rereading.now(session.id);
  }

  /** [C1] Another node has raised the partition's epoch: none of its sessions may stay in memory. */
  lose({ partition, epoch }: HeldPartition): void {
    if (!this.#held.has({ partition, epoch })) return;
    this.#held.delete(partition);
    this.#ports.log.warn({ partition }, "another node owns the partition now");
    for (const session of this.#live.values())
      if (session.lease.partition === partition) session.forget("lost");
    this.#forgetResting(new Set([partition]));
    this.#held.tell({ kind: "lost", partitions: [partition] });
  }

  #forgetResting(partitions: ReadonlySet<number>): void {
    for (const id of this.#resting.where((_rest, resting) => partitions.has(partitionOf(resting))))
      this.#resting.delete(id);
  }

  get #kept(): Kept {
    return {
      ports: this.#ports,
      settings: this.#settings,
      held: this.#held,
      live: this.#live,
      resting: this.#resting,
      pauses: this.#pauses,
      rereading: this.#rereading,
      sessions: this,
    };
  }
}
