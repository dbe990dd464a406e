import { deck, type Random } from "@parlor/kit";
import { evaluate } from "@parlor/kit/poker";
import { pairIndex } from "./starting-hands.ts";

/** What is thought of another player's cards. */
export interface Range {
  /** The share of all hands before the flop that this player would have come so far with. */
  readonly opened: number;
  /** The share of hands on this board that this player would have bet so much with; bluffs come on top. */
  readonly bet: number;
}

export interface EquityQuestion {
  /** Own cards and the board, by their indices in `deck`. */
  readonly own: readonly number[];
  readonly board: readonly number[];
  readonly others: readonly Range[];
  readonly samples: number;
  /** The share of hands that are better, for each two cards. */
  readonly startingHands: Float64Array;
}

/** Hands on this board that a bet is compared with. */
const comparedHands = 120;
/** Of hands that are too weak for such a bet so many are played all the same: bluffs and draws. */
const bluffShare = 0.3;
/** Another player's cards are drawn anew so often until they fit what was done with them. */
const drawsMax = 12;

/** Draws cards that are not out yet. */
class Stub {
  readonly #cards: number[];
  readonly #random: Random;
  #left: number;

  constructor(out: readonly number[], random: Random) {
    this.#cards = deck.flatMap((_, index) => (out.includes(index) ? [] : [index]));
    this.#random = random;
    this.#left = this.#cards.length;
  }
  /** All cards are there again. */
  gather(): void {
    this.#left = this.#cards.length;
  }
  draw(): number {
    const cards = this.#cards;
    const place = this.#random.int(this.#left);
    const card = cards[place] ?? 0;
    this.#left -= 1;
    cards[place] = cards[this.#left] ?? 0;
    cards[this.#left] = card;
    return card;
  }
  /** The last two that were drawn go back. */
  undoTwo(): void {
    this.#left += 2;
  }
}

/** The strengths of some hands on this board, rising; none before the flop. */
const usualStrengths = (board: readonly number[], stub: Stub): readonly number[] => {
  if (board.length === 0) return [];
  const strengths: number[] = [];
  for (let hand = 0; hand < comparedHands; hand++) {
    strengths.push(evaluate([...board, stub.draw(), stub.draw()]));
    stub.gather();
  }
  return strengths.toSorted((a, b) => a - b);
};

/** The share of the pot that the cards get on average if everybody stays in: by so many deals of what is unseen. */
export const equityOf = (
  { own, board, others, samples, startingHands }: EquityQuestion,
  random: Random,
): number => {
  const stub = new Stub([...own, ...board], random);
  const usual = usualStrengths(board, stub);
  const weakest = others.map(({ bet }) => usual[Math.floor((1 - bet) * usual.length)] ?? 0);
  const fits = (place: number, one: number, two: number): boolean => {
    if ((startingHands[pairIndex(one, two)] ?? 1) > (others[place]?.opened ?? 1)) return false;
    const least = weakest[place] ?? 0;
    if (least === 0 || (others[place]?.bet ?? 1) >= 1) return true;
    return evaluate([...board, one, two]) >= least || random.int(1_000) < bluffShare * 1_000;
  };
  const hands = others.map(() => [0, 0]);
  const cards = [...board, 0, 0, 0, 0, 0, 0, 0].slice(0, 7);
  const strengthOf = (one: number, two: number): number => {
    cards[5] = one;
    cards[6] = two;
    return evaluate(cards);
  };
  const [first = 0, second = 0] = own;
  let won = 0;
  for (let sample = 0; sample < samples; sample++) {
    stub.gather();
    for (const [place, hand] of hands.entries())
      for (let draws = 1; ; draws++) {
        const [one, two] = [stub.draw(), stub.draw()];
        if (draws < drawsMax && !fits(place, one, two)) {
          stub.undoTwo();
          continue;
        }
        hand[0] = one;
        hand[1] = two;
        break;
      }
    for (let at = board.length; at < 5; at++) cards[at] = stub.draw();
    const mine = strengthOf(first, second);
    let equals = 1;
    for (const [one = 0, two = 0] of hands) {
      const theirs = strengthOf(one, two);
      if (theirs > mine) equals = 0;
      else if (theirs === mine && equals > 0) equals += 1;
      if (equals === 0) break;
    }
    if (equals > 0) won += 1 / equals;
  }
  return won / samples;
};
