import {
  limits,
  randomFrom,
  seededDraws,
  type BotMaker,
  type BotSight,
  type Game,
  type Random,
} from "@parlor/kit";
import { candidatesOf } from "./actions.ts";

import { waitingWorthShare } from "./limits.ts";
import { Movers } from "./movers.ts";
import { payoffsOf, stakesBySeat } from "./payoffs.ts";
import { make, playOut, type Move } from "./playout.ts";
import { positionOf, SearchTable } from "./search-table.ts";

/**
 * Flat Monte Carlo: plays each move out at random so many times, and takes the one that was worth most on average. All
 * moves are tried in the same dealt states, so that they differ by what they are and not by luck.
 */
export const rolloutsBot =
  (playouts: number): BotMaker =>
  (game) => ({
    choose: (sight, random) => {
      const moves: Move[] = [...candidatesOf(sight.legal).actions];
      if (sight.mayWait) moves.push("wait");
      const best = moves.length === 1 ? moves[0] : bestOf(game, sight, moves, playouts, random);
      return best === undefined || best === "wait" || best === "expire" ? null : best;
    },
  });

const bestOf = (
  game: Game,
  sight: BotSight,
  moves: readonly Move[],
  playouts: number,
  random: Random,
): Move | undefined => {
  const totals = moves.map(() => 0);
  let [low, high] = [Infinity, -Infinity];
  for (let playout = 0; playout < playouts; playout++) {
    const seed = random.int(limits.randomBoundMax);
    for (const [index, move] of moves.entries()) {
      const payoff = playedFrom(game, sight, move, seed);
      totals[index] = (totals[index] ?? 0) + payoff;
      low = Math.min(low, payoff);
      high = Math.max(high, payoff);
    }
  }
  const waiting = (waitingWorthShare + 1 / Math.sqrt(playouts)) * (high - low) * playouts;
  const worthOf = (index: number): number =>
    (totals[index] ?? 0) - (moves[index] === "wait" ? waiting : 0);
  let best = 0;
  for (const index of moves.keys()) if (worthOf(index) > worthOf(best)) best = index;
  return moves[best];
};

const playedFrom = (game: Game, sight: BotSight, move: Move, seed: number): number => {
  const random = randomFrom(seededDraws(seed));
  const table = new SearchTable(game, sight.table, random);
  const movers = new Movers(table);
  const position = positionOf(game, sight.deal(random), sight.now, sight.timers);
  const staked = stakesBySeat(game, position.state, sight.table.seatCount);
  table.take(position);
  movers.begin(sight.seat);
  make(table, movers, sight.seat, move);
  playOut(table, movers, random);
  return payoffsOf(table, staked)[sight.seat] ?? 0;
};
