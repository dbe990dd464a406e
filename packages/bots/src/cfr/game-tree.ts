import {
  branches,
  canonicalJson,
  randomFrom,
  Unenumerable,
  type Game,
  type GameEvent,
  type Random,
  type ReadTable,
  type Seat,
} from "@parlor/kit";
import { candidatesOf } from "../actions.ts";
import { branchCountMax, treeNodesMax } from "../limits.ts";
import { Movers, type Mover, type Place } from "../movers.ts";
import { openingOf } from "../opening.ts";
import { payoffsOf, stakesBySeat } from "../payoffs.ts";
import { make, playOut, type Move } from "../playout.ts";
import { SearchTable, type Position } from "../search-table.ts";
import { SwitchedRandom } from "../switched-random.ts";

/** All that a seat cannot tell apart when it has to decide. */
export interface InformationSet {
  readonly seat: Seat;
  readonly moves: readonly Move[];
  /** What the seat sees when it decides, without what it saw before. */
  readonly view: string;
}

export type TreeNode =
  | { readonly kind: "end"; readonly payoffs: readonly number[] }
  | {
      readonly kind: "chance";
      readonly chances: readonly number[];
      readonly children: readonly TreeNode[];
    }
  | {
      readonly kind: "decision";
      readonly seat: Seat;
      /** The index of its information set. */
      readonly set: number;
      readonly children: readonly TreeNode[];
    };

export interface GameTree {
  readonly root: TreeNode;
  readonly sets: readonly InformationSet[];
  readonly nodeCount: number;
  readonly seats: readonly Seat[];
}

/** What seats have been told so far, as the number of each one's history. */
type Histories = readonly number[];

interface Standing {
  readonly position: Position;
  readonly place: Place;
  readonly over: boolean;
  readonly payoffs: readonly number[] | null;
  readonly told: readonly GameEvent[];
}

/**
 * The whole tree of a game, or where there is money of a round: made by its own reducers, with a node for each way that
 * chance can go. A decision belongs to the information set of everything that its seat has been told (views and
 * events) and has done itself. Throws {@link Unenumerable} where that is too much.
 */
export const gameTree = (game: Game, table: ReadTable, roundsBefore = 0): GameTree =>
  new TreeBuilder(game, table).build(roundsBefore);

class TreeBuilder {
  readonly #game: Game;
  readonly #chance = new SwitchedRandom();
  readonly #table: SearchTable;
  readonly #movers: Movers;
  readonly #sets: InformationSet[] = [];
  readonly #setNumbers = new Map<string, number>();
  readonly #histories = new Map<string, number>();
  #heard: GameEvent[] = [];
  #nodeCount = 0;

  constructor(game: Game, table: ReadTable) {
    this.#game = game;
    this.#table = new SearchTable(game, table, this.#chance);
    this.#movers = new Movers(this.#table);
  }

  build(roundsBefore: number): GameTree {
    const { table } = this.#table;
    const nobodyKnows = Array.from({ length: table.seatCount }, () => 0);
    const opened = branches((random) => {
      this.#chance.source = random;
      return openingOf(this.#game, table, this.#chance);
    }, branchCountMax);
    const root = this.#chanceNode(
      opened.map(({ value: position, numerator, denominator }) => ({
        chance: Number(numerator) / Number(denominator),
        standing: this.#later({ ...position, gains: null }, roundsBefore),
      })),
      nobodyKnows,
    );
    return { root, sets: this.#sets, nodeCount: this.#nodeCount, seats: table.seats };
  }

  /** The same table some rounds later, each played in the way that comes first. */
  #later(position: Position, roundsBefore: number): Standing {
    let from = position;
    for (let round = 0; round < roundsBefore; round++) {
      this.#chance.source = firstOfAll;
      this.#table.begin(from);
      this.#movers.begin(0);
      playOut(this.#table, this.#movers, firstOfAll);
      from = { ...this.#table.leave(), gains: null };
    }
    this.#movers.begin(0);
    // What is on the table at the beginning is nobody's gain.
    const { table } = this.#table;
    const staked = stakesBySeat(this.#game, from.state, table.seatCount);
    const gains = this.#game.bank === "none" ? null : staked.map((amount) => -amount);
    from = { ...from, gains };
    return { position: from, place: this.#movers.place, over: false, payoffs: null, told: [] };
  }

  #node(standing: Standing, before: Histories): TreeNode {
    this.#nodeCount += 1;
    if (this.#nodeCount > treeNodesMax) throw new Unenumerable(`more than ${treeNodesMax} nodes`);
    if (standing.payoffs) return { kind: "end", payoffs: standing.payoffs };
    this.#goTo(standing);
    const histories = this.#told(standing.told, before);
    const mover = this.#movers.next();
    if (mover !== null) return this.#decision(standing, mover, histories);
    // Where no clock runs, and nobody may do anything, it comes to what it is.
    if (this.#table.timers.length === 0)
      return { kind: "end", payoffs: payoffsOf(this.#table, noStakes) };
    return this.#chanceNode(this.#outcomes(standing, 0, "expire"), histories);
  }

  /** Who may act at the same time does so in the order of seats: to wait for each other would be the same over again. */
  #decision(standing: Standing, mover: Mover, histories: Histories): TreeNode {
    const { seat, legal, isClocked } = mover;
    const { actions } = candidatesOf(legal);
    const moves: readonly Move[] = isClocked ? [...actions, "wait"] : actions;
    const set = this.#setOf(seat, moves, histories[seat] ?? 0);
    const children = moves.map((move) =>
      this.#chanceNode(
        this.#outcomes(standing, seat, move),
        histories.with(seat, this.#history(histories[seat] ?? 0, canonicalJson(move))),
      ),
    );
    return { kind: "decision", seat, set, children };
  }

  #setOf(seat: Seat, moves: readonly Move[], history: number): number {
    const key = `${seat} ${history}`;
    const known = this.#setNumbers.get(key);
    if (known !== undefined) return known;
    const { game, state, table } = this.#table;
    const view = canonicalJson(game.view(state, seat, table));
    this.#setNumbers.set(key, this.#sets.length);
    this.#sets.push({ seat, moves, view });
    return this.#sets.length - 1;
  }

  #chanceNode(
    outcomes: readonly { readonly chance: number; readonly standing: Standing }[],
    histories: Histories,
  ): TreeNode {
    const children = outcomes.map(({ standing }) => this.#node(standing, histories));
    const [only] = children;
    if (only && children.length === 1) return only;
    return { kind: "chance", chances: outcomes.map(({ chance }) => chance), children };
  }

  /** Everything that a move can lead to. */
  #outcomes(standing: Standing, seat: Seat, move: Move) {
    const run = (random: Random): Standing => {
      this.#goTo(standing);
      this.#chance.source = random;
      const table = this.#table;
      this.#heard = [];
      table.listen(this.#heard);
      make(table, this.#movers, seat, move);
      const { over } = table;
      const payoffs = over ? payoffsOf(table, noStakes) : null;
      return {
        position: table.leave(),
        place: this.#movers.place,
        over,
        payoffs,
        told: this.#heard,
      };
    };
    return branches(run, branchCountMax).map(({ value, numerator, denominator }) => ({
      standing: value,
      chance: Number(numerator) / Number(denominator),
    }));
  }

  #goTo({ position, place }: Standing): void {
    this.#table.begin(position);
    this.#movers.goTo(place);
  }

  /** Each seat's history with what it sees now and what it was told on the way here. */
  #told(events: readonly GameEvent[], before: Histories): Histories {
    const { game, state, table } = this.#table;
    return before.map((history, seat) => {
      const heard = events.filter(({ to }) => to === undefined || to.includes(seat));
      const news = heard.map(({ type, data }) => ({ type, data }));
      return this.#history(history, canonicalJson([game.view(state, seat, table), news]));
    });
  }

  #history(before: number, news: string): number {
    const key = `${before} ${news}`;
    const known = this.#histories.get(key);
    if (known !== undefined) return known;
    const number = this.#histories.size + 1;
    this.#histories.set(key, number);
    return number;
  }
}

const noStakes: readonly number[] = [];
/** Of everything that may come, the first. */
const firstOfAll = randomFrom(() => 0);
