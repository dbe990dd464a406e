import {
  bestAction,
  blackjack,
  config as schema,
  countOutcomes,
  exactEdge,
  newAdviser,
} from "@parlor/games/blackjack";
import { deck, rankOf, type Game } from "@parlor/kit";
import {
  enumerateBet,
  findPlacements,
  measureCounted,
  settingOf,
  textOf,
  type Measures,
} from "@parlor/lab";
import { expect, test } from "vitest";

type Ways = Readonly<Record<number, number>>;
type Over = Readonly<Record<string, unknown>>;

/** How many cards of a value: index 1 is the ace, 10 the ten. */
const weightsOf = (ways: Ways): readonly number[] =>
  Array.from({ length: 11 }, (_, value) => ways[value] ?? 0);

/** The game with an endless shoe of few cards: every position of it can be followed through the reducers. */
const withShoe = (weights: readonly number[]): Game => ({
  ...blackjack,
  setup(table) {
    const counts = deck.map((card) => {
      const rank = rankOf(card);
      const value = rank === "A" ? 1 : rank === "T" ? 10 : Number(rank);
      return card.endsWith("c") ? (weights[value] ?? 0) : 0;
    });
    const left = counts.reduce((sum, count) => sum + count, 0);
    // The game's own setup made an object.
    return { ...(blackjack.setup(table) as object), shoe: { counts, left, infinite: true } };
  },
});

/** The same, where nothing may be done but what the adviser says: the lab then sees no more than a player does. */
const withAdvice = (game: Game, over: Over, weights: readonly number[]): Game => {
  const config = schema.parse(over);
  const adviser = newAdviser(config, weights);
  return {
    ...game,
    legal(state, seat, table) {
      const choices = game.legal(state, seat, table);
      const play = state as Parameters<typeof bestAction>[0]; // the game's own setup made it
      if (play.phase === "betting") return choices;
      const { type } = bestAction(play, config, adviser);
      return choices.filter((choice) => choice.type === type);
    },
  };
};

const limits = { min: 5_040, max: 1_000_000_000 };
const textsOf = ({ perMade, nets }: Measures) => ({
  edge: textOf(perMade),
  nets: nets.map(({ net, chance }) => `${textOf(net)}: ${textOf(chance)}`),
});

const compared = (game: Game, over: Over, weights: readonly number[]) => {
  const config = schema.parse(over);
  const placement = findPlacements(settingOf(game, { config: over, limits }), ["main"]).get("main");
  const followed = placement && enumerateBet({ game, config: over }, placement, limits);
  if (!followed) throw new Error("the table takes no bet");
  const { stake, measures } = followed;
  const counted = measureCounted({
    stake,
    decides: true,
    ...countOutcomes(config, weights, stake),
  });
  return {
    followed: textsOf(measures),
    counted: textsOf(counted),
    declared: exactEdge(config, weights),
  };
};

const led: readonly (readonly [string, Ways, Over])[] = [
  ["S17, aces get one card", { 1: 2, 6: 1, 10: 4 }, { splitHandsMax: 3 }],
  [
    "H17, aces resplit and played on",
    { 1: 1, 6: 1, 10: 2 },
    { dealerHitsSoft17: true, resplitAces: true, hitSplitAces: true, splitHandsMax: 2 },
  ],
  ["four hands", { 8: 1, 10: 2 }, { splitHandsMax: 4 }],
  ["aces resplit", { 1: 1, 10: 2 }, { resplitAces: true, splitHandsMax: 4 }],
  [
    "late surrender, 6 to 5",
    { 1: 1, 7: 2, 9: 3, 10: 4 },
    { surrender: "late", blackjackPays: "6/5" },
  ],
  ["early surrender", { 1: 1, 6: 1, 10: 3 }, { surrender: "early", splitHandsMax: 2 }],
  ["no even money", { 1: 1, 7: 1, 10: 3 }, { evenMoney: false, splitHandsMax: 2 }],
  [
    "double on 10 and 11, not after a split",
    { 5: 2, 6: 1, 10: 2 },
    { doubleOn: "10-11", doubleAfterSplit: false, splitHandsMax: 2 },
  ],
  ["no hole card", { 1: 1, 8: 3, 10: 3 }, { holeCard: "none", splitHandsMax: 3 }],
  [
    "no hole card, late surrender",
    { 1: 1, 6: 1, 10: 3 },
    { holeCard: "none", surrender: "late", splitHandsMax: 2 },
  ],
  [
    "no hole card, early surrender",
    { 1: 1, 6: 1, 10: 3 },
    { holeCard: "none", surrender: "early", splitHandsMax: 2 },
  ],
  [
    "no hole card, original bets only",
    { 1: 1, 8: 3, 10: 3 },
    { holeCard: "none", dealerBlackjackTakes: "original", splitHandsMax: 3 },
  ],
  [
    "no hole card, original bets only, late surrender",
    { 1: 1, 5: 2, 10: 3 },
    { holeCard: "none", dealerBlackjackTakes: "original", surrender: "late" },
  ],
  [
    "no hole card, original bets only, early surrender",
    { 1: 1, 6: 2, 10: 3 },
    { holeCard: "none", dealerBlackjackTakes: "original", surrender: "early", splitHandsMax: 2 },
  ],
];

test.for(led)(
  "the analysis of blackjack counts what the reducers do when they play as it says: %s",
  { timeout: 120_000 },
  ([, ways, over]) => {
    const weights = weightsOf(ways);
    const config = { decks: "infinite", ...over };
    const game = withAdvice(withShoe(weights), config, weights);
    const { followed, counted, declared } = compared(game, config, weights);
    expect(counted).toEqual(followed);
    expect(declared).toBe(followed.edge);
  },
);

// With a hole card the lab's own search would decide by a card that no player sees.
const free: readonly (readonly [string, Ways, Over])[] = [
  ["no splits", { 1: 1, 9: 2, 10: 2 }, { splitHandsMax: 1 }],
  ["three hands", { 7: 1, 10: 2 }, { splitHandsMax: 3 }],
  ["two hands, late surrender", { 1: 1, 10: 2 }, { splitHandsMax: 2, surrender: "late" }],
  ["original bets only", { 1: 1, 10: 2 }, { splitHandsMax: 2, dealerBlackjackTakes: "original" }],
  ["early surrender, 6 to 5", { 5: 1, 1: 1, 10: 1 }, { splitHandsMax: 1, surrender: "early" }],
];

test.for(free)(
  "nothing that the reducers of blackjack allow is better than what the analysis plays: %s",
  { timeout: 120_000 },
  ([, ways, over]) => {
    const weights = weightsOf(ways);
    const config = { decks: "infinite", holeCard: "none", ...over };
    const { followed, declared } = compared(withShoe(weights), config, weights);
    expect(declared).toBe(followed.edge);
  },
);
