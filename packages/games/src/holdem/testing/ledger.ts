import { assert, cardIndex, type GameEvent, type Seat } from "@parlor/kit";
import { evaluate } from "@parlor/kit/poker";
import type { Config } from "../config.ts";
import type { Hand } from "../state.ts";

interface Entry {
  readonly seat: Seat;
  matched: number;
  dead: number;
  folded: boolean;
}

/**
 * A second account of a hand, kept from what the table tells and by another method than the rules' own: it
 * knows who put in what and who folded, peels the pots off chip layer by chip layer, and says what everybody gets.
 */
export class Ledger {
  readonly entries: Entry[] = [];

  begin(seats: readonly Seat[]): void {
    this.entries.length = 0;
    for (const seat of seats) this.entries.push({ seat, matched: 0, dead: 0, folded: false });
  }

  hear({ type, data }: GameEvent): void {
    if (type === "posted") {
      const { seat, post, amount } = data as { seat: Seat; post: string; amount: number }; // as declared
      const entry = this.#at(seat);
      if (post === "missed-small-blind" || (post === "ante" && this.deadAntes))
        entry.dead += amount;
      // A straddle tells what lies there in all, and the other posts what was added.
      else if (post === "straddle") entry.matched = this.straddleOver(entry.matched, amount);
      else entry.matched += amount;
    }
    if (type === "moved") {
      const { seat, move, amount } = data as { seat: Seat; move: string; amount: number }; // as declared
      const entry = this.#at(seat);
      entry.matched += amount;
      if (move === "fold") entry.folded = true;
    }
  }

  /** Set by the test from the configuration. */
  deadAntes = false;
  ante = 0;
  straddleOver(matched: number, to: number): number {
    const ante = this.deadAntes ? 0 : Math.min(this.ante, matched);
    return ante + to;
  }

  #at(seat: Seat): Entry {
    const entry = this.entries.find((one) => one.seat === seat && !one.folded);
    assert(entry !== undefined, `seat ${seat} plays no hand`);
    return entry;
  }

  total(): number {
    return this.entries.reduce((sum, { matched, dead }) => sum + matched + dead, 0);
  }

  /** What every place gets back or wins, and what the house keeps. */
  settle(hand: Hand, config: Config): { readonly won: number[]; readonly raked: number } {
    const { entries } = this;
    const left = entries.map(({ matched }) => matched);
    const won = entries.map(() => 0);
    const live = entries.flatMap(({ folded }, at) => (folded ? [] : [at]));
    const pots: { amount: number; readonly among: number[] }[] = [];
    let carried = entries.reduce((sum, { dead }) => sum + dead, 0);
    for (;;) {
      const paying = left.flatMap((rest, at) => (rest > 0 ? [at] : []));
      const among = live.filter((at) => (left[at] ?? 0) > 0);
      if (paying.length === 0) break;
      const [only] = paying;
      if (paying.length === 1 && among.length === 1 && only !== undefined) {
        won[only] = (won[only] ?? 0) + (left[only] ?? 0);
        break;
      }
      const layer = Math.min(...paying.map((at) => left[at] ?? 0));
      let amount = 0;
      for (const at of paying) {
        const part = Math.min(left[at] ?? 0, layer);
        left[at] = (left[at] ?? 0) - part;
        amount += part;
      }
      const last = pots.at(-1);
      if (last && (among.length === 0 || among.length === last.among.length)) last.amount += amount;
      else pots.push({ amount: amount + carried, among: among.length > 0 ? among : live });
      if (pots.length === 1) carried = 0;
    }
    if (carried > 0) pots.push({ amount: carried, among: live });
    return { won, raked: this.#pay(pots, won, hand, config) };
  }

  #pay(
    pots: readonly { readonly amount: number; readonly among: readonly number[] }[],
    won: number[],
    hand: Hand,
    config: Config,
  ): number {
    const board = hand.board.map(cardIndex);
    const [part = 0, whole = 1] = config.rake.split("/").map(Number);
    let room = board.length === 0 && config.noFlopNoDrop ? 0 : config.rakeCap * config.bigBlind;
    let raked = 0;
    for (const { amount, among } of pots) {
      const rake = Math.min(room, Math.floor((amount * part) / whole));
      room -= rake;
      raked += rake;
      let winners = [...among];
      if (winners.length > 1) {
        const strength = (at: number) =>
          evaluate([...(hand.players[at]?.cards ?? []).map(cardIndex), ...board]);
        const best = Math.max(...among.map(strength));
        winners = winners.filter((at) => strength(at) === best);
      }
      // One chip after the other, from the button's left, until none is left.
      const each = Math.floor((amount - rake) / winners.length);
      let odd = amount - rake - each * winners.length;
      for (const at of winners) won[at] = (won[at] ?? 0) + each + (odd-- > 0 ? 1 : 0);
    }
    return raked;
  }
}
