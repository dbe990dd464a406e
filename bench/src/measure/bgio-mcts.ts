// The same search by boardgame.io's own bot, from the folder that the other frameworks are installed in.
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { printFigures } from "../measuring.ts";
import { peersFolder } from "../peers/prepare.ts";
import { durationOptions, durationOf } from "../rate.ts";

const { values } = parseArgs({
  options: { iterations: { type: "string", default: "1000" }, ...durationOptions },
});
const iterations = Number(values.iterations);

interface Cells {
  readonly cells: (number | null)[];
}
interface Move {
  readonly G: Cells;
  readonly ctx: { readonly currentPlayer: string };
  readonly playerID: string;
}

const lines = [
  [0, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
  [0, 3, 6],
  [1, 4, 7],
  [2, 5, 8],
  [0, 4, 8],
  [2, 4, 6],
] as const;
const hasLine = ({ cells }: Cells): boolean =>
  lines.some(([a, b, c]) => cells[a] !== null && cells[a] === cells[b] && cells[a] === cells[c]);

/** It is not a dependency of this repository, so its types are not here: this is what is used of it. */
interface Ai {
  readonly MCTSBot: new (options: object) => {
    play(state: object, seat: string): Promise<unknown>;
  };
}
interface Internal {
  readonly InitializeGame: (options: object) => object;
}
interface Core {
  readonly INVALID_MOVE: unknown;
}
const requirePeer = createRequire(join(peersFolder, "package.json"));
const { MCTSBot } = requirePeer("boardgame.io/ai") as Ai;
const { InitializeGame } = requirePeer("boardgame.io/internal") as Internal;
const { INVALID_MOVE } = requirePeer("boardgame.io/core") as Core;

const enumerate = ({ cells }: Cells) =>
  cells.flatMap((mark, cell) => (mark === null ? [{ move: "place", args: [cell] }] : []));
const game = {
  name: "tic-tac-toe",
  setup: (): Cells => ({ cells: Array.from({ length: 9 }, () => null) }),
  turn: { minMoves: 1, maxMoves: 1 },
  moves: {
    place({ G, playerID }: Move, cell: number) {
      if (G.cells[cell] !== null) return INVALID_MOVE;
      G.cells[cell] = Number(playerID);
      return undefined;
    },
  },
  endIf({ G, ctx }: Move) {
    if (hasLine(G)) return { winner: ctx.currentPlayer };
    return G.cells.includes(null) ? undefined : { draw: true };
  },
  ai: { enumerate },
};

const start = InitializeGame({ game, numPlayers: 2 });
const bot = new MCTSBot({ game, enumerate, iterations, playoutDepth: 50, seed: "bench" });
const playFor = async (seconds: number): Promise<number> => {
  const since = performance.now();
  let count = 0;
  do {
    await bot.play(start, "0");
    count += iterations;
  } while (performance.now() - since < seconds * 1_000);
  return count / ((performance.now() - since) / 1_000);
};

const { seconds, warmUpSeconds } = durationOf(values);
await playFor(warmUpSeconds);
printFigures({ iterationsPerSecond: await playFor(seconds) });
