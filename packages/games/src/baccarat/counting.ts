import { deck, type Card } from "@parlor/kit";
import type { BetId } from "./bet-ids.ts";
import type { Config } from "./config.ts";
import { dealCoup, pairOf, type Coup, type Pair } from "./coup.ts";
import { returnOf, verdictOn } from "./payouts.ts";
import { pointsOf } from "./points.ts";

/** Coups that are the same to every bet that asks for these things, with how many deals come to one. */
export interface CountedCoup {
  readonly coup: Coup;
  readonly ways: bigint;
}

/** One card for each number of points that a card can count: a bet on the hands sees no more of it. */
const standIns: readonly Card[] = ["Tc", "Ac", "2c", "3c", "4c", "5c", "6c", "7c", "8c", "9c"];

/** How many cards of 0, 1, … 9 points there are among so many of each face. */
const byPoints = (faces: readonly number[]): readonly number[] => {
  const counts = standIns.map(() => 0);
  for (const [face, card] of deck.entries())
    counts[pointsOf(card)] = (counts[pointsOf(card)] ?? 0) + (faces[face] ?? 0);
  return counts;
};

/**
 * Every coup that a shoe can give, by the points of its cards in their order: the dealing itself is run
 * once for each way that they can come. `counts` is how many cards of 0, 1, … 9 points there are.
 */
export const countHands = (counts: readonly number[]): readonly CountedCoup[] => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const found = new Map<string, { readonly coup: Coup; ways: number }>();
  const path: number[] = [];
  const left = [...counts];
  /** The first card from `points` on of which there is one left. */
  const firstFrom = (points: number): number => {
    let next = points;
    while (next < left.length && left[next] === 0) next += 1;
    return next;
  };
  do {
    let [ways, drawn] = [1, 0];
    for (const [points, count] of counts.entries()) left[points] = count;
    const coup = dealCoup(() => {
      if (drawn === path.length) path.push(firstFrom(0));
      const points = path[drawn++] ?? 0;
      ways *= left[points] ?? 0;
      left[points] = (left[points] ?? 0) - 1;
      return standIns[points] ?? "Tc";
    });
    // The cards that the coup did not need may be any.
    for (let rest = drawn; rest < 6; rest++) ways *= total - rest;
    const { player, banker, playerTotal, bankerTotal } = coup;
    const key = `${player.length} ${banker.length} ${playerTotal} ${bankerTotal}`;
    const known = found.get(key);
    if (known) known.ways += ways;
    else found.set(key, { coup, ways });
  } while (nextPath(path, left, firstFrom));
  return [...found.values()].map(({ coup, ways }) => ({ coup, ways: BigInt(ways) }));
};

/** Turns the path to the next way: the last draw that can go another way does. */
const nextPath = (
  path: number[],
  left: number[],
  firstFrom: (points: number) => number,
): boolean => {
  for (let points = path.pop(); points !== undefined; points = path.pop()) {
    left[points] = (left[points] ?? 0) + 1;
    const next = firstFrom(points + 1);
    if (next === left.length) continue;
    path.push(next);
    return true;
  }
  return false;
};

const pairs: readonly Pair[] = ["none", "mixed", "perfect"];

/** The pairs of both sides, by the faces of the first four cards; what the hands come to does not matter to them. */
const countPairs = (faces: readonly number[]): readonly CountedCoup[] => {
  const kinds = deck.map((one) => deck.map((other) => pairs.indexOf(pairOf(one, other))));
  const left = [...faces];
  const ways = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const drawEach = (then: (face: number, count: number) => void): void => {
    for (let face = 0; face < deck.length; face++) {
      const count = left[face] ?? 0;
      if (count === 0) continue;
      left[face] = count - 1;
      then(face, count);
      left[face] = count;
    }
  };
  drawEach((first, one) =>
    drawEach((second, two) =>
      drawEach((third, three) =>
        drawEach((fourth, four) => {
          const [player, banker] = [kinds[first]?.[third] ?? 0, kinds[second]?.[fourth] ?? 0];
          const both = 3 * player + banker;
          ways[both] = (ways[both] ?? 0) + one * two * three * four;
        }),
      ),
    ),
  );
  const nothing = { player: [], banker: [], playerTotal: 0, bankerTotal: 0 };
  return ways.map((count, both) => ({
    coup: {
      ...nothing,
      playerPair: pairs[Math.floor(both / 3)] ?? "none",
      bankerPair: pairs[both % 3] ?? "none",
    },
    ways: BigInt(count),
  }));
};

/** The coups that a bet tells apart, on a shoe with so many of each face. */
const countedFor = (bet: BetId, faces: readonly number[]): readonly CountedCoup[] =>
  isOnPairs(bet) ? countPairs(faces) : countHands(byPoints(faces));

const isOnPairs = (bet: BetId): boolean => bet.endsWith("-pair");

/** What becomes of a bet of `stake` on a shoe with so many of each face, judged by the functions that the table uses. */
export const countBetOn = (
  faces: readonly number[],
  bet: BetId,
  config: Config,
  stake: number,
  coups = countedFor(bet, faces),
) => ({
  stake,
  caseCount: coups.length,
  decides: false,
  ways: coups.map(({ coup, ways }) => {
    const verdict = verdictOn(bet, coup, config);
    const returned = returnOf(stake, verdict, config);
    const [hit, resolved] = [verdict.kind === "wins", verdict.kind !== "pushes"];
    return { outcome: { taken: stake, returned, resolved, hit }, ways };
  }),
});

const counted = new Map<string, readonly CountedCoup[]>();

/** The same on a full shoe, whose coups are counted once. */
export const countBet = (bet: BetId, config: Config, stake: number) => {
  const faces = deck.map(() => config.decks);
  const key = `${config.decks} ${isOnPairs(bet)}`;
  const coups = counted.get(key) ?? countedFor(bet, faces);
  counted.set(key, coups);
  return countBetOn(faces, bet, config, stake, coups);
};
