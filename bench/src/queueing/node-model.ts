import { commandsUnderWayMax } from "@parlor/server/testing/committer";
import { Fifo } from "./fifo.ts";
import { GroupCommit, serverRules, type CommitRules } from "./group-commit.ts";
import type { Station } from "./station.ts";
import type { Write } from "./store-models.ts";
import type { Timeline } from "./timeline.ts";

export interface NodeCosts {
  /** Milliseconds on the main thread until a command's commit is handed on: queue, rules, entry, hashes. */
  readonly workMs: number;
  /** Milliseconds on the main thread once its verdict is there: memory, reply, whoever watches. */
  readonly answerMs: number;
  /** Milliseconds that a batch takes from thread to thread and back, and nobody works. */
  readonly handOverMs: number;
}

export interface NodeOptions {
  readonly timeline: Timeline;
  readonly mainThread: Station;
  readonly costs: NodeCosts;
  readonly write: Write;
  readonly rules?: CommitRules;
  readonly underWayMax?: number;
}

interface Command {
  readonly session: SessionQueue;
  readonly reply: () => void;
}

interface SessionQueue {
  readonly waiting: Fifo<Command>;
  isBusy: boolean;
}

/** A server from the moment that a command reaches its session until the reply: one main thread, and a store behind it. */
export class NodeModel {
  readonly #options: NodeOptions;
  readonly #underWayMax: number;
  readonly #sessions = new Map<number, SessionQueue>();
  readonly #entering = new Fifo<Command>();
  readonly #committer: GroupCommit<Command>;
  #underWay = 0;

  constructor(options: NodeOptions) {
    this.#options = options;
    this.#underWayMax = options.underWayMax ?? commandsUnderWayMax;
    this.#committer = new GroupCommit<Command>({
      rules: options.rules ?? serverRules,
      later: (run) => options.mainThread.serve(0, run),
      write: (batch, written) => this.#write(batch, written),
    });
  }

  submit(sessionNumber: number, reply: () => void): void {
    const session = this.#sessions.get(sessionNumber) ?? { waiting: new Fifo(), isBusy: false };
    this.#sessions.set(sessionNumber, session);
    session.waiting.push({ session, reply });
    if (!session.isBusy) this.#next(session);
  }

  #next(session: SessionQueue): void {
    const command = session.waiting.shift();
    session.isBusy = command !== undefined;
    if (!command) return;
    if (this.#underWay < this.#underWayMax) {
      this.#underWay += 1;
      this.#work(command);
    } else this.#entering.push(command);
  }

  #work(command: Command): void {
    const { mainThread, costs } = this.#options;
    mainThread.serve(costs.workMs, () => this.#committer.commit(command));
  }

  #write(batch: readonly Command[], written: () => void): void {
    const { timeline, mainThread, costs, write } = this.#options;
    write(batch.length, () =>
      timeline.after(costs.handOverMs, () =>
        mainThread.serve(0, () => {
          for (const command of batch)
            mainThread.serve(costs.answerMs, () => this.#answered(command));
          written();
        }),
      ),
    );
  }

  #answered({ session, reply }: Command): void {
    reply();
    const entering = this.#entering.shift();
    if (entering) this.#work(entering);
    else this.#underWay -= 1;
    this.#next(session);
  }
}
