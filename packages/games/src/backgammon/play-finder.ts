import { bar, off, type Checkers } from "./board.ts";

/** One checker's way by one die, as its own seat counts points; bearing off ends on `off`. */
export type Step = [from: number, to: number];
/** All that a seat does with one roll, in the order in which it is done. */
export type Play = Step[];

const lastHomePoint = 6;

/**
 * Finds all plays of a roll. It moves checkers of the two lists and puts them back, so it is given copies
 * that nobody else reads in the meantime.
 */
export class PlayFinder {
  readonly #own: Checkers;
  readonly #others: Checkers;
  /** How many of the seat's checkers are not yet home. */
  #outside = 0;
  readonly #steps: number[] = [];
  #longest = 1;
  #found: Play[] = [];

  constructor(own: Checkers, others: Checkers) {
    this.#own = own;
    this.#others = others;
    for (let point = lastHomePoint + 1; point <= bar; point++) this.#outside += own[point] ?? 0;
  }

  /** Where a checker from this point comes to by the die; -1 where it may not go. */
  target(from: number, die: number): number {
    const own = this.#own;
    if (own[from] === 0 || (from !== bar && own[bar] !== 0)) return -1;
    const to = from - die;
    if (to >= 1) return (this.#others[bar - to] ?? 0) >= 2 ? -1 : to;
    if (this.#outside > 0) return -1;
    if (to === 0) return off;
    // A die that is larger than needed bears off from the highest point only.
    for (let point = from + 1; point <= lastHomePoint; point++) if (own[point] !== 0) return -1;
    return off;
  }

  /** Moves the checker; whether it hit another one. */
  #move(from: number, to: number): boolean {
    this.#own[from] = (this.#own[from] ?? 0) - 1;
    this.#own[to] = (this.#own[to] ?? 0) + 1;
    if (from > lastHomePoint && to <= lastHomePoint) this.#outside -= 1;
    const hits = to !== off && this.#others[bar - to] === 1;
    if (hits) {
      this.#others[bar - to] = 0;
      this.#others[bar] = (this.#others[bar] ?? 0) + 1;
    }
    return hits;
  }

  #moveBack(from: number, to: number, hit: boolean): void {
    if (hit) {
      this.#others[bar] = (this.#others[bar] ?? 0) - 1;
      this.#others[bar - to] = 1;
    }
    if (from > lastHomePoint && to <= lastHomePoint) this.#outside += 1;
    this.#own[to] = (this.#own[to] ?? 0) - 1;
    this.#own[from] = (this.#own[from] ?? 0) + 1;
  }

  /**
   * The plays of a double. Any play can be made with the rearmost checker first, and plays that are listed
   * so differ in where they lead: no position is found twice.
   */
  ofDouble(die: number): Play[] {
    this.#deepen(die, bar, 4);
    return this.#found;
  }

  #deepen(die: number, fromMax: number, left: number): void {
    let moved = false;
    if (left > 0)
      for (let from = fromMax; from >= 1; from--) {
        const to = this.target(from, die);
        if (to < 0) continue;
        moved = true;
        const hit = this.#move(from, to);
        this.#steps.push(from, to);
        this.#deepen(die, from, left - 1);
        this.#steps.length -= 2;
        this.#moveBack(from, to, hit);
      }
    if (!moved) this.#keep();
  }

  /** Only plays that use as many dice as can be used are plays. */
  #keep(): void {
    const count = this.#steps.length / 2;
    if (count < this.#longest) return;
    if (count > this.#longest) this.#found = [];
    this.#longest = count;
    const play: Play = [];
    for (let at = 0; at < this.#steps.length; at += 2)
      play.push([this.#steps[at] ?? 0, this.#steps[at + 1] ?? 0]);
    this.#found.push(play);
  }

  /** The plays of two different dice: both, else the larger one, else the smaller one. */
  ofTwo(larger: number, smaller: number): Play[] {
    const known: number[] = [];
    const pairs: Play[] = [];
    this.#pairs(larger, smaller, known, pairs);
    this.#pairs(smaller, larger, known, pairs);
    if (pairs.length > 0) return pairs;
    const largerAlone = this.#singles(larger);
    return largerAlone.length > 0 ? largerAlone : this.#singles(smaller);
  }

  /** Adds the plays that use this die first, one for each position they lead to. */
  #pairs(first: number, second: number, known: number[], pairs: Play[]): void {
    for (let from = bar; from >= 1; from--) {
      const to = this.target(from, first);
      if (to < 0) continue;
      const hit = this.#move(from, to);
      for (let next = bar; next >= 1; next--) {
        const end = this.target(next, second);
        if (end < 0) continue;
        const key = changeOf(from, to, hit ? to : 0, next, end, this.#hitOn(end));
        if (known.includes(key)) continue;
        known.push(key);
        pairs.push([
          [from, to],
          [next, end],
        ]);
      }
      this.#moveBack(from, to, hit);
    }
  }

  /** Whether these two steps, one by each die, are listed: as the first way that is found to where they lead. */
  isPair(larger: number, smaller: number, one: Readonly<Step>, two: Readonly<Step>): boolean {
    const wanted =
      this.#changeBy(larger, smaller, one, two) ?? this.#changeBy(smaller, larger, one, two);
    if (wanted === null) return false;
    const known =
      this.#firstWith(larger, smaller, wanted) ?? this.#firstWith(smaller, larger, wanted);
    return known !== null && isSame(known, [one, two]);
  }

  /** What the steps change if they can be made by these dice in this order. */
  #changeBy(
    first: number,
    second: number,
    [from, to]: Readonly<Step>,
    [next, end]: Readonly<Step>,
  ): number | null {
    if (this.target(from, first) !== to) return null;
    const hit = this.#move(from, to);
    const change =
      this.target(next, second) === end
        ? changeOf(from, to, hit ? to : 0, next, end, this.#hitOn(end))
        : null;
    this.#moveBack(from, to, hit);
    return change;
  }

  /** The first pair of steps, as {@link #pairs} finds them, that changes this. */
  #firstWith(first: number, second: number, wanted: number): Play | null {
    for (let from = bar; from >= 1; from--) {
      const to = this.target(from, first);
      if (to < 0) continue;
      const hit = this.#move(from, to);
      let found: Play | null = null;
      for (let next = bar; next >= 1 && found === null; next--) {
        const end = this.target(next, second);
        if (end >= 0 && changeOf(from, to, hit ? to : 0, next, end, this.#hitOn(end)) === wanted)
          found = [
            [from, to],
            [next, end],
          ];
      }
      this.#moveBack(from, to, hit);
      if (found !== null) return found;
    }
    return null;
  }

  /** Whether these four steps are a listed play of the double: each can be made, the rearmost first. */
  isDouble(die: number, play: readonly Readonly<Step>[]): boolean {
    let fromMax = bar;
    for (const [from, to] of play) {
      if (from > fromMax || this.target(from, die) !== to) return false;
      this.#move(from, to);
      fromMax = from;
    }
    return true;
  }

  #singles(die: number): Play[] {
    const found: Play[] = [];
    for (let from = bar; from >= 1; from--) {
      const to = this.target(from, die);
      if (to >= 0) found.push([[from, to]]);
    }
    return found;
  }

  /** The point, where a checker that came there would hit, else 0. */
  #hitOn(point: number): number {
    return point !== off && this.#others[bar - point] === 1 ? point : 0;
  }
}

/**
 * What two steps change, as a number: the same for exactly those that lead to the same position. Where one step
 * ends where the other began, only the two outer ends have changed. A hit is the point where it was, else 0.
 */
const changeOf = (
  from: number,
  to: number,
  hit: number,
  next: number,
  end: number,
  hitNext: number,
): number => {
  if (to === next) return packed(0, from, 0, end, hit, hitNext);
  if (end === from) return packed(0, next, 0, to, hit, hitNext);
  return packed(from, next, to, end, hit, hitNext);
};

const base = bar + 1;
const pair = (a: number, b: number): number => (a < b ? a * base + b : b * base + a);
const packed = (
  from: number,
  next: number,
  to: number,
  end: number,
  hit: number,
  hitNext: number,
): number => (pair(from, next) * base * base + pair(to, end)) * base * base + pair(hit, hitNext);

/** Whether two plays are the same, step by step. */
export const isSame = (one: Play, another: readonly Readonly<Step>[]): boolean => {
  if (one.length !== another.length) return false;
  for (let at = 0; at < one.length; at++)
    if (one[at]?.[0] !== another[at]?.[0] || one[at]?.[1] !== another[at]?.[1]) return false;
  return true;
};
