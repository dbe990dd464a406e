import {
  connect,
  isRefusal,
  orThrow,
  type Parlor,
  type Table,
  type TableUpdate,
} from "@parlor/client";
import { holdem } from "@parlor/games/holdem";
import type { ActionOf, TypesOfGame } from "@parlor/kit";

type Types = TypesOfGame<typeof holdem>;
type Legal = NonNullable<TableUpdate<Types>["view"]["legal"]>;
export type HoldemAction = ActionOf<Types>;
export type HoldemUpdate = TableUpdate<Types>;

/** What a player does of what is legal; nothing: waits. All that a bot is, as far as this table knows. */
export type Policy = (legal: Legal) => HoldemAction | undefined;

/** Buys the least when out of chips, and then calls whatever comes. */
export const calls: Policy = (legal) => {
  const has = (type: string) => legal.some((choice) => choice.type === type);
  if (has("check")) return { type: "check" };
  if (has("call")) return { type: "call" };
  return buysIn(legal);
};

/** The least chips that may be bought, for a seat that has none: such a one has nothing else to do. */
export const buysIn: Policy = (legal) => {
  const buyIn = legal.find((choice) => choice.type === "buy-in");
  const broke = buyIn !== undefined && legal.length === 1;
  return broke && "min" in buyIn.fields.amount
    ? { type: "buy-in", amount: buyIn.fields.amount.min }
    : undefined;
};

/** As much as may be bet, with any two cards. */
export const shoves: Policy = (legal) => {
  const raise = legal.find((choice) => choice.type === "bet" || choice.type === "raise");
  return raise && "max" in raise.fields.to
    ? { type: raise.type, to: raise.fields.to.max }
    : calls(legal);
};

/** Somebody at the table, on a connection of their own. */
export class HoldemPlayer {
  readonly parlor: Parlor;
  readonly seat: number;
  readonly events: HoldemUpdate["events"][number][] = [];
  #table: Table<Types> | undefined;
  #policy: Policy | null = null;
  #playing: Promise<void> | null = null;
  #wake: () => void = () => undefined;

  constructor(url: string, seat: number) {
    this.parlor = connect({ url, backoff: { firstMs: 10, factor: 1.5, maxMs: 100 } });
    this.seat = seat;
  }

  get table(): Table<Types> {
    if (!this.#table) throw new Error("not at a table yet");
    return this.#table;
  }
  get view(): NonNullable<HoldemUpdate["view"]["view"]> {
    return this.table.latest?.view.view ?? neverSeen();
  }
  get hand() {
    return this.view.hand ?? neverSeen();
  }

  async arrive(session: string): Promise<void> {
    this.#table = this.parlor.table(holdem, session);
    this.#table.watch((update) => {
      this.events.push(...update.events);
      this.#wake();
    });
    await this.sit();
  }

  async sit(): Promise<void> {
    const { seq } = orThrow(await this.table.join({ seat: this.seat }));
    await this.seen(seq);
  }

  /** Does it, and has seen what came of it. */
  async act(action: HoldemAction): Promise<void> {
    const { seq } = orThrow(await this.table.act(action));
    await this.seen(seq);
  }

  /** Leaves at once; who is all-in, as soon as the hand is over. */
  async leave(): Promise<void> {
    let answer = await this.table.leave();
    if (isRefusal(answer) && answer.refused === "all_in") {
      await this.until(({ view }) => view.view?.hand?.results !== null);
      answer = await this.table.leave();
    }
    await this.seen(orThrow(answer).seq);
  }

  async seen(seq: number): Promise<void> {
    await this.until(({ view }) => view.seq >= seq);
  }

  async until(wished: (update: HoldemUpdate) => boolean): Promise<HoldemUpdate> {
    const found = await this.table.until(wished);
    if (isRefusal(found)) throw new Error(`refused: ${found.refused}`);
    return found;
  }

  async turn(): Promise<void> {
    await this.until(({ view }) => view.view?.hand?.turn === this.seat);
  }

  async balance(): Promise<number> {
    const { balances } = orThrow(await this.parlor.me());
    return Object.values(balances)[0] ?? 0;
  }

  /** Plays by the policy until `rest`. */
  play(policy: Policy): void {
    this.#policy = policy;
    this.#playing ??= this.#loop();
    this.#wake();
  }

  /** Stops after the command that is under way. */
  async rest(): Promise<void> {
    this.#policy = null;
    this.#wake();
    await this.#playing;
    this.#playing = null;
  }

  async #loop(): Promise<void> {
    while (this.#policy) {
      const action = this.#policy(this.table.latest?.view.legal ?? []);
      if (action) {
        const answer = await this.table.act(action);
        // The clock may have been quicker.
        if (!isRefusal(answer)) await this.seen(answer.seq);
      } else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

const neverSeen = (): never => {
  throw new Error("nothing was seen of the table yet");
};
