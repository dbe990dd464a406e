import {
  canonicalJson,
  GameFault,
  isRefusal,
  refuse,
  type Command,
  type Deed,
  type PlatformRefusal,
  type Refusal,
  type SessionSetup,
  type SessionState,
} from "@parlor/kit";
import { decodeEntry, type CreateCommand } from "../journal/contract.ts";
import { poolAttemptsMax, sessionFaultsMax, sessionQueueMax, timerRetryMs } from "../limits.ts";
import type { Engine } from "../ports/engine.ts";
import type { Opening, Verdict } from "../ports/store.ts";
import { Alarm, nextDue } from "./alarm.ts";
import { commitOf, type Lease } from "./commit-of.ts";
import type { Outcome, Standing } from "./contract.ts";
import { madeOf, type Made } from "./made.ts";
import { ownId } from "./own-commands.ts";
import { isPoolAccount, tellBalances } from "./pool-balances.ts";
import { RecentIds } from "./recent-ids.ts";
import type { Beginning, SessionPorts } from "./session-ports.ts";
import { stepOf } from "./step-of.ts";

/**
 * Why a session left the memory: it has ended; what is here is `old` and has to be read anew;
 * another node owns its partition; nobody has used it for a while; the server stops.
 */
export type Departure = "ended" | "old" | "lost" | "resting" | "stopped";

type Committed = Extract<Verdict, { readonly kind: "committed" }>;

interface Queued {
  readonly command: Command;
  readonly resolve: (outcome: Outcome) => void;
}

export const refused = (code: PlatformRefusal, detail?: string): Outcome => ({
  kind: "refused",
  refusal: refuse(code, detail),
});

/**
 * One session in memory: a bounded queue that works on one command at a time. Its state is only a
 * cache of the journal. When the store's answer does not fit it, it is forgotten and read anew.
 */
export class LiveSession implements Standing {
  readonly id: string;
  readonly setup: SessionSetup;
  readonly engine: Engine;
  readonly lease: Lease;
  readonly #ports: SessionPorts;
  readonly #seeds: Beginning["seeds"];
  readonly #gone: (session: LiveSession, why: Departure) => void;
  readonly #alarm: Alarm;
  readonly #recent: RecentIds;
  readonly #queue: Queued[] = [];
  #running: Promise<void> | undefined;
  #forgotten = false;
  #stopping = false;
  #faults = 0;
  /** How often in a row somebody else was paid first from the pool that a command pays from. */
  #poolsLost = 0;
  #usedAt: number;
  /** What this object has told the store; what others told before is not known. */
  #toldWakeAt = Number.POSITIVE_INFINITY;
  #state: SessionState;
  #seq: number;
  #hash: string;
  #at: number;
  /** The last write, if it is durable, has a later position than this one. */
  #writtenAfter: number;

  /** `gone` is called once, when the session leaves the memory. */
  constructor(
    ports: SessionPorts,
    beginning: Beginning,
    gone: (session: LiveSession, why: Departure) => void,
  ) {
    this.#ports = ports;
    this.id = beginning.id;
    this.setup = beginning.setup;
    this.engine = beginning.engine;
    this.lease = beginning.lease;
    this.#seeds = beginning.seeds;
    this.#state = beginning.state;
    this.#seq = beginning.seq;
    this.#hash = beginning.hash;
    this.#at = beginning.at;
    this.#writtenAfter = ports.hub.position;
    this.#gone = gone;
    this.#usedAt = ports.clock.now();
    this.#recent = new RecentIds(beginning.recent);
    this.#alarm = new Alarm(ports, (timer) => void this.#ring(timer));
  }

  get state(): SessionState {
    return this.#state;
  }
  get seq(): number {
    return this.#seq;
  }
  get hash(): string {
    return this.#hash;
  }

  /** Writes the journal's first entry; a session that is read back has one already. */
  async create(command: CreateCommand, deed: Deed, opening: Opening): Promise<Refusal | undefined> {
    const done = { state: this.#state, deed };
    const wakeAt = this.#wakeAt(this.#state);
    const made = commitOf(this, command, done, this.#state.createdAt, opening, wakeAt);
    this.#writtenAfter = this.#ports.hub.position;
    const verdict = await this.#ports.committer.commit(made.commit);
    if (verdict.kind === "committed") {
      this.#take({ ...made, state: this.#state }, verdict);
      return undefined;
    }
    this.forget(verdict.kind === "stale_epoch" ? "lost" : "old");
    return refuse("stale_epoch");
  }

  /** Resolves when the command is durable, or refused; it never rejects. */
  submit(command: Command): Promise<Outcome> {
    if (this.#forgotten || this.#stopping) return Promise.resolve(refused("stale_epoch"));
    if (this.#queue.length >= sessionQueueMax) return Promise.resolve(refused("queue_full"));
    return new Promise((resolve) => {
      this.#queue.push({ command, resolve });
      this.#running ??= this.#run();
    });
  }

  /** Somebody looks at it. */
  use(): void {
    this.#usedAt = this.#ports.clock.now();
  }

  /** Nobody has asked for it after this moment, and nothing is under way. */
  isUnusedSince(at: number): boolean {
    return this.#usedAt <= at && this.#running === undefined && this.#queue.length === 0;
  }

  /** Starts the session's clocks; a timer never fires before `notBefore`. */
  arm(notBefore = 0): void {
    if (!this.#forgotten && !this.#stopping) this.#alarm.set(this.#state, notBefore);
  }

  async #ring(timer: string): Promise<void> {
    const outcome = await this.submit({ kind: "timeout", id: ownId("timeout", this.#seq), timer });
    this.#alarm.answered();
    // A timer that still runs, because the game failed or the queue was full, rings again in a while.
    const runs = outcome.kind === "refused" && outcome.refusal.refused !== "timer_not_due";
    this.arm(runs ? this.#ports.clock.now() + timerRetryMs : 0);
  }

  /** Lets go of the memory: what is queued is answered with `stale_epoch`, which may be sent again. */
  forget(why: Departure): void {
    if (this.#forgotten) return;
    this.#forgotten = true;
    this.#alarm.stop();
    if (why === "old") this.#ports.untold.note(this.id, this.#seq, this.#writtenAfter);
    this.#gone(this, why);
  }

  /** Stops the clocks, finishes what is queued, and lets go. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#alarm.stop();
    await this.#running;
    this.forget("stopped");
  }

  async #run(): Promise<void> {
    const { committer } = this.#ports;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const entered = committer.enter();
      if (entered) await entered;
      next.resolve(this.#forgotten ? refused("stale_epoch") : await this.#answer(next.command));
      committer.leave();
    }
    this.#running = undefined;
  }

  async #answer(command: Command): Promise<Outcome> {
    try {
      if (this.#recent.has(command.id))
        return (await this.#repeated(command)) ?? refused("outcome_unknown");
      return await this.#perform(command);
    } catch (error) {
      // A store that broke, or a bug: nobody knows what is on the disk until it is read.
      const facts = { session: this.id, command: command.id, error: String(error) };
      this.#ports.log.error(facts, "the session is read anew");
      this.forget("old");
      return refused("outcome_unknown");
    }
  }

  /** `at` is the command's time where it is worked out once more. */
  async #perform(command: Command, at?: number): Promise<Outcome> {
    if (at === undefined) this.#poolsLost = 0;
    this.use();
    // After a restart, or on another machine, the clock may be behind the journal's last entry.
    const now = at ?? Math.max(this.#usedAt, this.#at);
    const step = stepOf(this.#ports, this, command, now, this.#seeds);
    // An engine that answers at once does not cost the session a turn.
    const done = step instanceof Promise ? await this.#ports.committer.aside(step) : step;
    const made = madeOf(this, command, done, now, (state) => this.#wakeAt(state));
    if (made instanceof GameFault || isRefusal(made)) {
      // [J2] A command that was done long ago gets the reply it had then, whatever it would do now.
      const earlier = this.#recent.size < this.#seq ? await this.#repeated(command) : undefined;
      if (earlier) return earlier;
      return made instanceof GameFault ? this.#faulted(made) : { kind: "refused", refusal: made };
    }
    this.#writtenAfter = this.#ports.hub.position;
    return this.#outcome(command, made, await this.#ports.committer.commit(made.commit));
  }

  /**
   * Somebody else was paid from the pool that the command pays from. Nothing was drawn that is not drawn again: with
   * the same state, time and seeds it is the same command, and only what the pool shows is another.
   */
  #workOutAnew(command: Command, { entry }: Made, account: string): Promise<Outcome> | Outcome {
    this.#ports.pools.forget(account, this.setup.currency);
    this.#poolsLost += 1;
    return this.#poolsLost < poolAttemptsMax
      ? this.#perform(command, entry.at)
      : refused("pool_contended");
  }

  /**
   * What the store has to be told, so that a clock rings although nobody has asked for the session since a restart. A clock that
   * is moved on with every turn is told once: to be woken early does no harm.
   */
  #wakeAt(state: SessionState): number | undefined {
    const dueAt = nextDue(state)?.dueAt;
    return dueAt !== undefined && dueAt < this.#toldWakeAt ? dueAt : undefined;
  }

  /** [J2] The stored reply, if the command is the same to the letter. */
  async #repeated(command: Command): Promise<Outcome | undefined> {
    const row = await this.#ports.store.entryOf(this.id, command.id);
    if (!row) return undefined;
    const entry = decodeEntry(row);
    const same = canonicalJson(entry.command) === canonicalJson(command);
    return same ? { kind: "done", entry } : refused("id_reused");
  }

  #faulted(fault: GameFault): Outcome {
    const { log, registry } = this.#ports;
    this.#faults += 1;
    log.error({ session: this.id, game: this.setup.game, fault: fault.message }, "the game failed");
    registry.reportFault(this.setup.game.id);
    if (this.#faults >= sessionFaultsMax) {
      const id = ownId("void", this.#seq);
      const detail = "the game failed repeatedly";
      const command = { kind: "void", id, by: "system", detail } as const;
      this.#queue.unshift({ command, resolve: () => undefined });
    }
    return refused("game_fault");
  }

  /** The commit is durable: from here on nothing can un-happen. */
  #take({ entry, commit, state }: Made, verdict: Committed): void {
    this.#state = state;
    this.#seq = entry.seq;
    this.#hash = commit.entry.hash;
    this.#at = entry.at;
    this.#faults = 0;
    this.#toldWakeAt = commit.wakeAt ?? this.#toldWakeAt;
    this.#recent.add(entry.command.id);
    const { position, balances } = verdict;
    this.#ports.hub.publish({ session: this.id, setup: this.setup, state, entry, position });
    tellBalances(this.#ports, this.setup.currency, balances);
    if (state.phase.status === "ended") this.forget("ended");
    else this.arm();
  }

  async #outcome(command: Command, made: Made, verdict: Verdict): Promise<Outcome> {
    switch (verdict.kind) {
      case "committed":
        this.#take(made, verdict);
        return { kind: "done", entry: made.entry };
      case "known":
        return (await this.#repeated(command)) ?? refused("outcome_unknown");
      case "uncovered":
        return isPoolAccount(verdict.account)
          ? this.#workOutAnew(command, made, verdict.account)
          : refused("insufficient_funds");
      default:
        // Another node has the session, or wrote to it: what is here is old.
        this.forget(verdict.kind === "stale_epoch" ? "lost" : "old");
        return refused("stale_epoch");
    }
  }
}
