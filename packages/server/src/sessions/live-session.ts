import {
  canonicalJson,
  refuse,
  type Command,
  type Deed,
  type PlatformRefusal,
  type Seeds,
  type SessionSetup,
  type SessionState,
} from "@parlor/kit";
import type { EventHub } from "../events/contract.ts";
import {
  decodeEntry,
  encodeEntry,
  stateText,
  textHash,
  type CreateCommand,
  type Entry,
} from "../journal/contract.ts";
import {
  recentCommandsMax,
  sessionFaultsMax,
  sessionQueueMax,
  snapshotEveryEntries,
  timerRetryMs,
} from "../limits.ts";
import type { Clock } from "../ports/clock.ts";
import type { Engine } from "../ports/engine.ts";
import type { Log } from "../ports/log.ts";
import type { Commit, Opening, Store, Verdict } from "../ports/store.ts";
import type { Registry } from "../registry/contract.ts";
import { Alarm } from "./alarm.ts";
import type { Committer } from "./committer.ts";
import type { Outcome, Standing } from "./contract.ts";
import { summaryOf } from "./session-views.ts";

/** What every live session shares. */
export interface SessionPorts {
  readonly store: Store;
  readonly committer: Committer;
  readonly clock: Clock;
  readonly hub: EventHub;
  readonly registry: Registry;
  readonly log: Log;
}

export interface Lease {
  readonly partition: number;
  readonly epoch: number;
}

/** Where a session stands when it is taken into memory. */
export interface Beginning {
  readonly id: string;
  readonly engine: Engine;
  readonly setup: SessionSetup;
  readonly seeds: Seeds;
  readonly lease: Lease;
  readonly state: SessionState;
  readonly seq: number;
  readonly hash: string;
  /** The ids of the latest commands. */
  readonly recent: readonly string[];
}

interface Written {
  readonly entry: Entry;
  readonly verdict: Verdict;
}

interface Queued {
  readonly command: Command;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

const refused = (code: PlatformRefusal, detail?: string): Outcome => ({
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
  readonly #ports: SessionPorts;
  readonly #seeds: Seeds;
  readonly #lease: Lease;
  readonly #gone: (session: LiveSession) => void;
  readonly #alarm: Alarm;
  /** The ids of the latest commands; what became of them is in the store. */
  readonly #recent = new Set<string>();
  #queue: Queued[] = [];
  #running: Promise<void> | undefined;
  #forgotten = false;
  #faults = 0;
  #state: SessionState;
  #seq: number;
  #hash: string;

  /** `gone` is called once, when the session has ended or must be read anew. */
  constructor(ports: SessionPorts, beginning: Beginning, gone: (session: LiveSession) => void) {
    this.#ports = ports;
    this.id = beginning.id;
    this.setup = beginning.setup;
    this.engine = beginning.engine;
    this.#seeds = beginning.seeds;
    this.#lease = beginning.lease;
    this.#state = beginning.state;
    this.#seq = beginning.seq;
    this.#hash = beginning.hash;
    this.#gone = gone;
    for (const id of beginning.recent) this.#remember(id);
    this.#alarm = new Alarm(ports.clock, (command) => this.#ring(command));
  }

  get state(): SessionState {
    return this.#state;
  }
  get seq(): number {
    return this.#seq;
  }

  /** Writes the journal's first entry; a session that is read back has one already. */
  async create(command: CreateCommand, deed: Deed, opening: Opening): Promise<Verdict> {
    const written = await this.#commit(
      command,
      { state: this.#state, deed },
      this.#state.createdAt,
      opening,
    );
    return written.verdict;
  }

  submit(command: Command): Promise<Outcome> {
    if (this.#forgotten) return Promise.resolve(refused("stale_epoch"));
    if (this.#queue.length >= sessionQueueMax) return Promise.resolve(refused("queue_full"));
    return new Promise((resolve, reject) => {
      this.#queue.push({ command, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Starts the session's clocks; a timer never fires before `notBefore`. */
  arm(notBefore = 0): void {
    if (!this.#forgotten) this.#alarm.set(this.#state, notBefore);
  }

  async #ring(command: Command): Promise<void> {
    const outcome = await this.submit(command);
    // The timer still runs when the game failed or the queue was full: it rings again in a while.
    if (outcome.kind === "refused") this.arm(this.#ports.clock.now() + timerRetryMs);
  }

  /** Lets go of the memory: what is queued is answered with `stale_epoch`, which may be sent again. */
  forget(): void {
    if (this.#forgotten) return;
    this.#forgotten = true;
    this.#alarm.stop();
    this.#gone(this);
  }

  /** Resolves when the queue is empty. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      if (this.#forgotten) {
        next.resolve(
          refused(this.#state.phase.status === "ended" ? "session_ended" : "stale_epoch"),
        );
        continue;
      }
      try {
        next.resolve(await this.#handle(next.command));
      } catch (error) {
        // A bug, or a store that broke: what stands in memory may not be what is on the disk.
        this.#ports.log.error(
          { session: this.id, error: String(error) },
          "the session is read anew",
        );
        this.forget();
        next.reject(error);
      }
    }
    this.#running = undefined;
  }

  async #handle(command: Command): Promise<Outcome> {
    if (this.#recent.has(command.id))
      return (await this.#repeated(command)) ?? refused("outcome_unknown");
    const { clock, registry } = this.#ports;
    if (needsGame(command) && !registry.isRunning(this.setup.game.id))
      return refused("game_unavailable");
    const now = clock.now();
    const context = { session: this.id, now, seeds: this.#seeds };
    const step = await this.engine.step(this.setup, this.#state, command, context);
    switch (step.kind) {
      case "refused":
        // [J2] A command that was done long ago gets the reply it had then.
        return (this.#recent.size < this.#seq && (await this.#repeated(command))) || step;
      case "fault":
        return this.#faulted(step.fault);
      default:
        return this.#outcome(command, await this.#commit(command, step, now));
    }
  }

  /** [J2] The stored reply, if the command is the same to the letter. */
  async #repeated(command: Command): Promise<Outcome | undefined> {
    const row = await this.#ports.store.entryOf(this.id, command.id);
    if (!row) return undefined;
    const entry = decodeEntry(row);
    const same = canonicalJson(entry.command) === canonicalJson(command);
    return same ? { kind: "done", entry } : refused("id_reused");
  }

  #faulted(fault: Error): Outcome {
    const { log, registry } = this.#ports;
    this.#faults += 1;
    log.error({ session: this.id, game: this.setup.game, fault: fault.message }, "the game failed");
    registry.reportFault(this.setup.game.id);
    if (this.#faults >= sessionFaultsMax) {
      const command = {
        kind: "void",
        id: `void:${this.#seq + 1}`,
        by: "system",
        detail: "the game failed repeatedly",
      } as const;
      this.#queue.unshift({ command, resolve: () => undefined, reject: () => undefined });
    }
    return refused("game_fault");
  }

  async #commit(
    command: Command | CreateCommand,
    step: { state: SessionState; deed: Deed },
    now: number,
    opening?: Opening,
  ): Promise<Written> {
    const text = stateText(step.state);
    const entry: Entry = {
      v: 1,
      session: this.id,
      seq: this.#seq + 1,
      prev: this.#hash,
      at: now,
      command,
      did: step.deed,
      state: textHash(text),
    };
    const { session: _id, ...row } = encodeEntry(entry);
    const ended = step.state.phase.status === "ended";
    const after: Standing = { id: this.id, setup: this.setup, state: step.state, seq: entry.seq };
    const commit: Commit = {
      session: this.id,
      ...this.#lease,
      entry: row,
      prev: this.#hash,
      currency: this.setup.currency,
      transfers: step.deed.transfers,
      ...(opening ? { opening } : {}),
      ...(ended || entry.seq % snapshotEveryEntries === 0 ? { snapshot: text } : {}),
      ...(opening || this.#listedAnew(step.state) ? { row: listed(after) } : {}),
    };
    const verdict = await this.#ports.committer.commit(commit);
    if (verdict.kind === "committed") this.#take(step.state, entry, row.hash, verdict);
    return { entry, verdict };
  }

  #listedAnew({ phase, players }: SessionState): boolean {
    return phase.status !== this.#state.phase.status || players !== this.#state.players;
  }

  /** The commit is durable: from here on nothing can un-happen. */
  #take(
    state: SessionState,
    entry: Entry,
    hash: string,
    verdict: Extract<Verdict, { kind: "committed" }>,
  ): void {
    this.#state = state;
    this.#seq = entry.seq;
    this.#hash = hash;
    this.#faults = 0;
    this.#remember(entry.command.id);
    const { hub } = this.#ports;
    hub.publish({ session: this.id, setup: this.setup, state, entry, position: verdict.position });
    for (const [account, balance] of Object.entries(verdict.balances)) {
      hub.publishBalance(account.slice("player:".length), this.setup.currency, balance);
    }
    if (state.phase.status === "ended") this.forget();
    else this.arm();
  }

  async #outcome(command: Command, { entry, verdict }: Written): Promise<Outcome> {
    switch (verdict.kind) {
      case "committed":
        return { kind: "done", entry };
      case "known":
        return (await this.#repeated(command)) ?? refused("outcome_unknown");
      case "uncovered":
        return refused("insufficient_funds");
      default:
        // Another node has the session, or wrote to it: what is here is old.
        this.forget();
        return refused("stale_epoch");
    }
  }

  #remember(id: string): void {
    this.#recent.add(id);
    if (this.#recent.size <= recentCommandsMax) return;
    for (const oldest of this.#recent) {
      this.#recent.delete(oldest);
      return;
    }
  }
}

const listed = (standing: Standing) => {
  const { id, game, status, createdAt } = summaryOf(standing);
  return { id, game, status, createdAt, summary: JSON.stringify(summaryOf(standing)) };
};

/** While a game is stopped, players may leave and operators may end; nothing else may run. */
const needsGame = ({ kind }: Command): boolean =>
  kind === "join" || kind === "act" || kind === "timeout" || kind === "resume";
