import { canonicalJson, type Action, Unenumerable } from "@parlor/kit";
import { branches } from "./branching.ts";
import { afterDone, isOutcome, unmade, type FollowedBet, type Outcome } from "./followed-bet.ts";
import { branchCountMax, historiesComparedMax, nodeCountMax } from "./limits.ts";
import { movesAt } from "./moves.ts";
import { accepted, followedSeat } from "./placements.ts";
import { perform, positionKey, type Move, type Position, type Setting } from "./position.ts";
import { add, type Rational } from "./rational.ts";
import { outcomeKey } from "./tally.ts";

/** Where a move may lead: to another node, or to one of the graph's outcomes. */
export interface Edge {
  readonly to: { readonly kind: "node" | "outcome"; readonly index: number };
  readonly chance: Rational;
}

/** One thing that may be done in a node. */
export interface Option {
  readonly move: Move;
  readonly edges: readonly Edge[];
}

/** Everywhere that a bet can lead from where it is made: node 0, whose one option is to make it. */
export interface DecisionGraph {
  readonly nodes: readonly { readonly options: readonly Option[] }[];
  readonly outcomes: readonly Outcome[];
}

type Leaf =
  | { readonly kind: "node"; readonly at: FollowedBet }
  | { readonly kind: "outcome"; readonly outcome: Outcome };

/** Where a move leads, as keys, with the chance of each. */
type Leaves = ReadonlyMap<string, { readonly leaf: Leaf; readonly chance: Rational }>;

interface Bet {
  readonly setting: Setting;
  readonly bet: string;
  readonly placing: Action;
}

interface Node {
  readonly at: FollowedBet;
  options: readonly Option[];
  /** What may be done here and where it leads, as text; kept only where histories are compared. */
  signature: string;
  /** Positions that are the same but for what the game calls history. */
  readonly others: FollowedBet[];
}

/** Follows a bet to every end that it can have. Throws {@link Unenumerable} where there are too many. */
export const decisionGraph = (
  setting: Setting,
  bet: string,
  from: { readonly position: Position; readonly action: Action },
  { comparesHistories = true }: { readonly comparesHistories?: boolean } = {},
): DecisionGraph => {
  const what: Bet = { setting, bet, placing: from.action };
  const nodes: Node[] = [];
  const nodeOf = new Map<string, number>();
  const outcomes: Outcome[] = [];
  const outcomeOf = new Map<string, number>();

  const indexOf = (key: string, leaf: Leaf): number => {
    if (leaf.kind === "outcome") {
      const known = outcomeOf.get(key);
      if (known !== undefined) return known;
      outcomeOf.set(key, outcomes.length);
      return outcomes.push(leaf.outcome) - 1;
    }
    const known = nodeOf.get(key);
    if (known !== undefined) {
      const node = nodes[known];
      if (node && comparesHistories) remember(setting, node, leaf.at);
      return known;
    }
    if (nodes.length >= nodeCountMax) throw new Unenumerable(`more than ${nodeCountMax} positions`);
    nodeOf.set(key, nodes.length);
    return nodes.push({ at: leaf.at, options: [], signature: "", others: [] }) - 1;
  };
  const optionOf = (move: Move, leaves: Leaves): Option => ({
    move,
    edges: [...leaves].map(([key, { leaf, chance }]) => ({
      to: { kind: leaf.kind, index: indexOf(key, leaf) },
      chance,
    })),
  });

  const start = unmade(setting, from.position);
  const place: Move = { kind: "act", seat: followedSeat, action: from.action };
  nodes.push({ at: start, options: [], signature: "", others: [] });
  const first = optionOf(place, leavesOf(what, start, place));
  if (nodes[0]) nodes[0].options = [first];
  for (let next = 1; next < nodes.length; next++) {
    const node = nodes[next];
    if (node === undefined) break;
    const expanded = expand(what, node.at);
    node.options = expanded.map(({ move, leaves }) => optionOf(move, leaves));
    if (comparesHistories && setting.history.length > 0) node.signature = signatureOf(expanded);
  }
  for (const node of nodes) {
    for (const other of node.others) checkHistory(what, node, other, indexOf);
  }
  return { nodes, outcomes };
};

const expand = (what: Bet, at: FollowedBet): { readonly move: Move; readonly leaves: Leaves }[] =>
  movesAt(what.setting, at, what.bet, what.placing).map((move) => ({
    move,
    leaves: leavesOf(what, at, move),
  }));

/** Every way that a move can go, those that lead to the same taken together. */
const leavesOf = ({ setting, bet }: Bet, at: FollowedBet, move: Move): Leaves => {
  const leaves = new Map<string, { leaf: Leaf; chance: Rational }>();
  const found = branches(
    (random) => accepted(perform(setting, at.position, move, random)),
    branchCountMax,
  );
  for (const { value, chance } of found) {
    const after = afterDone(setting, at, bet, value);
    const leaf: Leaf = isOutcome(after)
      ? { kind: "outcome", outcome: after }
      : { kind: "node", at: after };
    const key = keyOf(setting, leaf);
    const same = leaves.get(key);
    leaves.set(key, { leaf, chance: same ? add(same.chance, chance) : chance });
  }
  return leaves;
};

const keyOf = (setting: Setting, leaf: Leaf): string => {
  if (leaf.kind === "outcome") return outcomeKey(leaf.outcome);
  const { position, spots, open, taken, paid, refunded } = leaf.at;
  return `${spots.join()} ${open} ${taken} ${paid} ${refunded} ${positionKey(setting, position)}`;
};

const remember = (setting: Setting, { at, others }: Node, other: FollowedBet): void => {
  if (setting.history.length === 0 || others.length >= historiesComparedMax) return;
  const fields = ({ position }: FollowedBet): string =>
    // Only a state that is an object has fields that could be named.
    canonicalJson(setting.history.map((field) => Object(position.state)[field] as unknown));
  const own = fields(other);
  if ([at, ...others].every((known) => fields(known) !== own)) others.push(other);
};

/**
 * What a game calls history must not matter: from a position that was reached in another way, the same
 * moves have to lead to the same places with the same chances.
 */
const checkHistory = (
  what: Bet,
  { signature }: Node,
  other: FollowedBet,
  reach: (key: string, leaf: Leaf) => number,
): void => {
  const moves = expand(what, other);
  // What comes after another history has one too, which is looked at in its turn.
  for (const { leaves } of moves) for (const [key, { leaf }] of leaves) reach(key, leaf);
  if (signature === signatureOf(moves)) return;
  const names = what.setting.history.join(", ");
  throw new Error(`${what.setting.game.id}: what comes depends on its history (${names})`);
};

const signatureOf = (options: ReturnType<typeof expand>): string =>
  JSON.stringify(
    options.map(({ move, leaves }) => [
      move,
      [...leaves].map(([key, { chance }]) => `${key} ${chance.numerator}/${chance.denominator}`),
    ]),
  );
