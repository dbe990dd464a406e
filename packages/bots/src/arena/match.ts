import {
  copyJson,
  randomFrom,
  seededDraws,
  type Bot,
  type BotSight,
  type Game,
  type Random,
  type ReadTable,
  type Seat,
} from "@parlor/kit";
import { Movers, type Mover } from "../movers.ts";
import { openingOf } from "../opening.ts";
import { payoffsOf, stakesBySeat } from "../payoffs.ts";
import { make, type Move } from "../playout.ts";
import { SearchTable } from "../search-table.ts";

/** One game of an arena, or where there is money and no end to it, some rounds. */
export interface Match {
  readonly game: Game;
  readonly table: ReadTable;
  /** By seat. */
  readonly bots: readonly Bot[];
  /** The same seed plays the same match, as long as no bot thinks by the clock. */
  readonly seed: string;
  /** Where there is money, how many rounds are played. */
  readonly rounds: number;
}

export interface MatchResult {
  /** By seat: the money won, in minor units, or the place from 1, the first, down to 0. */
  readonly payoffs: readonly number[];
  readonly finished: boolean;
  readonly moves: number;
}

/** A match that comes to no end in so many moves is broken off, and counts as it stands. */
const movesMax = 10_000;

/** Plays a match: each bot is told what its seat may know, and nothing else. */
export const playMatch = ({ game, table, bots, seed, rounds }: Match): MatchResult => {
  const dealing = randomFrom(seededDraws(`${seed}/table`));
  const thinking = bots.map((_, seat) => randomFrom(seededDraws(`${seed}/seat ${seat}`)));
  const live = new SearchTable(game, table, dealing);
  const movers = new Movers(live);
  const opening = openingOf(game, table, dealing);
  const staked = stakesBySeat(game, opening.state, table.seatCount);
  live.take(opening);
  movers.begin(table.seats[0] ?? 0);
  let [moves, played] = [0, 0];
  while (moves < movesMax) {
    const mover = movers.next();
    const bot = mover && bots[mover.seat];
    const random = mover && thinking[mover.seat];
    const move: Move =
      mover && bot && random ? (bot.choose(sightOf(live, mover), random) ?? "wait") : "expire";
    if (!make(live, movers, mover?.seat ?? 0, move)) break;
    moves += 1;
    if (!live.over) continue;
    played += 1;
    if (live.outcome !== null || played >= rounds) break;
    live.goOn();
  }
  return { payoffs: payoffsOf(live, staked), finished: live.over, moves };
};

const sightOf = (live: SearchTable, { seat, legal, mayWait }: Mover): BotSight => {
  const { game, state, table, now, timers } = live;
  return {
    seat,
    table,
    view: game.view(state, seat, table),
    legal,
    now,
    timers: timers.filter(({ secret }) => !secret),
    mayWait,
    deal: (random: Random) => dealtFor(game, state, seat, random),
  };
};

/** A state that the seat could not tell from this one, as a copy of its own. */
export const dealtFor = (game: Game, state: unknown, seat: Seat, random: Random): unknown =>
  copyJson(game.redeal ? game.redeal(state, seat, random) : state);
