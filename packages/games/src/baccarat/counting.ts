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
const cardsByPoints: readonly number[] = standIns.map(
  (card) => deck.filter((other) => pointsOf(other) === pointsOf(card)).length,
);

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

/** The pairs of both sides, by the first four cards; what the hands come to does not matter to them. */
const countPairs = (decks: number): readonly CountedCoup[] => {
  const kinds = deck.map((one) => deck.map((other) => pairs.indexOf(pairOf(one, other))));
  const left = deck.map(() => decks);
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

const once = (count: (decks: number) => readonly CountedCoup[]) => {
  const known = new Map<number, readonly CountedCoup[]>();
  return (decks: number): readonly CountedCoup[] => {
    const found = known.get(decks) ?? count(decks);
    known.set(decks, found);
    return found;
  };
};
const handsOf = once((decks) => countHands(cardsByPoints.map((cards) => cards * decks)));
const pairsOf = once(countPairs);

/** What becomes of a bet on a full shoe, judged by the functions that the table uses. */
export const countBet = (bet: BetId, config: Config, stake: number) => {
  const coups = bet.endsWith("-pair") ? pairsOf(config.decks) : handsOf(config.decks);
  return {
    stake,
    caseCount: coups.length,
    decides: false,
    ways: coups.map(({ coup, ways }) => {
      const verdict = verdictOn(bet, coup, config);
      const returned = returnOf(stake, verdict, config);
      const [hit, resolved] = [verdict.kind === "wins", verdict.kind !== "pushes"];
      return { outcome: { taken: stake, returned, resolved, hit }, ways };
    }),
  };
};
