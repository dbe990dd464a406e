import { spawn } from "node:child_process";
import { Readable } from "node:stream";
import type { DrawInt } from "@parlor/kit";

/** A test suite of other people's, which reads raw bytes from its standard input. */
interface Suite {
  readonly command: string;
  readonly args: readonly string[];
  /** What it said in a line, and whether it took the bytes for chance. */
  readonly read: (output: string) => { readonly text: string; readonly isSound: boolean };
}

export interface SuiteResult {
  readonly suite: string;
  /** Null where the suite is not installed. */
  readonly isSound: boolean | null;
  readonly text: string;
}

/** FIPS 140-2 fails eight of ten thousand blocks of a sound source: fewer than two here, and 16 once in ten thousand million runs. */
const blockCount = 2_000;
const failedBlocksMax = 15;

export const fipsSuite: Suite = {
  command: "rngtest",
  args: ["-c", String(blockCount)],
  read: (output) => {
    const failed = Number(/FIPS 140-2 failures: (\d+)/.exec(output)?.[1] ?? Number.NaN);
    return { text: `${failed} of ${blockCount} blocks failed`, isSound: failed <= failedBlocksMax };
  },
};

const diehard = (test: string): Suite => ({
  command: "dieharder",
  args: ["-g", "200", "-d", test],
  read: (output) => {
    const lines = output.split("\n").filter((line) => /PASSED|WEAK|FAILED/.test(line));
    const text = lines.map((line) => line.replaceAll(/\s+/g, " ").trim()).join("; ");
    return { text, isSound: lines.length > 0 && !text.includes("FAILED") };
  },
});

/** Those of dieharder's that are done in minutes: the bits, the runs, and its own game of craps. */
const allSuites: readonly Suite[] = [fipsSuite, ...["100", "101", "15", "16"].map(diehard)];

export const runSuites = async (
  draw: DrawInt,
  suites = allSuites,
): Promise<readonly SuiteResult[]> => {
  const results: SuiteResult[] = [];
  for (const suite of suites) {
    const name = `${suite.command} ${suite.args.join(" ")}`;
    const output = await outputOf(suite, draw);
    results.push(
      output === null
        ? { suite: name, isSound: null, text: "not installed" }
        : { suite: name, ...suite.read(output) },
    );
  }
  return results;
};

/** Feeds the suite until it has read enough; null where there is no such command. */
const outputOf = async ({ command, args }: Suite, draw: DrawInt): Promise<string | null> => {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  const closed = new Promise<boolean>((resolve) => {
    child.once("error", () => resolve(false));
    child.once("close", () => resolve(true));
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  const bytes = Readable.from(endlessBytes(draw));
  // Who has read enough goes away, which is no failure.
  child.stdin.on("error", () => bytes.destroy());
  child.stdin.on("close", () => bytes.destroy());
  bytes.pipe(child.stdin);
  const isInstalled = await closed;
  bytes.destroy();
  return isInstalled ? output : null;
};

function* endlessBytes(draw: DrawInt): Generator<Buffer> {
  for (;;) yield someBytes(draw, bytesPerWrite);
}

export const bytesPerWrite = 65_536;

/** The next words of the stream, as they come. */
export const someBytes = (draw: DrawInt, count: number): Buffer => {
  const bytes = Buffer.alloc(count);
  for (let at = 0; at + 4 <= count; at += 4) bytes.writeUInt32BE(draw(2 ** 32), at);
  return bytes;
};
