import {
  connect,
  isRefusal,
  orThrow,
  Refused,
  type Answer,
  type Parlor,
  type Table,
  type TableUpdate,
} from "@parlor/client";
import { randomFrom, sampleChoice, seededDraws, type Action, type Random } from "@parlor/kit";

/** A command that the server has said it did. */
export interface Acknowledged {
  readonly session: string;
  readonly seq: number;
  readonly player: string;
  readonly kind: "join" | "act";
  readonly action?: Action;
}

/** Everybody who plays while the server dies, and what they were told was done. */
export class Crowd {
  readonly acknowledged: Acknowledged[] = [];
  readonly #url: string;
  readonly #seed: number;
  readonly #parlors: Parlor[] = [];
  readonly #loops: Promise<void>[] = [];
  readonly #leave = new AbortController();
  #listener: () => void = () => undefined;

  constructor(url: string, seed: number) {
    this.#url = url;
    this.#seed = seed;
  }

  /** Sits everybody down, and lets them play until `finish`. */
  async begin(): Promise<void> {
    const crapsPlayers = await Promise.all([0, 1, 2, 3].map(async () => this.#guest()));
    const craps = orThrow(await crapsPlayers[0]!.parlor.open({ game: "craps" })).info.id;
    for (const guest of crapsPlayers) this.#loop(guest, craps);
    for (let table = 0; table < 3; table++) {
      const guest = await this.#guest();
      const opened = orThrow(await guest.parlor.open({ game: "coin-flip" }));
      this.#loop(guest, opened.info.id);
    }
    for (let pair = 0; pair < 2; pair++) {
      const [one, other] = [await this.#guest(), await this.#guest()];
      this.#loops.push(this.#playMatches(one, other));
    }
  }

  /** Resolves as soon as so many more commands have been acknowledged: in the turn of the last one. */
  async acknowledgements(more: number): Promise<void> {
    const target = this.acknowledged.length + more;
    return new Promise((resolve) => {
      this.#listener = () => this.acknowledged.length >= target && resolve();
      this.#listener();
    });
  }

  /** Everybody gets the answer to their last command, and goes. */
  async finish(): Promise<void> {
    this.#leave.abort();
    await Promise.all(this.#loops);
    for (const parlor of this.#parlors) parlor.close();
  }

  close(): void {
    this.#leave.abort();
    for (const parlor of this.#parlors) parlor.close();
  }

  get #leaving(): boolean {
    return this.#leave.signal.aborted;
  }

  async #guest(): Promise<Guest> {
    const parlor = connect({ url: this.#url, backoff: { firstMs: 10, factor: 1.5, maxMs: 100 } });
    this.#parlors.push(parlor);
    const index = this.#parlors.length;
    const { player } = orThrow(await parlor.signIn(`Guest ${index}`));
    return {
      parlor,
      player: player.id,
      random: randomFrom(seededDraws(`${this.#seed}:${index}`)),
    };
  }

  #loop(guest: Guest, session: string): void {
    this.#loops.push(
      (async () => {
        const table = await this.#sit(guest, session);
        while (!this.#leaving) {
          await this.#until(table, ({ legal }) => (legal ?? []).length > 0);
          await this.#act(guest, table);
        }
      })(),
    );
  }

  /** One match of tic-tac-toe after the other. */
  async #playMatches(one: Guest, other: Guest): Promise<void> {
    while (!this.#leaving) {
      const opened = await one.parlor.open({ game: "tic-tac-toe" });
      if (isRefusal(opened)) {
        // The server or its database is away: it is asked again when it is back.
        await connected(one.parlor);
        continue;
      }
      const seats = [
        { guest: one, table: await this.#sit(one, opened.info.id) },
        { guest: other, table: await this.#sit(other, opened.info.id) },
      ];
      const matches = seats.map(async ({ guest, table }) => {
        for (;;) {
          await this.#until(
            table,
            ({ legal, status }) => (legal ?? []).length > 0 || status === "ended",
          );
          if (this.#leaving || table.latest?.view.status === "ended") return;
          await this.#act(guest, table);
        }
      });
      await Promise.all(matches);
    }
  }

  async #sit(guest: Guest, session: string): Promise<Table> {
    const table = guest.parlor.table(session);
    table.watch(() => undefined);
    // Whoever cannot be told what became of it asks again: at a table without them nobody would play.
    while (!this.#leaving) {
      const answer = await table.join();
      this.#take(guest, session, { kind: "join" }, answer);
      if (!isRefusal(answer) || answer.refused === "already_seated") break;
      if (!answer.transient) throw new Refused(answer);
    }
    return table;
  }

  async #act(guest: Guest, table: Table): Promise<void> {
    const legal = table.latest?.view.legal ?? [];
    if (legal.length === 0) return;
    const roll = legal.find(({ type }) => type === "roll");
    const choice = roll && guest.random.int(2) === 0 ? roll : guest.random.pick(legal);
    const action = sampleChoice(choice, guest.random);
    const answer = await table.act(action);
    this.#take(guest, table.session, { kind: "act", action }, answer);
    if (!isRefusal(answer)) await this.#until(table, ({ seq }) => seq >= answer.seq);
  }

  /** Or until everybody goes: what the others do may then never come. */
  async #until(table: Table, wished: (view: TableUpdate["view"]) => boolean): Promise<void> {
    const { signal } = this.#leave;
    if (signal.aborted) return;
    const { promise: left, resolve } = Promise.withResolvers<void>();
    const leave = (): void => resolve();
    signal.addEventListener("abort", leave);
    await Promise.race([left, table.until(({ view }) => wished(view))]);
    signal.removeEventListener("abort", leave);
  }

  #take(
    { player }: Guest,
    session: string,
    asked: Pick<Acknowledged, "kind" | "action">,
    answer: Answer,
  ): void {
    if (isRefusal(answer)) return;
    this.acknowledged.push({ session, seq: answer.seq, player, ...asked });
    this.#listener();
  }
}

interface Guest {
  readonly parlor: Parlor;
  readonly player: string;
  readonly random: Random;
}

const connected = async ({ state }: Parlor): Promise<void> =>
  new Promise((resolve) => {
    if (state.current.status === "open") return resolve();
    const stop = state.subscribe(({ status }) => {
      if (status !== "open" && status !== "closed") return;
      stop();
      resolve();
    });
  });
