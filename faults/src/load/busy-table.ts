import { isRefusal } from "@parlor/client";
import { pause } from "../waiting.ts";
import type { Guest } from "./guest.ts";
import { SeatedGuest } from "./seat.ts";
import type { TablePlan } from "./tables.ts";

const askAgainMs = 200;
/** What they play for who play at several tables at once: most of the wallet, or nearly. */
const largeLimits = { min: 100_000, max: 2_000_000, step: 1_000 };

export interface BusyTableOptions {
  readonly plan: TablePlan;
  /** Makes somebody who has a full wallet; nothing when the run is over before. */
  readonly newGuest: () => Promise<Guest | undefined>;
  readonly thinkMs: number;
  readonly isLeaving: () => boolean;
  readonly leaving: Promise<void>;
  readonly onProgress: () => void;
}

/** One plan, played from the beginning of the run to its end: a session after the other. */
export class BusyTable {
  readonly game: string;
  readonly #options: BusyTableOptions;
  #people: (Guest | undefined)[] = [];
  #spectators: (Guest | undefined)[] = [];
  /** When somebody was last told that something was done, in the run's time. */
  progressAt = 0;
  session = "";

  constructor(options: BusyTableOptions) {
    this.#options = options;
    this.game = options.plan.game;
  }

  async play(): Promise<void> {
    const { plan, newGuest, isLeaving } = this.#options;
    const many = async (count: number): Promise<(Guest | undefined)[]> =>
      Promise.all(Array.from({ length: count }, newGuest));
    [this.#people, this.#spectators] = [await many(plan.people), await many(plan.spectators ?? 0)];
    const games = Array.from({ length: plan.atOnce ?? 1 }, async () => {
      while (!isLeaving()) await this.#session();
    });
    await Promise.all(games);
  }

  async #session(): Promise<void> {
    const { plan, leaving, isLeaving, thinkMs } = this.#options;
    const [host] = this.#people;
    if (!host) return;
    const session = await this.#open(host);
    if (session === undefined) return;
    this.session = session;
    const seated = this.#people.map(async (_, index) => this.#seat(session, index));
    if (plan.bots !== undefined) await this.#addBots(host, session, plan.bots);
    for (const spectator of this.#spectators)
      if (spectator) {
        const watching = { guest: spectator, session, isHost: false, thinkMs, isLeaving, leaving };
        seated.push(new SeatedGuest({ ...watching, onProgress: () => undefined }).watch());
      }
    await Promise.all(seated);
  }

  /** Somebody in this seat until the session is over: who is broke makes room for another. */
  async #seat(session: string, index: number): Promise<void> {
    const { thinkMs, isLeaving, leaving, onProgress, newGuest } = this.#options;
    const isHost = index === 0;
    for (;;) {
      const guest = this.#people[index];
      if (!guest) return;
      const seat = { guest, session, isHost, thinkMs, isLeaving, leaving, onProgress };
      if ((await new SeatedGuest(seat).play()) === "over") return;
      // At another of the tables where the guest plays somebody may have come already.
      if (this.#people[index] === guest) this.#people[index] = await newGuest();
    }
  }

  async #open({ parlor }: Guest): Promise<string | undefined> {
    const { plan, isLeaving } = this.#options;
    const { game } = plan;
    while (!isLeaving()) {
      const opened = await parlor.open({
        game,
        title: `Busy ${game}`,
        ...(plan.atOnce === undefined ? {} : { limits: largeLimits }),
        ...(plan.config === undefined ? {} : { config: plan.config }),
      });
      if (!isRefusal(opened)) return opened.info.id;
      await pause(askAgainMs);
    }
    return undefined;
  }

  async #addBots({ parlor }: Guest, session: string, count: number): Promise<void> {
    for (let seated = 0; seated < count && !this.#options.isLeaving();) {
      const answer = await parlor.addBots(session, { bot: "easy" });
      if (!isRefusal(answer)) seated += 1;
      // A person has come in between and taken the seat.
      else if (!answer.transient && answer.refused !== "seat_taken") return;
      else if (answer.refused === "table_full") return;
      else await pause(askAgainMs);
    }
  }
}
