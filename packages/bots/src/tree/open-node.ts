import type { Seat } from "@parlor/kit";
import type { Place } from "../movers.ts";
import type { Position } from "../search-table.ts";
import type { Decision, Edge } from "./node.ts";

/** A position in the tree of a game that hides nothing. */
export class Node implements Place {
  /** Kept from the second visit on: most nodes are visited once. */
  position: Position | null = null;
  decision: Decision<Way> | null = null;
  /** What each seat gets where play is over here, or whatever it comes to is known. */
  payoffs: readonly number[] | null = null;
  readonly next: number;
  readonly waiting: readonly Seat[];
  /** What was drawn on the way here from the node before. */
  readonly draws: readonly number[];

  constructor({ next, waiting }: Place, draws: readonly number[]) {
    this.next = next;
    this.waiting = waiting;
    this.draws = draws;
  }
}

/** What is behind an edge where chance comes in: a node for each way that it went. */
export class Outcomes {
  readonly byDraws = new Map<string, Node>();
  /** As they were drawn, an outcome that came twice twice. */
  readonly sampled: Node[] = [];
}

/** What is behind an edge. */
export type Way = Node | Outcomes;

/** What each seat gets by the edge, where that is known. */
export const payoffsBehind = ({ child }: Edge<Way>): readonly number[] | null =>
  child === null || child instanceof Outcomes ? null : child.payoffs;

export const provenOf = (edge: Edge<Way>, seat: Seat): number | undefined =>
  payoffsBehind(edge)?.[seat];

/** The best move, where it is known what each comes to. */
export const bestProven = ({ edges, candidates, seat }: Decision<Way>): Edge<Way> | null => {
  const waits = edges[0]?.move === "wait" ? 1 : 0;
  if (edges.length - waits < candidates.count) return null;
  let best: Edge<Way> | null = null;
  let bestPayoff = -Infinity;
  for (const edge of edges) {
    const payoff = provenOf(edge, seat);
    if (payoff === undefined) return null;
    if (payoff > bestPayoff) {
      best = edge;
      bestPayoff = payoff;
    }
  }
  return best;
};
