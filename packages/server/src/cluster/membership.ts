import {
  deadNodeShownMs,
  handOverPartitionsMax,
  handOverWaitMs,
  partitionCount,
  recoveryGraceMs,
  renewalsPerLease,
  routePauseMs,
} from "../limits.ts";
import { periodically } from "../periodically.ts";
import type { Clock } from "../ports/clock.ts";
import type { HeldPartition, NodeIdentity, SharedStore } from "../ports/leases.ts";
import type { Log } from "../ports/log.ts";
import type { OwnedSessions } from "../sessions/contract.ts";
import type { Colleagues } from "./colleagues.ts";
import type { Directory } from "./directory.ts";
import { Placement } from "./placement.ts";

export interface MembershipPorts {
  readonly store: Pick<SharedStore, "leases" | "runningIn">;
  readonly sessions: OwnedSessions;
  readonly directory: Directory;
  readonly colleagues: Colleagues;
  readonly clock: Clock;
  readonly log: Log;
}

export interface MembershipOptions {
  readonly identity: NodeIdentity;
  readonly leaseMs: number;
  /** Each renewal brings the store's time. */
  readonly onRenewed: (storeNow: number) => void;
  /** Another process has come under this node's name: this one owns nothing any more, and had better end. */
  readonly onSuperseded: () => void;
}

/**
 * This node as one of several: it renews its lease, takes the partitions that fall to it, and gives those away that fall to
 * others. What it owns changes in one place and one step after the other; every step may fail half-way, since the next
 * renewal shows what is and each step begins with that.
 */
export class Membership {
  readonly #ports: MembershipPorts;
  readonly #options: MembershipOptions;
  readonly #placement = new Placement();
  readonly #stops: (() => void)[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #taking: Promise<void> | undefined;
  #handingOver: Promise<void> | undefined;
  #renewedAt = Number.NEGATIVE_INFINITY;
  #isDraining = false;
  readonly #over = new AbortController();
  #takenCount = 0;

  constructor(ports: MembershipPorts, options: MembershipOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  get id(): string {
    return this.#options.identity.id;
  }
  get isDraining(): boolean {
    return this.#isDraining;
  }
  /** How many partitions it has taken since it came. */
  get takenCount(): number {
    return this.#takenCount;
  }
  /** By this node's clock; 0 or less: others may take what it owns. */
  get leaseLeftMs(): number {
    return this.#renewedAt + this.#options.leaseMs - this.#ports.clock.ticks();
  }

  /** Joins, and owns what falls to it, when it resolves. Rejects when the store does not answer. */
  async start(): Promise<void> {
    const { clock, colleagues, directory } = this.#ports;
    this.#stops.push(
      colleagues.onAnnouncement((said) => {
        if (said.say === "owns" && said.node !== this.id) {
          directory.learn(said.node, said.held);
          this.#dropLost();
        }
        if (said.say === "released" && said.to === this.id)
          void this.#attempt(this.#inTurn(() => this.#take(said.partitions, 0)));
      }),
    );
    await this.#renew();
    await this.#takeFree();
    const everyMs = this.#options.leaseMs / renewalsPerLease;
    this.#stops.push(periodically(clock, everyMs, () => this.#beat()));
  }

  /** Gives everything to the others; resolves when it is theirs, when nobody is there to take it, or after `withinMs`. */
  async drain(withinMs: number): Promise<void> {
    const { clock, directory, sessions } = this.#ports;
    this.#isDraining = true;
    const until = clock.ticks() + withinMs;
    const isEmpty = (): boolean => sessions.heldPartitions.length === 0;
    while (!isEmpty() && clock.ticks() < until && !this.#over.signal.aborted) {
      await this.#beat();
      await this.#handingOver;
      if (!this.#hasOthers()) return;
      await directory.until(isEmpty, routePauseMs);
    }
  }

  /** Leaves; what is still owned is free from then on. The sessions have been stopped before. */
  async stop(): Promise<void> {
    if (this.#over.signal.aborted) return;
    this.#end();
    await Promise.all([this.#handingOver, this.#taking]);
    await this.#turn;
    await this.#attempt(this.#ports.store.leases.leave(this.#options.identity));
  }

  #end(): void {
    this.#over.abort();
    for (const stop of this.#stops) stop();
  }

  /** Something was lost to another node: what is known of the others is old. */
  lookAgain(): void {
    void this.#beat();
  }

  async #beat(): Promise<void> {
    if (this.#over.signal.aborted) return;
    await this.#attempt(this.#renew());
    // What changes owners waits for others' commits under way; meanwhile the lease has to be renewed.
    this.#taking ??= this.#attempt(this.#takeFree()).finally(() => (this.#taking = undefined));
    this.#handingOver ??= this.#attempt(this.#handOverAll()).finally(
      () => (this.#handingOver = undefined),
    );
  }

  #takeFree(): Promise<void> {
    return this.#inTurn(() => this.#take(this.#freePartitions(), recoveryGraceMs));
  }

  async #renew(): Promise<void> {
    const { store, directory, clock } = this.#ports;
    const { identity, leaseMs, onRenewed } = this.#options;
    const askedAt = clock.ticks();
    const picture = await store.leases.renew(identity, { isDraining: this.#isDraining }, leaseMs);
    if (picture === "superseded") return this.#giveUp();
    this.#renewedAt = askedAt;
    directory.see(picture);
    onRenewed(picture.now);
    this.#dropLost();
    if (picture.nodes.some(({ leaseLeftMs }) => leaseLeftMs < -deadNodeShownMs))
      void this.#attempt(store.leases.forget(deadNodeShownMs));
  }

  /** [C1] What has a later epoch than it is held under is somebody else's. */
  #dropLost(): void {
    const { directory, sessions } = this.#ports;
    for (const held of sessions.heldPartitions)
      if (directory.partition(held.partition).epoch > held.epoch) sessions.lose(held);
  }

  /** [C1] The newer process takes what this one owned; nothing of it is committed here any more. */
  #giveUp(): void {
    const { sessions, log } = this.#ports;
    log.error({ node: this.id }, "another process runs under this node's name");
    this.#end();
    for (const held of sessions.heldPartitions) sessions.lose(held);
    this.#options.onSuperseded();
  }

  /** Those that fall to this node, and that no living node keeps. */
  #freePartitions(): number[] {
    const { directory, sessions } = this.#ports;
    const held = new Set(sessions.heldPartitions.map(({ partition }) => partition));
    const free: number[] = [];
    for (let partition = 0; partition < partitionCount; partition++) {
      const { owner } = directory.partition(partition);
      const isKept = owner !== null && owner !== this.id && this.#isAlive(owner);
      const isMine = owner === this.id || this.#placeOf(partition) === this.id;
      if (!held.has(partition) && !isKept && isMine) free.push(partition);
    }
    return free;
  }

  #placeOf(partition: number): string | undefined {
    const { directory } = this.#ports;
    return this.#placement.placeOf(
      partition,
      directory.partition(partition).pinned,
      directory.nodes,
    );
  }

  #isAlive(id: string): boolean {
    return (this.#ports.directory.nodeOf(id)?.leaseLeftMs ?? 0) > 0;
  }
  /** Whether somebody is there who would take what this node gives up. */
  #hasOthers(): boolean {
    return this.#ports.directory.nodes.some(
      ({ id, isDraining }) => id !== this.id && !isDraining && this.#isAlive(id),
    );
  }

  /** Takes those of these that it may have; their clocks ring after `graceMs` at the soonest. */
  async #take(wanted: readonly number[], graceMs: number): Promise<void> {
    const { store, sessions, directory, colleagues, log } = this.#ports;
    const held = new Set(sessions.heldPartitions.map(({ partition }) => partition));
    const missing = wanted.filter((partition) => !held.has(partition));
    if (this.#over.signal.aborted || missing.length === 0) return;
    const epochs = await store.leases.take(this.id, missing);
    const taken = missing.flatMap((partition, at) => {
      const epoch = epochs[at];
      return epoch === undefined || epoch === null ? [] : [{ partition, epoch }];
    });
    if (taken.length === 0) return;
    const runs = await store.runningIn(taken.map(({ partition }) => partition));
    if (this.#over.signal.aborted) return;
    sessions.gain(taken, runs, graceMs);
    this.#takenCount += taken.length;
    directory.learn(this.id, taken);
    colleagues.announce({ say: "owns", node: this.id, held: taken });
    log.info({ partitions: taken.length, sessions: runs.length }, "partitions were taken");
  }

  /** Those that fall to others go to them, some at a time, so that none of them is without an owner for long. */
  async #handOverAll(): Promise<void> {
    const { sessions, directory } = this.#ports;
    const moves = new Map<string, HeldPartition[]>();
    for (const held of sessions.heldPartitions) {
      const to = this.#placeOf(held.partition);
      // Where all are leaving, they would pass everything to and fro.
      const isStaying = to !== undefined && directory.nodeOf(to)?.isDraining === false;
      if (isStaying && to !== this.id) moves.set(to, [...(moves.get(to) ?? []), held]);
    }
    for (const [to, held] of moves) {
      for (let from = 0; from < held.length; from += handOverPartitionsMax) {
        if (this.#over.signal.aborted || !this.#isAlive(to)) break;
        const some = held.slice(from, from + handOverPartitionsMax);
        await this.#inTurn(() => this.#release(some, to));
        const isTaken = ({ partition, epoch }: HeldPartition): boolean =>
          directory.partition(partition).epoch > epoch;
        await directory.until(() => some.every(isTaken), handOverWaitMs, this.#over.signal);
      }
    }
  }

  async #release(held: readonly HeldPartition[], to: string): Promise<void> {
    const { store, sessions, colleagues } = this.#ports;
    const partitions = held.map(({ partition }) => partition);
    await sessions.yield(partitions);
    await store.leases.release(held, to);
    colleagues.announce({ say: "released", to, partitions });
  }

  /** One after the other, whatever became of the one before. */
  #inTurn(step: () => Promise<void>): Promise<void> {
    const run = this.#turn.then(step);
    this.#turn = run.catch(() => undefined);
    return run;
  }

  /** What fails here is done again by the next renewal, as far as it is still to be done. */
  #attempt(what: Promise<void>): Promise<void> {
    return what.catch((error: unknown) => {
      this.#ports.log.warn(
        { error: String(error) },
        "the store did not do what a node asked of it",
      );
    });
  }
}
