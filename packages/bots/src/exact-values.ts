import {
  branches,
  sampledBranches,
  Unenumerable,
  type BotSight,
  type Game,
  type Random,
  type ReadTable,
} from "@parlor/kit";
import { candidatesOf } from "./actions.ts";
import { branchCountMax } from "./limits.ts";
import { Movers, type Mover, type Place } from "./movers.ts";
import { stakesBySeat } from "./payoffs.ts";
import { make, playOut, type Move } from "./playout.ts";
import { positionOf, SearchTable, type Position } from "./search-table.ts";
import { SwitchedRandom } from "./switched-random.ts";

/** What a move is worth to each seat: the money that it will have got, and what then lies on the table. */
export interface MoveValue {
  readonly move: Move;
  readonly values: readonly number[];
}

interface Standing {
  readonly position: Position;
  readonly place: Place;
  readonly over: boolean;
}

/** Play that goes beyond the depth is judged by so many playouts. */
const playoutsBeyond = 32;
/** A draw that goes too many ways is drawn so often instead. */
const sampleCount = 200;
/** Clocks that run out one after the other without anybody's decision, before it counts as a stop. */
const expiriesMax = 64;

/** Values of positions, exact where the end is reached within the depth; every mover does what is best for itself. */
export class ExactValues {
  readonly #game: Game;
  readonly #chance = new SwitchedRandom();
  readonly #table: SearchTable;
  readonly #movers: Movers;
  readonly #random: Random;
  readonly #known = new Map<string, readonly number[]>();

  constructor(game: Game, table: ReadTable, random: Random) {
    this.#game = game;
    this.#random = random;
    this.#table = new SearchTable(game, table, this.#chance);
    this.#movers = new Movers(this.#table);
  }

  /** The value of every move of this decision; `state` is the caller's to give away. */
  moves(
    { seat, legal, mayWait, now, timers }: BotSight,
    state: unknown,
    depth: number,
  ): MoveValue[] {
    this.#movers.begin(seat);
    const position = positionOf(this.#game, state, now, timers);
    const standing = { position, place: this.#movers.place, over: false };
    return movesOf({ seat, legal, mayWait }).map((move) => ({
      move,
      values: this.#afterMove(standing, seat, move, depth - 1),
    }));
  }

  #valueOf(standing: Standing, depth: number): readonly number[] {
    if (standing.over) return this.#worthAsItLies(standing.position);
    const key = keyOf(standing, depth);
    const known = this.#known.get(key);
    // The same position may be reached with other gains: they come on top.
    const value = known ?? this.#future(standing, depth);
    if (!known) this.#known.set(key, value);
    return value;
  }

  /** What is still to come from here on, by seat. */
  #future(standing: Standing, depth: number): readonly number[] {
    this.#goTo(standing);
    const mover = this.#movers.next();
    if (mover === null) {
      if (this.#table.timers.length === 0 || depth < -expiriesMax)
        return this.#worthAsItLies(standing.position);
      return this.#afterMove(standing, 0, "expire", depth <= 0 ? depth - 1 : depth);
    }
    if (depth <= 0) return this.#playedOut(standing);
    let best: readonly number[] | undefined;
    for (const move of movesOf(mover)) {
      const values = this.#afterMove(standing, mover.seat, move, depth - 1);
      if (best === undefined || (values[mover.seat] ?? 0) > (best[mover.seat] ?? 0)) best = values;
    }
    return best ?? this.#worthAsItLies(standing.position);
  }

  #afterMove(standing: Standing, seat: number, move: Move, depth: number): readonly number[] {
    const sums = this.#table.gains.map(() => 0);
    for (const { value, chance } of this.#outcomes(standing, seat, move)) {
      const future = this.#valueOf(value.standing, depth);
      for (const [index, gain] of value.gains.entries())
        sums[index] = (sums[index] ?? 0) + chance * (gain + (future[index] ?? 0));
    }
    return sums;
  }

  #outcomes(standing: Standing, seat: number, move: Move) {
    const table = this.#table;
    const run = (random: Random) => {
      this.#goTo(standing);
      this.#chance.source = random;
      make(table, this.#movers, seat, move);
      const { gains, ...rest } = table.leave();
      const position = { ...rest, gains: null };
      return {
        gains: gains ?? [],
        standing: { position, place: this.#movers.place, over: table.over },
      };
    };
    try {
      return branches(run, branchCountMax).map(({ value, numerator, denominator }) => ({
        value,
        chance: Number(numerator) / Number(denominator),
      }));
    } catch (error) {
      if (!(error instanceof Unenumerable)) throw error;
      const draw = (bound: number): number => this.#random.int(bound);
      const sampled = sampledBranches(run, sampleCount, draw);
      return sampled.map(({ value }) => ({ value, chance: 1 / sampleCount }));
    }
  }

  #goTo({ position, place }: Standing): void {
    this.#table.begin(position);
    this.#movers.goTo(place);
  }

  #worthAsItLies({ state }: Position): readonly number[] {
    return stakesBySeat(this.#game, state, this.#table.table.seatCount);
  }

  #playedOut(standing: Standing): readonly number[] {
    const sums = this.#table.gains.map(() => 0);
    for (let playout = 0; playout < playoutsBeyond; playout++) {
      this.#goTo(standing);
      this.#chance.source = this.#random;
      playOut(this.#table, this.#movers, this.#random);
      const stakes = stakesBySeat(this.#game, this.#table.state, sums.length);
      for (const [seat, gain] of this.#table.gains.entries())
        sums[seat] = (sums[seat] ?? 0) + (gain + (stakes[seat] ?? 0)) / playoutsBeyond;
    }
    return sums;
  }
}

const movesOf = ({ legal, mayWait }: Omit<Mover, "isClocked">): readonly Move[] => {
  const moves: readonly Move[] = candidatesOf(legal).actions;
  // Of what is worth the same, the first is taken: to act.
  return mayWait ? [...moves, "wait"] : moves;
};

const keyOf = ({ position, place }: Standing, depth: number): string => {
  const clocks = position.timers.map(({ name, dueAt }) => `${name} ${dueAt - position.now}`).join();
  return `${depth} ${place.next} ${place.waiting.join()} ${clocks} ${JSON.stringify(position.state)}`;
};
