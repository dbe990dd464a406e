import { deck, randomFrom, seededDraws, type Random } from "@parlor/kit";
import { evaluateSeven } from "@parlor/kit/poker";

/** Two cards by their indices in `deck` as one number below 2,704. */
export const pairIndex = (one: number, two: number): number => one * deck.length + two;

/** So many boards are played for each of the 169 kinds of hands: a standard error of three points. */
const boardsPerKind = 250;

const differentCard = (random: Random, used: readonly number[]): number => {
  for (;;) {
    const card = random.int(deck.length);
    if (!used.includes(card)) return card;
  }
};

/** How often the two cards win against any two, all-in before the flop; a tie is half a win. */
const equityOfPair = (one: number, two: number, random: Random): number => {
  let won = 0;
  for (let board = 0; board < boardsPerKind; board++) {
    const used = [one, two];
    while (used.length < 9) used.push(differentCard(random, used));
    const [, , a = 0, b = 0, c = 0, d = 0, e = 0, other = 0, another = 0] = used;
    const own = evaluateSeven(one, two, a, b, c, d, e);
    const theirs = evaluateSeven(other, another, a, b, c, d, e);
    if (own >= theirs) won += own > theirs ? 2 : 1;
  }
  return won / (2 * boardsPerKind);
};

/** One hand of a kind: ranks from 0, the higher one first, suited or not. */
const oneOfKind = (high: number, low: number, suited: boolean): readonly [number, number] => [
  high * 4,
  low * 4 + (suited ? 0 : 1),
];

/**
 * For each two cards the share of all hands before the flop that are better, from 0 for aces to 1, by their chance against
 * any two. The tables are made once, by chance that is always the same.
 */
export const newStartingHands = (): Float64Array => {
  const random = randomFrom(seededDraws("starting hands"));
  const kinds: {
    readonly high: number;
    readonly low: number;
    readonly suited: boolean;
    readonly equity: number;
    readonly ways: number;
  }[] = [];
  for (let high = 0; high < 13; high++)
    for (let low = 0; low <= high; low++)
      for (const suited of low === high ? [false] : [true, false]) {
        const [one, two] = oneOfKind(high, low, suited);
        const ways = low === high ? 6 : suited ? 4 : 12;
        kinds.push({ high, low, suited, equity: equityOfPair(one, two, random), ways });
      }
  kinds.sort((a, b) => b.equity - a.equity);
  const better = new Float64Array(deck.length * deck.length).fill(1);
  let above = 0;
  for (const { high, low, suited, ways } of kinds) {
    for (let suit = 0; suit < 4; suit++)
      for (let other = 0; other < 4; other++) {
        if (suited !== (suit === other)) continue;
        const [one, two] = [high * 4 + suit, low * 4 + other];
        better[pairIndex(one, two)] = above;
        better[pairIndex(two, one)] = above;
      }
    above += ways / 1_326;
  }
  return better;
};
