import { assert, ratioOf, unreachable, type BetSpec, type Fraction } from "@parlor/kit";
import { betIds, betTitles, type BetId } from "./bet-ids.ts";
import type { Config } from "./config.ts";
import { waysByDecks, type Ways } from "./ways.ts";

/** A number over another, neither of which has to fit into a double. */
interface Part {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** So many equally likely deals bring so much to 1. */
type Win = readonly [ways: bigint, pays: Part];

const whole = (pays: number): Part => ({ numerator: BigInt(pays), denominator: 1n });
const partOf = (fraction: Fraction): Part => {
  const { numerator, denominator } = ratioOf(fraction);
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
};
const lessThanOne = ({ numerator, denominator }: Part): Part => ({
  numerator: denominator - numerator,
  denominator,
});

/** What the house keeps where these deals win, so many come back, and all others lose. */
const costOf = (deals: bigint, wins: readonly Win[], pushes = 0n): Part => {
  const denominator = wins.reduce((product, [, pays]) => product * pays.denominator, 1n);
  let cost = (deals - pushes) * denominator;
  for (const [ways, pays] of wins)
    cost -= ways * (denominator + (pays.numerator * denominator) / pays.denominator);
  return { numerator: cost, denominator: deals * denominator };
};

/** Deals of so many cards, in order, from a full shoe. */
const dealsOf = (decks: number, cards: number): bigint => {
  let deals = 1n;
  for (let dealt = 0; dealt < cards; dealt++) deals *= BigInt(52 * decks - dealt);
  return deals;
};

const waysOf = (decks: number): Ways => {
  const ways = waysByDecks[decks - 1];
  assert(ways !== undefined, `there is no shoe of ${decks} decks`);
  return ways;
};

const onHands = (bet: BetId, config: Config): Part | null => {
  const ways = waysOf(config.decks);
  const deals = dealsOf(config.decks, 6);
  const tie = BigInt(ways.tie);
  switch (bet) {
    case "player":
      return costOf(deals, [[BigInt(ways.player), whole(1)]], tie);
    case "banker":
      return costOf(deals, bankerWins(ways, config), tie);
    case "tie":
      return costOf(deals, [[tie, whole(config.tiePays)]]);
    case "super-six":
      return costOf(deals, [[BigInt(ways.bankerSix), whole(config.superSixPays)]]);
    case "player-dragon":
      return costOf(deals, dragonWins(ways, ways.playerBy, config), BigInt(ways.naturalTie));
    case "banker-dragon":
      return costOf(deals, dragonWins(ways, ways.bankerBy, config), BigInt(ways.naturalTie));
    case "player-pair":
    case "banker-pair":
    case "either-pair":
    case "perfect-pair":
      return null;
    default:
      return unreachable(bet);
  }
};

const bankerWins = (ways: Ways, { banker, commission, bankerSixPays }: Config): readonly Win[] => {
  if (banker === "commission") return [[BigInt(ways.banker), lessThanOne(partOf(commission))]];
  return [
    [BigInt(ways.banker - ways.bankerSix), whole(1)],
    [BigInt(ways.bankerSix), partOf(bankerSixPays)],
  ];
};

const dragonWins = (ways: Ways, by: readonly number[], config: Config): readonly Win[] => {
  const { dragonBy4Pays, dragonBy5Pays, dragonBy6Pays } = config;
  const { dragonBy7Pays, dragonBy8Pays, dragonBy9Pays } = config;
  // oxfmt-ignore
  const pays = [
    dragonBy4Pays, dragonBy5Pays, dragonBy6Pays, dragonBy7Pays, dragonBy8Pays, dragonBy9Pays,
  ];
  return [
    [BigInt(ways.naturalWin), whole(config.dragonNaturalPays)],
    ...by.map((count, index): Win => [BigInt(count), whole(pays[index] ?? 0)]),
  ];
};

/**
 * Pairs are decided by four cards. After a first card `same` others would pair it; whether the other side has
 * a pair too depends on whether it is of the same kind.
 */
const pairWays = (decks: number, same: number) => {
  const [kind, all] = [BigInt(same), BigInt(52 * decks)];
  const deals = dealsOf(decks, 4);
  const one = all * (kind - 1n) * (all - 2n) * (all - 3n);
  const both = all * (kind - 1n) * ((kind - 2n) * (kind - 3n) + (all - kind) * (kind - 1n));
  return { deals, one, both };
};

const onPairs = (bet: BetId, config: Config): Part | null => {
  const { decks } = config;
  const ranks = pairWays(decks, 4 * decks);
  const faces = pairWays(decks, decks);
  switch (bet) {
    case "player-pair":
    case "banker-pair":
      return costOf(ranks.deals, [[ranks.one, whole(config.pairPays)]]);
    case "either-pair":
      return costOf(ranks.deals, [[2n * ranks.one - ranks.both, whole(config.eitherPairPays)]]);
    case "perfect-pair":
      return costOf(faces.deals, [
        [2n * (faces.one - faces.both), whole(config.perfectPairPays)],
        [faces.both, whole(config.twoPerfectPairsPay)],
      ]);
    default:
      return null;
  }
};

/** Whether this table takes the bet. A single deck has no two cards alike, so it has no perfect pairs. */
export const isTaken = (bet: BetId, config: Config): boolean => {
  switch (bet) {
    case "player":
    case "banker":
    case "tie":
      return true;
    case "player-pair":
    case "banker-pair":
    case "either-pair":
      return config.pairBets;
    case "perfect-pair":
      return config.pairBets && config.decks > 1;
    case "super-six":
      return config.superSix;
    case "player-dragon":
    case "banker-dragon":
      return config.dragonBonus;
    default:
      return unreachable(bet);
  }
};

const costOfBet = (bet: BetId, config: Config): Part => {
  const cost = onHands(bet, config) ?? onPairs(bet, config);
  assert(cost !== null, `${bet} is decided by nothing`);
  return cost;
};

export const isFair = (bet: BetId, config: Config): boolean =>
  !isTaken(bet, config) || costOfBet(bet, config).numerator >= 0n;

const inLowestTerms = ({ numerator, denominator }: Part): Fraction => {
  let [divisor, rest] = [denominator, numerator];
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
  return `${Number(numerator / divisor)}/${Number(denominator / divisor)}`;
};

const spec = (bet: BetId): BetSpec<Config> => ({
  title: betTitles[bet],
  edge: (config) => (isTaken(bet, config) ? inLowestTerms(costOfBet(bet, config)) : null),
});

// One entry for each of the bets, which is what the type says.
export const bets = Object.fromEntries(betIds.map((bet) => [bet, spec(bet)])) as Record<
  BetId,
  BetSpec<Config>
>;
