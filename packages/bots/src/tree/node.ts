import type { Random, Seat } from "@parlor/kit";
import { candidatesOf, widenedTo, Candidates } from "../actions.ts";
import type { Mover } from "../movers.ts";
import type { Move } from "../playout.ts";

/*
 * What a tree is made of are classes, not literals: V8 takes the objects of a literal that lived through its first small
 * collections for lasting ones, and then never finds out how soon a tree is thrown away.
 */

/** One way on from a node, with what came of it for the seat that took it. */
export class Edge<Child> {
  readonly move: Move;
  visits = 0;
  /** The sum of the mover's payoffs. */
  total = 0;
  /** Whether it is proven that the mover can lose no worse than by taking it. */
  isLost = false;
  /** Whatever the kind of search keeps behind the edge. */
  child: Child | null = null;

  constructor(move: Move) {
    this.move = move;
  }
}

/** A decision of one seat, or a clock that runs out where nobody decides. */
export class Decision<Child> {
  readonly seat: Seat;
  readonly candidates: Candidates;
  readonly edges: Edge<Child>[];
  visits = 0;

  constructor(seat: Seat, candidates: Candidates, edges: Edge<Child>[]) {
    this.seat = seat;
    this.candidates = candidates;
    this.edges = edges;
  }
}

export const newDecision = <Child>({
  seat,
  legal,
  mayWait,
}: Omit<Mover, "isClocked">): Decision<Child> =>
  new Decision(seat, candidatesOf(legal), mayWait ? [new Edge<Child>("wait")] : []);

export const newExpiry = <Child>(): Decision<Child> =>
  new Decision(0, noCandidates, [new Edge<Child>("expire")]);
const noCandidates = new Candidates([], null);

/** How the payoffs of this search lie: in money nobody knows beforehand what there is to win. */
export interface Scale {
  low: number;
  high: number;
}

/** How much a search cares for what it knows little of; payoffs lie between 0 and 1. */
const exploration = 0.7;

/**
 * The edge with the highest upper confidence bound (UCT); one that was never taken comes first. More
 * amounts of a range are looked at as the decision is visited more.
 */
export const selectEdge = <Child>(
  decision: Decision<Child>,
  scale: Scale,
  random: Random,
): Edge<Child> => {
  const { edges, candidates } = decision;
  const waits = edges.length > 0 && edges[0]?.move === "wait" ? 1 : 0;
  const wide = widenedTo(candidates, decision.visits);
  if (edges.length - waits < wide) return openEdge(decision, waits, wide, random);
  const { low, high } = scale;
  const span = high > low ? high - low : 1;
  const share = 1 / span;
  const logVisits = Math.log(decision.visits + 1);
  let best = edges[0];
  let bestBound = -Infinity;
  for (let i = 0; i < edges.length; i++) {
    const edge = edges[i];
    if (edge === undefined) break;
    if (edge.visits === 0) return edge;
    if (edge.isLost) continue;
    const part = 1 / edge.visits;
    const mean = (edge.total * part - low) * share;
    const bound = mean + exploration * Math.sqrt(logVisits * part);
    if (bound > bestBound) {
      best = edge;
      bestBound = bound;
    }
  }
  if (best === undefined) throw new RangeError("a decision without a way on");
  return best;
};

/** Takes up one candidate more. Those of rank 0 come in any order, so that the first listed has no advantage. */
const openEdge = <Child>(
  { edges, candidates }: Decision<Child>,
  waits: number,
  wide: number,
  random: Random,
): Edge<Child> => {
  const opened = edges.length - waits;
  const other =
    (candidates.ranks?.[wide - 1] ?? 0) === 0 ? opened + random.int(wide - opened) : opened;
  candidates.swap(opened, other);
  const edge = new Edge<Child>(candidates.at(opened));
  edges.push(edge);
  return edge;
};

/** The move that was taken most often; of two, the one that was worth more. */
export const mostVisited = <Child>({ edges }: Pick<Decision<Child>, "edges">): Edge<Child> => {
  let best: Edge<Child> | undefined;
  for (const edge of edges) {
    const isBetter =
      best === undefined ||
      edge.visits > best.visits ||
      (edge.visits === best.visits && edge.total > best.total);
    if (isBetter) best = edge;
  }
  if (best === undefined) throw new RangeError("a decision without a way on");
  return best;
};
