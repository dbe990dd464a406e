import type { History } from "../history.ts";
import { now, pause, until } from "../waiting.ts";
import { BusyTable } from "./busy-table.ts";
import { Guest, type GuestWorld } from "./guest.ts";
import type { TablePlan } from "./tables.ts";

export interface CrowdOptions {
  readonly addresses: readonly string[];
  readonly history: History;
  readonly seed: string;
  readonly plans: readonly TablePlan[];
  readonly thinkMs: number;
}

/** Between the arrivals of two tables: a server that has just started need not seat all of them in one moment. */
const arrivalMs = 60;

/** Everybody who plays in a run. */
export class Crowd {
  readonly tables: readonly BusyTable[];
  readonly #world: GuestWorld;
  readonly #guests: Guest[] = [];
  #isLeaving = false;
  readonly #leaving = Promise.withResolvers<void>();
  #games: Promise<void> = Promise.resolve();
  #isOver = false;
  /** What a program of the run threw: a bug of the run, and not of the cluster. */
  failure: Error | undefined;

  constructor({ addresses, history, seed, plans, thinkMs }: CrowdOptions) {
    const isLeaving = (): boolean => this.#isLeaving;
    this.#world = { addresses, history, seed, isLeaving };
    this.tables = plans.map((plan) => {
      const table: BusyTable = new BusyTable({
        plan,
        thinkMs,
        isLeaving,
        leaving: this.#leaving.promise,
        newGuest: async () => this.#newGuest(),
        onProgress: () => (table.progressAt = now()),
      });
      return table;
    });
  }

  begin(): void {
    const games = this.tables.map(async (table, index) => {
      await pause(index * arrivalMs);
      await table.play();
    });
    this.#games = Promise.all(games)
      .then(() => undefined)
      .catch((error: unknown) => {
        this.failure = error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => (this.#isOver = true));
  }

  /** The games at which nothing was done since this moment, after having waited for so long at most. */
  async idleSince(moment: number, timeoutMs: number): Promise<readonly BusyTable[]> {
    const idle = (): readonly BusyTable[] =>
      this.tables.filter(({ progressAt }) => progressAt < moment);
    await until(() => idle().length === 0 || this.failure !== undefined, timeoutMs);
    return idle();
  }

  /** Everybody gets the answer to what they asked last, and asks no more. False: some had none in time. */
  async settle(timeoutMs: number): Promise<boolean> {
    this.#isLeaving = true;
    this.#leaving.resolve();
    const isSettled = await until(() => this.#isOver, timeoutMs);
    if (this.failure !== undefined) throw this.failure;
    await Promise.all(this.#guests.map(async (guest) => guest.settled()));
    return isSettled;
  }

  get guests(): readonly Guest[] {
    return this.#guests;
  }

  async close(): Promise<void> {
    this.#isLeaving = true;
    this.#leaving.resolve();
    for (const { parlor } of this.#guests) parlor.close();
    // What still waits rejects now; it is of no interest.
    await this.#games;
  }

  async #newGuest(): Promise<Guest | undefined> {
    const guest = new Guest(this.#world, this.#guests.length);
    this.#guests.push(guest);
    return (await guest.arrive()) ? guest : undefined;
  }
}
