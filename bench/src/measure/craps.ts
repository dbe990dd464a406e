// The command `parlor simulate craps`, as anybody would run it: on all cores.
import { parseArgs } from "node:util";
import { z } from "zod";
import { printFigures } from "../measuring.ts";
import { runParlor } from "../run-parlor.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "10000000" } } });
const { out, seconds } = runParlor(["simulate", "craps", "--rounds", values.rounds, "--json"]);
const { roundsPerSecond } = z.object({ roundsPerSecond: z.number() }).parse(JSON.parse(out));
printFigures({ roundsPerSecond, seconds });
