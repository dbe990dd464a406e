import { games as shipped } from "@parlor/games";
import type { Game, Random } from "@parlor/kit";
import { faulty, jackpotSlot, openDice, rakedPot, stacks } from "@parlor/server/simulation";
import { sealedCards } from "./sealed-cards.ts";
import type { ClockKind } from "./sim-clock.ts";
import { worldKinds, type WorldKind } from "./world-kind.ts";

/** Small games, each made to strain a promise: a world of these shows more of them than one where everything is played. */
const ownGames: readonly Game[] = [openDice, stacks, jackpotSlot, rakedPot, sealedCards, faulty()];
const allGames: readonly Game[] = [...shipped, ...ownGames];
/** What a faulty game does wrong; each session has its own. */
const failures = [
  "throw",
  "garbage",
  "unknown-code",
  "state-no-json",
  "money",
  "timeout",
  "view",
  "legal",
  "setup",
];

/** What a table is opened with. The pool is won often, and tables stand for different seeds of it. */
export const configOf = (game: Game, random: Random): Record<string, unknown> => {
  if (game.id === "faulty") return { failure: random.pick(failures) };
  if (game.id !== "jackpot-slot") return {};
  return { odds: random.pick([2, 3]), seed: random.pick([0, 20]) };
};

/** In some worlds everybody plays for the same two pools, so that wins meet. */
const poolGames: readonly Game[] = [jackpotSlot, jackpotSlot, rakedPot];

/** How the nodes of a cluster fare. */
export interface ClusterTemper {
  readonly kind: "cluster";
  /** How many there are at first, and most of the time. */
  readonly nodesUsual: number;
  /** How fast messages are. */
  readonly bus: number;
  /** How many messages in a hundred are lost, come twice, or come late. */
  readonly losing: number;
  readonly doubling: number;
  readonly delaying: number;
  readonly clocks: ClockKind["kind"];
  /** How often something happens to a node, or between two. */
  readonly trouble: number;
  /** How often somebody wants a bot at a table. */
  readonly bots: number;
}

/** How this world is: the seed decides it once, so that seeds differ in kind and not only in luck. */
export interface Temper {
  /** What tables are opened for. */
  readonly games: readonly Game[];
  readonly store: number;
  readonly network: number;
  readonly reading: number;
  readonly crash: number;
  readonly failing: number;
  readonly sessionsMax: number;
  /** How often all players do something in one moment. */
  readonly rush: number;
  readonly nodes: ClusterTemper | { readonly kind: "alone" };
}

/** `kind` is what somebody wants; otherwise the seed decides. */
export const temperOf = (random: Random, kind?: WorldKind): Temper => ({
  games: random.pick([allGames, ownGames, poolGames]),
  store: random.pick([100, 200, 400]),
  network: random.pick([100, 300]),
  reading: random.pick([10, 30]),
  crash: random.pick([1, 2, 4]),
  failing: random.pick([0, 1, 4]),
  sessionsMax: random.pick([3, 6, 10]),
  rush: random.pick([0, 20, 60]),
  nodes: nodesOf(random, random.pick(worldKinds), kind),
});

/** Each game once. */
export const gamesOf = ({ games }: Temper): readonly Game[] => [...new Set(games)];

const nodesOf = (random: Random, drawn: WorldKind, wanted = drawn): Temper["nodes"] =>
  wanted === "alone"
    ? { kind: "alone" }
    : {
        kind: "cluster",
        nodesUsual: random.pick([2, 3, 3]),
        bus: random.pick([100, 300]),
        losing: random.pick([0, 1, 10]),
        doubling: random.pick([0, 1, 10]),
        delaying: random.pick([0, 1, 10]),
        clocks: random.pick(["steady", "free"] as const),
        trouble: random.pick([2, 5, 10]),
        bots: random.pick([0, 2]),
      };
