// The command `parlor simulate` with one bet of a game, as anybody would run it: on all cores, with the strategy of its proof.
import { parseArgs } from "node:util";
import { z } from "zod";
import { printFigures } from "../measuring.ts";
import { runParlor } from "../run-parlor.ts";

const { values } = parseArgs({
  options: {
    game: { type: "string", default: "coin-flip" },
    bet: { type: "string", default: "call" },
    rounds: { type: "string", default: "1000000" },
    config: { type: "string", default: "{}" },
  },
});
const { game, bet, rounds, config } = values;
const args = ["simulate", game, "--bet", bet, "--config", config, "--rounds", rounds, "--json"];
const { out, seconds } = runParlor(args);
const { roundsPerSecond } = z.object({ roundsPerSecond: z.number() }).parse(JSON.parse(out));
printFigures({ roundsPerSecond, seconds });
