import { once } from "node:events";
import { secretSeeds, type DrawInt } from "@parlor/kit";
import { checkChance, falseAlarmChance, suspects } from "@parlor/lab";
import { systemEntropy } from "@parlor/server";
import { bytesPerWrite, runSuites, someBytes } from "./chance-suites.ts";
import { columns } from "./columns.ts";

interface ChanceOptions {
  readonly draws: number;
  readonly bytes?: number;
  readonly suites?: boolean;
  readonly secret?: string;
  readonly json?: boolean;
}

/** Tests the very streams that a session's rounds are drawn from, or hands out their bytes. */
export const testChance = async (options: ChanceOptions): Promise<void> => {
  const secret = options.secret ?? systemEntropy.hex(32);
  const seeds = secretSeeds(secret);
  const clientSeed = systemEntropy.hex(8);
  const round = (nonce: number): DrawInt =>
    seeds.draws({ serverSeed: seeds.seed(nonce), clientSeed, nonce }, 0).draw;
  if (options.bytes !== undefined) return writeBytes(round(1), options.bytes);
  if (options.suites) return showSuites(round(1));
  const results = checkChance({ round, drawCount: options.draws });
  const found = suspects(results);
  const isSuspect = found.length > 0;
  if (options.json)
    console.log(JSON.stringify({ secret, clientSeed, suspects: found, results }, null, 2));
  else {
    const rows = results.map((result) => [
      result.test,
      result.statistic.toFixed(2),
      result.chance.toPrecision(3),
      found.includes(result) ? "suspect" : "",
    ]);
    console.log(columns([["test", "statistic", "chance", ""], ...rows]));
    console.log(
      isSuspect
        ? `A sound source does that badly once in ${1 / falseAlarmChance} runs: secret ${secret}, client seed ${clientSeed}.`
        : "Nothing suspicious: a sound source has chances spread evenly between 0 and 1.",
    );
  }
  if (isSuspect) process.exitCode = 1;
};

/** For other people's test suites, which read raw bytes. */
const writeBytes = async (draw: DrawInt, count: number): Promise<void> => {
  // Who has read enough goes away, which is no failure.
  process.stdout.on("error", () => process.exit());
  for (let left = count; left > 0; left -= bytesPerWrite) {
    const bytes = someBytes(draw, bytesPerWrite).subarray(0, left);
    if (!process.stdout.write(bytes)) await once(process.stdout, "drain");
  }
};

const showSuites = async (draw: DrawInt): Promise<void> => {
  const results = await runSuites(draw);
  console.log(columns(results.map(({ suite, text }) => [suite, text])));
  if (results.some(({ isSound }) => isSound === false)) process.exitCode = 1;
};
