import type { BotSight, Game, Random, Seat } from "@parlor/kit";
import { treeDepthMax } from "../limits.ts";
import { Movers, type Mover } from "../movers.ts";
import { payoffsOf, stakesBySeat } from "../payoffs.ts";
import { make, playOut, type Move } from "../playout.ts";
import { positionOf, SearchTable } from "../search-table.ts";
import {
  mostVisited,
  newDecision,
  selectEdge,
  type Decision,
  type Edge,
  type Scale,
} from "./node.ts";
import type { Search } from "./search.ts";

/**
 * Monte Carlo tree search over information sets. Each iteration plays in a state that was dealt anew, so that
 * nothing is known that the seat does not know; each mover decides by what it sees itself: all positions with the same view are one decision to it.
 */
export class HiddenTree implements Search {
  readonly scale: Scale;
  readonly root: Decision<null>;
  readonly isSolved = false;
  readonly #sight: BotSight;
  readonly #table: SearchTable;
  readonly #movers: Movers;
  readonly #random: Random;
  readonly #decisions = new Map<string, Decision<null>>();
  readonly #path: Decision<null>[] = [];
  readonly #edges: Edge<null>[] = [];

  constructor(game: Game, sight: BotSight, random: Random) {
    this.#sight = sight;
    this.#random = random;
    this.#table = new SearchTable(game, sight.table, random);
    this.#movers = new Movers(this.#table);
    this.root = newDecision(sight);
    this.scale = game.bank === "none" ? { low: 0, high: 1 } : { low: Infinity, high: -Infinity };
  }

  iterate(): void {
    const table = this.#table;
    const movers = this.#movers;
    const { game } = table;
    const { seat, now, timers } = this.#sight;
    const dealt = positionOf(game, this.#sight.deal(this.#random), now, timers);
    const staked = stakesBySeat(game, dealt.state, table.table.seatCount);
    table.take(dealt);
    movers.begin(seat);
    this.#path.length = 0;
    this.#edges.length = 0;
    let decision: Decision<null> | null = this.root;
    for (let depth = 0; depth < treeDepthMax && decision !== null; depth++) {
      const edge: Edge<null> = selectEdge(decision, this.scale, this.#random);
      const isNew: boolean = decision.visits === 0;
      this.#path.push(decision);
      this.#edges.push(edge);
      make(table, movers, decision.seat, edge.move);
      decision = isNew ? null : this.#next();
    }
    playOut(table, movers, this.#random);
    this.#learn(payoffsOf(table, staked));
  }

  best(): Move {
    return mostVisited(this.root).move;
  }

  /** The next decision, past clocks that run out; null where play is over or has come to a stop. */
  #next(): Decision<null> | null {
    const table = this.#table;
    while (!table.over) {
      const mover = this.#movers.next();
      if (mover) return this.#decisionOf(mover);
      if (!make(table, this.#movers, 0, "expire")) return null;
    }
    return null;
  }

  #decisionOf(mover: Mover): Decision<null> {
    const key = this.#keyOf(mover.seat, mover);
    const known = this.#decisions.get(key);
    if (known) return known;
    const decision = newDecision<null>(mover);
    this.#decisions.set(key, decision);
    return decision;
  }

  #keyOf(seat: Seat, { legal, mayWait }: Mover): string {
    const { game, state, table } = this.#table;
    const view = JSON.stringify(game.view(state, seat, table));
    return `${seat}${mayWait ? "w" : ""}${view}${JSON.stringify(legal)}`;
  }

  #learn(payoffs: readonly number[]): void {
    const { scale } = this;
    if (this.#table.game.bank !== "none")
      for (const payoff of payoffs) {
        if (payoff < scale.low) scale.low = payoff;
        if (payoff > scale.high) scale.high = payoff;
      }
    for (let i = 0; i < this.#path.length; i++) {
      const decision = this.#path[i];
      const edge = this.#edges[i];
      if (!decision || !edge) break;
      decision.visits += 1;
      edge.visits += 1;
      edge.total += payoffs[decision.seat] ?? 0;
    }
  }
}
