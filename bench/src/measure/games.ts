// The command `parlor simulate` with one bet of a game, as anybody would run it: on all cores, with the strategy of its proof.
import { parseArgs } from "node:util";
import { z } from "zod";
import { printFigures } from "../measuring.ts";
import { runParlor } from "../run-parlor.ts";

const { values } = parseArgs({
  options: {
    game: { type: "string", default: "coin-flip" },
    bet: { type: "string", default: "call" },
    seconds: { type: "string", default: "3" },
  },
});

const simulated = (rounds: number) => {
  const { game, bet } = values;
  const args = ["simulate", game, "--bet", bet, "--rounds", String(rounds), "--json"];
  const { out, seconds } = runParlor(args);
  const { roundsPerSecond } = z.object({ roundsPerSecond: z.number() }).parse(JSON.parse(out));
  return { roundsPerSecond, seconds, rounds };
};

/** The second, less the first, tells how fast it is without the start of its threads; the third fills the time. */
const [few, more, most] = [40_000, 200_000, 20_000_000];
const secondsOf = ({ rounds, roundsPerSecond }: ReturnType<typeof simulated>): number =>
  rounds / roundsPerSecond;
const [first, second] = [simulated(few), simulated(more)];
const secondsPerRound = Math.max(0, secondsOf(second) - secondsOf(first)) / (more - few);
const wanted = Math.min(most, Math.ceil(Number(values.seconds) / secondsPerRound));
printFigures(wanted > more ? simulated(wanted) : second);
