import { once } from "node:events";
import { secretSeeds, type DrawInt } from "@parlor/kit";
import { checkChance, suspectChance } from "@parlor/lab";
import { systemEntropy } from "@parlor/server";
import { columns } from "./columns.ts";

interface ChanceOptions {
  readonly draws: number;
  readonly bytes?: number;
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
  const results = checkChance({ round, drawCount: options.draws });
  const isSuspect = results.some(({ chance }) => !(chance >= suspectChance));
  if (options.json) console.log(JSON.stringify({ secret, clientSeed, results }, null, 2));
  else {
    const rows = results.map(({ test, statistic, chance }) => [
      test,
      statistic.toFixed(2),
      chance.toPrecision(3),
      chance >= suspectChance ? "" : "suspect",
    ]);
    console.log(columns([["test", "statistic", "chance", ""], ...rows]));
    console.log(
      isSuspect
        ? `A sound source does that badly once in ${1 / suspectChance}: secret ${secret}, client seed ${clientSeed}.`
        : "Nothing suspicious: a sound source has chances spread evenly between 0 and 1.",
    );
  }
  if (isSuspect) process.exitCode = 1;
};

const wordsPerWrite = 16_384;

/** For other people's test suites, which read raw bytes. */
const writeBytes = async (draw: DrawInt, count: number): Promise<void> => {
  // Who has read enough goes away, which is no failure.
  process.stdout.on("error", () => process.exit());
  for (let written = 0; written < count; written += 4 * wordsPerWrite) {
    const bytes = Buffer.alloc(4 * wordsPerWrite);
    for (let word = 0; word < wordsPerWrite; word++) bytes.writeUInt32BE(draw(2 ** 32), 4 * word);
    const left = Math.min(bytes.length, count - written);
    if (!process.stdout.write(bytes.subarray(0, left))) await once(process.stdout, "drain");
  }
};
