import { canonicalJson, type Bot, type BotMaker, type Game, type ReadTable } from "@parlor/kit";
import { mctsBot } from "../mcts-bot.ts";
import type { Move } from "../playout.ts";
import { gameTree } from "./game-tree.ts";
import { Solver } from "./solver.ts";

/** What to do with a view, and how likely each is. */
interface Mixed {
  readonly moves: readonly Move[];
  readonly chances: readonly number[];
}

/**
 * Solves the game and plays the average strategy. It goes by what it sees now: where a view does not say
 * all that its seat was told before, or was not in what was solved, it searches instead.
 */
export const cfrBot =
  (iterations: number): BotMaker =>
  (game) => {
    const solved = new Map<string, ReadonlyMap<string, Mixed>>();
    const searching: Bot = mctsBot({ kind: "iterations", iterations: searchIterations })(game);
    return {
      choose: (sight, random) => {
        const { table, seat, view } = sight;
        const key = canonicalJson(table);
        const strategy = solved.get(key) ?? solve(game, table, iterations);
        solved.set(key, strategy);
        const mixed = strategy.get(`${seat} ${canonicalJson(view)}`);
        const move = mixed && drawn(mixed, random.int(chanceParts) / chanceParts);
        if (move === undefined) return searching.choose(sight, random);
        return move === "wait" || move === "expire" ? null : move;
      },
    };
  };

const searchIterations = 2_000;
/** Into so many parts the chances of a strategy are cut for a draw. */
const chanceParts = 2 ** 32;

const drawn = ({ moves, chances }: Mixed, share: number): Move | undefined => {
  let left = share;
  for (const [index, move] of moves.entries()) {
    left -= chances[index] ?? 0;
    if (left < 0) return move;
  }
  return moves.at(-1);
};

/** The button goes round: as many rounds as there are seats are solved, each from where it begins. */
const solve = (game: Game, table: ReadTable, iterations: number): ReadonlyMap<string, Mixed> => {
  const strategy = new Map<string, Mixed | null>();
  const rounds = game.bank === "none" ? 1 : table.seats.length;
  for (let round = 0; round < rounds; round++) {
    const tree = gameTree(game, table, round);
    const solver = new Solver(tree);
    solver.run(iterations);
    const own = new Map<string, Mixed | null>();
    for (const [set, { seat, moves, view }] of tree.sets.entries()) {
      const key = `${seat} ${view}`;
      own.set(key, own.has(key) ? null : { moves, chances: solver.average(set) });
    }
    for (const [key, mixed] of own)
      strategy.set(key, strategy.has(key) ? (strategy.get(key) ?? null) : mixed);
  }
  const clear = new Map<string, Mixed>();
  for (const [key, mixed] of strategy) if (mixed) clear.set(key, mixed);
  return clear;
};
