import { assert, type Action, type GameEvent, type Random, type Seat } from "@parlor/kit";
import type { Config } from "../config.ts";
import { stakesOf } from "../stakes.ts";
import { potTotal, type Hand } from "../state.ts";
import { Ledger } from "./ledger.ts";
import { QuickTable } from "./quick-table.ts";

export interface Watched {
  hands: number;
  showdowns: number;
  sidePots: number;
  oddChips: number;
  shortAllIns: number;
  uncalled: number;
  leavers: number;
}

export const nothingWatched = (): Watched => ({
  hands: 0,
  showdowns: 0,
  sidePots: 0,
  oddChips: 0,
  shortAllIns: 0,
  uncalled: 0,
  leavers: 0,
});

/** A table of random players who come, bet, run out of time and go, and somebody who checks every chip. */
export class RandomTable {
  readonly table: QuickTable;
  readonly watched: Watched;
  readonly #random: Random;
  readonly #ledger = new Ledger();
  /** The last full bet or raise, by the rule book's own words. */
  #fullRaise = 0;
  #level = 0;

  constructor(config: Partial<Config>, seatCount: number, random: Random, watched: Watched) {
    this.table = new QuickTable({ config, seatCount, random });
    this.#random = random;
    this.watched = watched;
    this.#ledger.ante = this.table.config.ante;
    this.#ledger.deadAntes = this.table.config.antePaidBy === "big-blind";
  }

  /** Plays until so many hands are over. */
  play(hands: number): void {
    const target = this.watched.hands + hands;
    while (this.watched.hands < target) this.#step();
  }

  #step(): void {
    const { table } = this;
    const { turn } = table;
    const random = this.#random;
    const whim = random.int(60);
    if (turn !== null && whim > 1) this.#move(turn);
    else if (turn !== null && whim === 0) table.expire("turn");
    else if (turn === null && table.timers.has("next-hand") && whim > 20) table.expire("next-hand");
    else this.#comeOrGo();
    this.#check();
  }

  #move(seat: Seat): void {
    const { table } = this;
    const random = this.#random;
    const choices = table.legal(seat);
    const bet = choices.find(({ type }) => type === "bet" || type === "raise");
    const whim = random.int(20);
    if (bet && whim < 7) {
      const to = bet.fields["to"];
      assert(to !== undefined && "min" in to, "a bet has a range");
      this.#checkLeast(seat, to.min);
      const span = Math.min(to.max - to.min, whim < 5 ? 4 * table.config.bigBlind : Infinity);
      const amount = whim === 0 ? to.max : to.min + random.int(span + 1);
      return this.#must(seat, { type: bet.type, to: amount });
    }
    const calm = choices.find(({ type }) => type === "check" || type === "call");
    assert(calm !== undefined, "who may not check may call");
    this.#must(seat, { type: calm.type === "call" && whim > 15 ? "fold" : calm.type });
  }

  #must(seat: Seat, action: Action): void {
    const refused = this.table.act(seat, action);
    assert(refused === "", `${action.type} of seat ${seat} was refused with ${refused}`);
  }

  #comeOrGo(): void {
    const { table } = this;
    const random = this.#random;
    const seat = random.int(table.seatCount);
    const sitter = table.state.sitters[seat];
    if (!sitter) {
      table.sit(seat);
      return;
    }
    const choices = table.legal(seat).filter(({ type }) => personal.has(type));
    const whim = random.int(8);
    if (whim === 0 && table.seats.length > 2) {
      if (table.leave(seat) === "") this.watched.leavers += 1;
      return;
    }
    if (choices.length === 0) return;
    const { type, fields } = random.pick(choices);
    const amount = fields["amount"];
    if (amount && "min" in amount) {
      const to = random.int(2) === 0 ? amount.min : amount.max;
      return this.#must(seat, { type, amount: to });
    }
    if (type === "sit-out" && random.int(3) > 0) return;
    const on = fields["on"];
    this.#must(seat, { type, ...(Array.isArray(on) ? { on: on[0] as unknown } : {}) });
  }

  /** [M4] and what the hand's second account says. */
  #check(): void {
    const { table } = this;
    const { hand } = table.state;
    const events = table.events.splice(0);
    for (const event of events) {
      if (event.type === "hand-started") this.#begin(event.data as { seats: Seat[] }); // as declared
      this.#ledger.hear(event);
      this.#follow(event);
    }
    let held = 0;
    for (const sitter of table.state.sitters) {
      if (!sitter) continue;
      assert(sitter.stack >= 0, "a stack is below zero");
      held += sitter.stack;
    }
    if (hand && hand.results === null) {
      const total = potTotal(hand);
      assert(total === this.#ledger.total(), "the pots hold what was put in");
      held += total;
      if (events.length > 0 && this.#random.int(4) === 0) this.#checkStakes();
    }
    assert(held === table.balance, `the seats have ${held}, the table holds ${table.balance}`);
    if (hand && events.some(({ type }) => type === "hand-ended")) this.#close(hand, events);
  }

  #checkStakes(): void {
    let told = 0;
    for (const { seat, amount } of stakesOf(this.table.state)) {
      assert(this.table.state.sitters[seat] !== null, "a stake of nobody");
      told += amount;
    }
    assert(told === this.table.balance, "stakes are what the table holds");
  }

  #begin({ seats }: { readonly seats: readonly Seat[] }): void {
    this.#ledger.begin(seats);
    this.#level = this.table.config.bigBlind;
    this.#fullRaise = this.table.config.bigBlind;
  }

  #follow({ type, data }: GameEvent): void {
    if (type === "board-dealt") {
      this.#level = 0;
      this.#fullRaise = this.table.config.bigBlind;
    }
    if (type === "posted") {
      const { post, amount } = data as { post: string; amount: number }; // as declared
      if (post === "straddle") this.#level = this.#fullRaise = amount;
    }
    if (type !== "moved") return;
    const { move, to, allIn } = data as { move: string; to: number; allIn: boolean }; // as declared
    if (move !== "bet" && move !== "raise") return;
    const by = to - this.#level;
    assert(by > 0, "a raise raises");
    if (this.table.config.betting !== "fixed-limit") {
      assert(by >= this.#fullRaise || allIn, "a raise is full, or all-in");
      if (by >= this.#fullRaise) this.#fullRaise = by;
      else this.watched.shortAllIns += 1;
    }
    this.#level = to;
  }

  #checkLeast(seat: Seat, min: number): void {
    if (this.table.config.betting === "fixed-limit") return;
    const part = this.table.hand.players.find((player) => player.seat === seat && !player.left);
    const allIn = (part?.bet ?? 0) + (this.table.state.sitters[seat]?.stack ?? 0);
    assert(min === Math.min(allIn, this.#level + this.#fullRaise), "the least raise is a full one");
  }

  #close(hand: Hand, events: readonly GameEvent[]): void {
    const { watched, table } = this;
    const { won, raked } = this.#ledger.settle(hand, table.config);
    const results = hand.results ?? [];
    const paid = hand.players.map(() => 0);
    let rake = 0;
    for (const result of results) {
      rake += result.raked;
      let sum = result.raked;
      for (const { seat, amount } of result.shares) {
        const place = hand.players.findIndex((player) => player.seat === seat && !player.folded);
        paid[place] = (paid[place] ?? 0) + amount;
        sum += amount;
      }
      assert(sum === result.amount, "a pot is paid out to the last chip");
      const amounts = result.shares.map(({ amount }) => amount);
      if (Math.max(...amounts) !== Math.min(...amounts)) watched.oddChips += 1;
    }
    for (const { type, data } of events) {
      if (type !== "bet-returned") continue;
      const { seat, amount } = data as { seat: Seat; amount: number }; // as declared
      const place = hand.players.findIndex((player) => player.seat === seat && !player.folded);
      paid[place] = (paid[place] ?? 0) + amount;
      watched.uncalled += 1;
    }
    assert(rake === raked, `raked ${rake}, by the other account ${raked}`);
    for (const [place, amount] of won.entries()) {
      const got = paid[place] ?? 0;
      assert(got === amount, `place ${place} got ${got}, by the other account ${amount}`);
    }
    watched.hands += 1;
    if (hand.players.filter(({ folded }) => !folded).length > 1) watched.showdowns += 1;
    if (results.length > 1) watched.sidePots += 1;
  }
}

const personal = new Set(["buy-in", "sit-in", "sit-out", "straddle"]);
