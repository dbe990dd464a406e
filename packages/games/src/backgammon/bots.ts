import type { Action, Bot, BotMaker, BotSight, Choice, Random, Seat } from "@parlor/kit";
import { checkersOf, lossFactor, other, type Board, type Checkers } from "./board.ts";
import type { Config } from "./config.ts";
import { gammonsCount } from "./cube.ts";
import { equityAfter, gammonChance, isContact, winChance } from "./evaluation.ts";
import { makePlay, playsOf, type Play } from "./plays.ts";
import { isMoney } from "./state.ts";
import type { viewOf } from "./view.ts";

type View = ReturnType<typeof viewOf>;

/** How a bot plays. */
interface Style {
  /** By how many points it misjudges a position, at most. */
  readonly noise: number;
  /** So many plays are looked at again, with all that the other side can roll and play; 0 for none. */
  readonly deeper: number;
}

interface Judged {
  readonly play: Play;
  readonly own: Checkers;
  readonly others: Checkers;
  readonly worth: number;
}

const boardOf = ({ sides: [one, two] }: View): Board => [[...one.checkers], [...two.checkers]];

/** Every roll, with how often of 36 it falls. */
const rolls: readonly { readonly dice: readonly [number, number]; readonly ways: number }[] = [
  1, 2, 3, 4, 5, 6,
].flatMap((high) =>
  Array.from({ length: high }, (_, low) => ({
    dice: [high, low + 1] as const,
    ways: high === low + 1 ? 1 : 2,
  })),
);

/** What is worth the most to a side of all that it can do with a roll. */
const bestAfter = (
  own: Checkers,
  others: Checkers,
  dice: readonly [number, number],
  gammons: boolean,
): number => {
  let best = -Infinity;
  for (const play of playsOf(own, others, dice)) {
    const [mine, theirs] = [own.slice(), others.slice()];
    makePlay(mine, theirs, play);
    best = Math.max(best, equityAfter(mine, theirs, gammons));
  }
  return best === -Infinity ? equityAfter(own, others, gammons) : best;
};

/** What a position is worth to the side that has just played, by all the other side's rolls. */
const worthByRolls = (own: Checkers, others: Checkers, gammons: boolean): number => {
  let worth = 0;
  for (const { dice, ways } of rolls) worth -= (ways / 36) * bestAfter(others, own, dice, gammons);
  return worth;
};

const bestPlay = (
  view: View,
  seat: Seat,
  plays: readonly Play[],
  gammons: boolean,
  { noise, deeper }: Style,
  random: Random,
): Play | undefined => {
  const board = boardOf(view);
  const judged = plays.map((play): Judged => {
    const [own, others] = [checkersOf(board, seat).slice(), checkersOf(board, other(seat)).slice()];
    makePlay(own, others, play);
    const misjudged = noise * (random.int(2_001) / 1_000 - 1);
    return { play, own, others, worth: equityAfter(own, others, gammons) + misjudged };
  });
  judged.sort((one, another) => another.worth - one.worth);
  const [first] = judged;
  if (deeper === 0 || judged.length < 2 || first?.worth === 1) return first?.play;
  let [best, bestWorth] = [first, -Infinity];
  for (const one of judged.slice(0, deeper)) {
    const worth = worthByRolls(one.own, one.others, gammons);
    if (worth > bestWorth) [best, bestWorth] = [one, worth];
  }
  return best?.play;
};

/** The chance to win of the seat that is on roll, and how many of its wins are gammons. */
const onRoll = (view: View, seat: Seat) => {
  const board = boardOf(view);
  const [own, others] = [checkersOf(board, seat), checkersOf(board, other(seat))];
  return {
    win: 1 - winChance(others, own),
    gammons: gammonChance(others, own),
    contact: isContact(own, others),
  };
};

/** From this chance on a double is passed: a quarter, and in a match what the score makes of it. */
const takeFrom = (view: View, seat: Seat, config: Config): number => {
  if (isMoney(config)) return 0.25;
  const own = config.matchPoints - view.sides[seat === 0 ? 0 : 1].score;
  const theirs = config.matchPoints - view.sides[seat === 0 ? 1 : 0].score;
  const { value } = view.cube;
  // Who would lose the match with the single game already has nothing to lose by taking.
  if (theirs <= value) return 0;
  // With few points to go a cube that would win the match for the other side is worth more to it.
  return theirs <= 2 * value && own > 2 * value ? 0.3 : 0.25;
};

const doubles = (view: View, seat: Seat, config: Config): boolean => {
  const { win, gammons, contact } = onRoll(view, seat);
  const theirs = config.matchPoints - view.sides[seat === 0 ? 1 : 0].score;
  // The other side wins the match with this game anyway.
  if (!isMoney(config) && theirs <= view.cube.value) return win > 0.5;
  const window = contact ? 0.68 : 0.72;
  // Too good: the gammon is worth more than the pass.
  const isTooGood = win > 0.88 && gammons > 0.5 && gammonsCount(view, config);
  return win >= window && !isTooGood;
};

const takes = (view: View, seat: Seat, config: Config): boolean => {
  const { win, gammons } = onRoll(view, other(seat));
  // A gammon costs as much again.
  const own = 1 - win - 0.5 * win * gammons * (isMoney(config) ? 1 : 0.8);
  return own >= takeFrom(view, seat, config);
};

const listOf = (legal: readonly Choice[], type: string, field: string): readonly unknown[] => {
  const domain = legal.find((choice) => choice.type === type)?.fields[field];
  return Array.isArray(domain) ? domain : [];
};

const has = (legal: readonly Choice[], type: string): boolean =>
  legal.some((choice) => choice.type === type);

/** What is offered is taken, unless more can be won: a gammon is nearly sure, and it would count. */
const accepts = (view: View, seat: Seat, config: Config): boolean => {
  if (view.phase.kind !== "resignation") return true;
  const board = boardOf(view);
  const [own, others] = [checkersOf(board, seat), checkersOf(board, other(seat))];
  const likely = gammonsCount(view, config) ? 1 + gammonChance(others, own) : 1;
  return lossFactor[view.phase.loss] >= winChance(own, others) * likely;
};

/** Plays by a judgement of positions, and never gives up. */
const byJudgement = (style: Style): Bot => ({
  choose({ view: seen, legal, seat, table }: BotSight, random: Random): Action | null {
    // The sight's table and view are this game's own, made by its schema and its `view`.
    const [view, config] = [seen as View, table.config as Config];
    if (has(legal, "move")) {
      // The plays that the game lists are plays.
      const plays = listOf(legal, "move", "play") as readonly Play[];
      const gammons = gammonsCount(view, config);
      const play = bestPlay(view, seat, plays, gammons, style, random);
      return play ? { type: "move", play } : null;
    }
    if (has(legal, "double") && doubles(view, seat, config)) return { type: "double" };
    if (has(legal, "roll")) return { type: "roll" };
    if (has(legal, "take")) return { type: takes(view, seat, config) ? "take" : "pass" };
    if (has(legal, "accept")) return { type: accepts(view, seat, config) ? "accept" : "decline" };
    return null;
  },
});

export const backgammonBots: Readonly<Record<string, BotMaker>> = {
  easy: () => byJudgement({ noise: 0.6, deeper: 0 }),
  medium: () => byJudgement({ noise: 0.15, deeper: 0 }),
  hard: () => byJudgement({ noise: 0, deeper: 0 }),
  expert: () => byJudgement({ noise: 0, deeper: 6 }),
};
