import {
  randomFrom,
  type Action,
  type BotSight,
  type DrawInt,
  type Game,
  type Random,
  type Seat,
} from "@parlor/kit";
import { treeDepthMax } from "../limits.ts";
import { Movers } from "../movers.ts";
import { payoffsOf, stakesBySeat } from "../payoffs.ts";
import { make, playOut, type Move } from "../playout.ts";
import { positionOf, SearchTable, type Position } from "../search-table.ts";
import { bestProven, Node, Outcomes, payoffsBehind, provenOf, type Way } from "./open-node.ts";
import type { Search } from "./search.ts";
import {
  mostVisited,
  newDecision,
  newExpiry,
  selectEdge,
  type Decision,
  type Edge,
  type Scale,
} from "./node.ts";

const noDraws: readonly number[] = [];

/**
 * Monte Carlo tree search where everything is seen. Positions are kept in the tree, so that an iteration runs
 * only the rules of its last move and of its playout; what is proven to be won or lost is not searched again.
 */
export class OpenTree implements Search {
  readonly scale: Scale;
  readonly #table: SearchTable;
  readonly #movers: Movers;
  readonly #random: Random;
  readonly #staked: readonly number[];
  readonly #root: Node;
  readonly #path: Node[] = [];
  readonly #edges: Edge<Way>[] = [];
  /** Whether the last move led to where nobody was before. */
  #isNew = false;
  /** The draws of a move in the tree: recorded, or given back. */
  #recorded: number[] | null = null;
  #replayed: readonly number[] = noDraws;

  constructor(game: Game, sight: BotSight, random: Random) {
    const chance: DrawInt = (bound) => this.#draw(bound);
    this.#random = random;
    this.#table = new SearchTable(game, sight.table, randomFrom(chance));
    this.#movers = new Movers(this.#table);
    this.#movers.begin(sight.seat);
    const position = positionOf(game, sight.deal(random), sight.now, sight.timers);
    this.#staked = stakesBySeat(game, position.state, sight.table.seatCount);
    this.scale = game.bank === "none" ? { low: 0, high: 1 } : { low: Infinity, high: -Infinity };
    this.#root = new Node(this.#movers.place, noDraws);
    this.#root.position = position;
    this.#root.decision = newDecision(sight);
  }

  /** The decision that the search is for. */
  get root(): Decision<unknown> {
    return this.#root.decision ?? newExpiry();
  }

  /** Whether it is known what every move comes to, so that to search on is in vain. */
  get isSolved(): boolean {
    return this.#root.payoffs !== null;
  }

  iterate(): void {
    const path = this.#path;
    const edges = this.#edges;
    path.length = 0;
    edges.length = 0;
    let node = this.#root;
    let isLive = false;
    this.#isNew = false;
    while (node.payoffs === null && path.length < treeDepthMax) {
      if (node.position === null) {
        if (this.#isNew) break;
        node.position = this.#table.leave();
        isLive = false;
      }
      const decision = (node.decision ??= this.#decide(node));
      if (node.payoffs !== null) break;
      const edge = selectEdge(decision, this.scale, this.#random);
      path.push(node);
      edges.push(edge);
      const known = this.#knownBehind(edge);
      if (known && (known.position !== null || known.payoffs !== null)) {
        node = known;
        isLive = false;
        continue;
      }
      node = this.#perform(node, edge, known);
      isLive = true;
    }
    const payoffs = node.payoffs ?? this.#playedOut(node, isLive);
    this.#learn(payoffs);
  }

  /** The best move that is known: a proven win, or what was looked at most and is not proven to be lost. */
  best(): Move {
    const decision = this.#root.decision ?? newExpiry<Way>();
    const proven = bestProven(decision);
    if (proven) return proven.move;
    const won = decision.edges.find((edge) => this.#isMost(provenOf(edge, decision.seat)));
    if (won) return won.move;
    const open = decision.edges.filter((edge) => !edge.isLost);
    return mostVisited(open.length > 0 ? { edges: open } : decision).move;
  }

  /** Who moves here, which is asked on the node's own position. */
  #decide(node: Node): Decision<Way> {
    const table = this.#table;
    this.#movers.goTo(node);
    if (node.position) table.take(node.position);
    const mover = this.#movers.next();
    if (mover) {
      const decision = newDecision<Way>(mover);
      if (this.#path.length <= winsLookedForDepth) node.payoffs = this.#winAtOnce(node, decision);
      return decision;
    }
    if (table.timers.length === 0) node.payoffs = payoffsOf(table, this.#staked);
    return newExpiry();
  }

  /** Near the root a win with the next move is looked for, rather than met by chance: it decides about what came before. */
  #winAtOnce({ position }: Node, decision: Decision<Way>): readonly number[] | null {
    const { candidates, seat } = decision;
    if (
      this.#table.game.bank !== "none" ||
      position === null ||
      candidates.count > winsLookedForMax
    )
      return null;
    const drawn: number[] = [];
    this.#recorded = drawn;
    let won: readonly number[] | null = null;
    for (let place = 0; place < candidates.count && won === null; place++) {
      won = this.#wonBy(position, seat, candidates.at(place));
      if (drawn.length > 0) break;
    }
    this.#recorded = null;
    return drawn.length === 0 ? won : null;
  }

  #wonBy(position: Position, seat: Seat, action: Action): readonly number[] | null {
    const table = this.#table;
    table.begin(position);
    if (table.act(seat, action) !== undefined || !table.over) return null;
    const payoffs = payoffsOf(table, this.#staked);
    return this.#isMost(payoffs[seat]) ? payoffs : null;
  }

  /** The node that the edge leads to this time, where that can be known before the move is made. */
  #knownBehind({ child, visits }: Edge<Way>): Node | null {
    if (!(child instanceof Outcomes)) return child;
    // Of many outcomes, those that came already stand for all of them until the edge was taken more often.
    const { byDraws, sampled } = child;
    const mayGrow = byDraws.size < outcomesMin + Math.sqrt(visits) * outcomesFactor;
    return mayGrow ? null : (sampled[this.#random.int(sampled.length)] ?? null);
  }

  #perform(node: Node, edge: Edge<Way>, known: Node | null): Node {
    const table = this.#table;
    if (node.position) table.begin(node.position);
    this.#movers.goTo(node);
    const { seat } = node.decision ?? newExpiry();
    if (known) this.#replayed = known.draws;
    else this.#recorded = [];
    make(table, this.#movers, seat, edge.move);
    const draws = this.#recorded ?? noDraws;
    this.#recorded = null;
    this.#replayed = noDraws;
    return known ?? this.#reached(edge, draws);
  }

  #reached(edge: Edge<Way>, draws: readonly number[]): Node {
    if (draws.length === 0) return (edge.child = this.#arrived(noDraws));
    const outcomes = edge.child instanceof Outcomes ? edge.child : new Outcomes();
    edge.child = outcomes;
    const key = draws.join();
    const there = outcomes.byDraws.get(key) ?? this.#arrived(draws);
    outcomes.byDraws.set(key, there);
    outcomes.sampled.push(there);
    return there;
  }

  #arrived(draws: readonly number[]): Node {
    const node = new Node(this.#movers.place, draws);
    this.#isNew = true;
    if (this.#table.over) node.payoffs = payoffsOf(this.#table, this.#staked);
    return node;
  }

  #playedOut(node: Node, isLive: boolean): readonly number[] {
    if (!isLive && node.position) this.#table.begin(node.position);
    playOut(this.#table, this.#movers, this.#random);
    return payoffsOf(this.#table, this.#staked);
  }

  #learn(payoffs: readonly number[]): void {
    const { scale } = this;
    if (this.#table.game.bank !== "none")
      for (const payoff of payoffs) {
        if (payoff < scale.low) scale.low = payoff;
        if (payoff > scale.high) scale.high = payoff;
      }
    let mayProve = true;
    for (let i = this.#path.length - 1; i >= 0; i--) {
      const node = this.#path[i];
      const edge = this.#edges[i];
      if (!node?.decision || !edge) break;
      node.decision.visits += 1;
      edge.visits += 1;
      edge.total += payoffs[node.decision.seat] ?? 0;
      if (mayProve) mayProve = this.#prove(node, node.decision, edge);
    }
  }

  /** A position is worth a win that it has, or the best of its moves when all are known. */
  #prove(node: Node, decision: Decision<Way>, last: Edge<Way>): boolean {
    const proven = payoffsBehind(last);
    if (proven === null) return false;
    // The last place is a loss; money that was lost may be the least that there is to lose.
    last.isLost = proven[decision.seat] === 0 && this.#table.game.bank === "none";
    const best = this.#isMost(proven[decision.seat]) ? last : bestProven(decision);
    node.payoffs = best && payoffsBehind(best);
    return node.payoffs !== null;
  }

  /** Only of places is it known how good they can be; in money there may always be more. */
  #isMost(payoff: number | undefined): boolean {
    return payoff === 1 && this.#table.game.bank === "none";
  }

  #draw(bound: number): number {
    const recorded = this.#recorded;
    if (recorded === null) {
      const next = this.#replayed[0];
      if (next === undefined) return this.#random.int(bound);
      this.#replayed = this.#replayed.slice(1);
      return next;
    }
    const value = this.#random.int(bound);
    recorded.push(value);
    return value;
  }
}

const winsLookedForDepth = 4;
const winsLookedForMax = 40;
const outcomesMin = 6;
const outcomesFactor = 1;
