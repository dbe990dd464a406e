import type { MatchResult } from "./match.ts";
import { meanInterval, wilson, type Interval } from "./intervals.ts";

/** What one bot has come to so far; plain numbers, so that parts of an arena can be added up. */
export interface Score {
  readonly games: number;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
  readonly payoff: number;
  readonly payoffSquares: number;
}

export const noScore: Score = {
  games: 0,
  wins: 0,
  draws: 0,
  losses: 0,
  payoff: 0,
  payoffSquares: 0,
};

/**
 * Adds a match to the scores; `seating[seat]` is the bot that sat there. The best payoff of the table wins, where it is
 * one seat's alone; to share it is a draw. A seat alone, against the house, wins what is above zero.
 */
export const scored = (
  scores: readonly Score[],
  seating: readonly number[],
  { payoffs }: MatchResult,
): readonly Score[] => {
  const best = payoffs.length > 1 ? Math.max(...payoffs) : 0;
  const bestCount = payoffs.filter((payoff) => payoff === best).length;
  const next = [...scores];
  for (const [seat, bot] of seating.entries()) {
    const payoff = payoffs[seat] ?? 0;
    const before = next[bot] ?? noScore;
    const alone = payoffs.length === 1;
    const isDraw = alone ? payoff === 0 : payoff === best && bestCount > 1;
    const isWin = alone ? payoff > 0 : payoff === best && bestCount === 1;
    next[bot] = {
      games: before.games + 1,
      wins: before.wins + (isWin ? 1 : 0),
      draws: before.draws + (isDraw ? 1 : 0),
      losses: before.losses + (isWin || isDraw ? 0 : 1),
      payoff: before.payoff + payoff,
      payoffSquares: before.payoffSquares + payoff * payoff,
    };
  }
  return next;
};

export interface Rated extends Score {
  readonly bot: string;
  /** Wins, and draws as halves, of all games, with Wilson's interval. */
  readonly share: number;
  readonly shareInterval: Interval;
  readonly payoffMean: number;
  readonly payoffInterval: Interval;
}

export const ratedOf = (bots: readonly string[], scores: readonly Score[]): readonly Rated[] =>
  bots.map((bot, index) => {
    const score = scores[index] ?? noScore;
    const points = score.wins + score.draws / 2;
    const { mean, interval } = meanInterval(score.payoff, score.payoffSquares, score.games);
    return {
      bot,
      ...score,
      share: score.games > 0 ? points / score.games : 0,
      shareInterval: wilson(points, score.games),
      payoffMean: mean,
      payoffInterval: interval,
    };
  });

/** Who sits where in a match: the bots go round by one seat from match to match, and sit down again from the first where seats are left. */
export const seatingOf = (match: number, botCount: number, seatCount: number): readonly number[] =>
  Array.from({ length: seatCount }, (_, seat) => (seat + match) % botCount);

/** The scores of two parts of an arena, taken together. */
export const addScores = (one: readonly Score[], other: readonly Score[]): readonly Score[] =>
  one.map((score, bot) => {
    const more = other[bot] ?? noScore;
    return {
      games: score.games + more.games,
      wins: score.wins + more.wins,
      draws: score.draws + more.draws,
      losses: score.losses + more.losses,
      payoff: score.payoff + more.payoff,
      payoffSquares: score.payoffSquares + more.payoffSquares,
    };
  });
