// The command `parlor arena`, as anybody would run it: on all cores. The first bot's results.
import { parseArgs } from "node:util";
import { z } from "zod";
import { printFigures } from "../measuring.ts";
import { runParlor } from "../run-parlor.ts";

const { values } = parseArgs({
  options: {
    game: { type: "string", default: "connect-four" },
    bots: { type: "string", default: "mcts:1000,random" },
    games: { type: "string", default: "200" },
  },
});
const { game, bots, games } = values;
const { out, seconds } = runParlor(["arena", game, "--bots", bots, "--games", games, "--json"]);
const score = z.object({ wins: z.number(), draws: z.number(), losses: z.number() });
const { bots: scores } = z.object({ bots: z.array(score) }).parse(JSON.parse(out));
const [{ wins, draws, losses }] = z.tuple([score]).rest(score).parse(scores);
printFigures({ wins, draws, losses, seconds });
