import { Fifo } from "./fifo.ts";
import { SharedSync, Station } from "./station.ts";
import type { Timeline } from "./timeline.ts";

/** What a batch costs: something for itself, and something for each commit in it. */
export interface Cost {
  readonly batch: number;
  readonly commit: number;
}
export const costOf = ({ batch, commit }: Cost, commitCount: number): number =>
  batch + commit * commitCount;

/**
 * Now and then a write takes much longer, since the log is copied to where its pages belong. It is due when so much was
 * written: a batch fills its `share` of what one of them clears.
 */
export interface Stall {
  readonly ms: number;
  readonly share: Cost;
}

class Stalls {
  readonly #stall: Stall;
  #filled = 0;

  constructor(stall: Stall) {
    this.#stall = stall;
  }

  /** How much longer this batch takes. */
  next(commitCount: number): number {
    this.#filled += costOf(this.#stall.share, commitCount);
    if (this.#filled < 1) return 0;
    this.#filled -= 1;
    return this.#stall.ms;
  }
}

/** Writes a batch of so many commits, and calls back when it is durable and answered. */
export type Write = (commitCount: number, written: () => void) => void;

export interface FileCosts {
  /** Milliseconds on the store's thread, its sync included. */
  readonly writeMs: Cost;
  readonly stall: Stall;
}

/** A file of a node's own with one thread that writes, batch after batch. */
export const fileStore = (timeline: Timeline, { writeMs, stall }: FileCosts): Write => {
  const thread = new Station(timeline);
  const stalls = new Stalls(stall);
  return (commitCount, written) =>
    thread.serve(costOf(writeMs, commitCount) + stalls.next(commitCount), written);
};

export interface DatabaseCosts {
  /** Milliseconds on one core of the database. */
  readonly writeMs: Cost;
  /** Milliseconds on the node's main thread, to ask and to read the answer. */
  readonly askMs: Cost;
  readonly stall: Stall;
}

/** A machine of databases: what all that use it share. */
export class DatabaseModel {
  readonly cores: Station;
  readonly log: SharedSync;
  constructor(timeline: Timeline, coreCount: number, syncMs: number) {
    this.cores = new Station(timeline, coreCount);
    this.log = new SharedSync(timeline, syncMs);
  }
}

/** Commits that go into one statement: as many as the PostgreSQL adapter takes together. */
const statementCommitsMax = 1_024;

interface Asked {
  readonly commitCount: number;
  readonly written: () => void;
}

export interface Connection {
  readonly timeline: Timeline;
  /** The node's. */
  readonly mainThread: Station;
  readonly database: DatabaseModel;
  readonly costs: DatabaseCosts;
  /** There and back. */
  readonly networkMs: number;
}

/** A node's one connection that writes: batches that gather while a statement runs go out as one. */
export const connectionTo = (connection: Connection): Write => {
  const { timeline, mainThread, database, costs, networkMs } = connection;
  const stalls = new Stalls(costs.stall);
  const asked = new Fifo<Asked>();
  let isBusy = false;
  const next = (): void => {
    const together: Asked[] = [];
    let commitCount = 0;
    for (let one = asked.shift(); one; one = asked.shift()) {
      together.push(one);
      commitCount += one.commitCount;
      // A batch is small beside a statement: what is over is left out of account.
      if (commitCount >= statementCommitsMax) break;
    }
    isBusy = together.length > 0;
    if (!isBusy) return;
    const databaseMs = costOf(costs.writeMs, commitCount) + stalls.next(commitCount);
    mainThread.serve(costOf(costs.askMs, commitCount), () =>
      database.cores.serve(databaseMs, () =>
        database.log.sync(() =>
          timeline.after(networkMs, () => {
            for (const { written } of together) written();
            next();
          }),
        ),
      ),
    );
  };
  return (commitCount, written) => {
    asked.push({ commitCount, written });
    if (!isBusy) next();
  };
};
