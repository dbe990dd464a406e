import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { seededDraws } from "@parlor/kit";
import { emptyTally, mergeTallies, proveGame, provedBy, type BetProof } from "@parlor/lab";
import { defaultSettings } from "@parlor/server";
import { expect, onTestFinished, test, vi } from "vitest";
import { fipsSuite, runSuites } from "../src/chance-suites.ts";
import { proofCases } from "../src/proof-cases.ts";
import { simulatorOf } from "../src/simulation-job.ts";

const main = join(import.meta.dirname, "..", "src", "main.ts");
const parlor = (...words: readonly string[]) =>
  spawnSync(process.execPath, [main, ...words], { encoding: "utf8" });

/** Far fewer rounds than `parlor prove` plays: enough to find an edge that is off by a per cent. */
const simulatedIfNeeded = async (proof: BetProof): Promise<BetProof> => {
  if (proof.finding.kind !== "unenumerable") return proof;
  const { game, config, finding } = proof;
  const job = { game, config, placement: finding.placement, seed: "prove" };
  const { simulator, stake } = await simulatorOf(job);
  let tally = emptyTally;
  for (let chunk = 0; chunk < 5; chunk++) tally = mergeTallies(tally, simulator.chunk(chunk));
  return provedBy(proof, tally, stake);
};

test.for(proofCases.map((one) => [one.game.id, one] as const))(
  "every declared edge of %s is what its rules give, in every variant",
  { timeout: 300_000 },
  async ([, one]) => {
    const found = proveGame(one, { tableLimits: defaultSettings.tableLimits });
    const proofs = await Promise.all(found.map(simulatedIfNeeded));
    expect(proofs.map(({ problem }) => problem).filter(Boolean)).toEqual([]);
    // Where the players bank the game, nobody keeps anything of a bet.
    const edged = Object.values(one.game.bets ?? {}).filter(({ edge }) => edge !== undefined);
    expect(proofs.length > 0).toBe(edged.length > 0);
  },
);

test("prove says what it found, as text and as JSON, and fails for what it does not know", () => {
  const text = parlor("prove", "coin-flip");
  expect([text.status, text.stdout]).toEqual([
    0,
    expect.stringMatching(/call +1\/50 +bet made +1\/50 +2.0000% +2.0000% +2.0000%/),
  ]);
  const json: unknown = JSON.parse(parlor("prove", "coin-flip", "--json").stdout);
  expect(json).toMatchObject([
    {
      bet: "call",
      declared: { edge: "1/50", per: "bet made" },
      how: "enumerated",
      computed: { perBetMade: { exact: "1/50", value: 0.02 } },
      variance: { exact: "2401/2500" },
    },
    { variant: "fair", problem: null },
  ]);
  expect(parlor("prove", "tic-tac-toe").stdout).toContain("no bets");
  expect(parlor("prove", "no-such-game")).toMatchObject({ status: 1, stdout: "" });
});

test(
  "prove fails for an edge that the rules do not give, with a sentence and an exit code",
  { timeout: 60_000 },
  () => {
    const wrong = parlor("prove", fileURLToPath(new URL("./games/wrong-edge.ts", import.meta.url)));
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain(
      "wrong-edge, standard, six: declares 1/13 per bet made, but the rules give 1/12",
    );
    expect(wrong.stdout).toContain("! six");
    expect(wrong.stdout).toContain("1 declared edges do not hold.");
    const huge = parlor(
      "prove",
      fileURLToPath(new URL("./games/wrong-huge-edge.ts", import.meta.url)),
      "--rounds",
      "400000",
    );
    expect(huge.status).toBe(1);
    expect(huge.stderr).toMatch(
      /^wrong-huge-edge, standard, low: declares 1\/25 per bet made, which is [\d.]+ standard errors from/,
    );
    expect(parlor("prove", "./no-such-file.ts").status).toBe(1);
  },
);

const scratch = () => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-simulate-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return (name: string) => join(folder, name);
};

test(
  "a simulation that is gone on with comes to what one run comes to, to the byte, on any number of cores",
  { timeout: 60_000 },
  () => {
    const file = scratch();
    const run = (rounds: number, name: string, ...more: readonly string[]) => {
      const files = ["--state", file(`${name}.json`), "--html", file(`${name}.html`)];
      const words = ["simulate", "coin-flip", "--rounds", String(rounds), ...files, ...more];
      const { stderr, status } = parlor(...words);
      expect([stderr, status]).toEqual(["", 0]);
      return ["json", "html"].map((kind) => readFileSync(file(`${name}.${kind}`), "utf8"));
    };
    run(60_000, "halves", "--cores", "3");
    const [state, html] = run(140_000, "halves", "--cores", "2");
    expect([state, html]).toEqual(run(140_000, "whole", "--cores", "1"));
    expect(html).toContain("140,000 bets");
    const other = parlor("simulate", "coin-flip", "--seed", "2", "--state", file("whole.json"));
    expect(other.status).toBe(1);
    expect(other.stderr).toContain("holds another simulation");
  },
);

test("a simulation states the edge three ways, with an interval for each", () => {
  const words = ["simulate", "coin-flip", "--rounds", "20000"];
  const text = parlor(...words).stdout;
  for (const per of ["bet made", "bet resolved", "unit at risk"])
    expect(text).toMatch(new RegExp(`per ${per} +-?[\\d.]+%  95% between -?[\\d.]+% and [\\d.]+%`));
  const edge = { edge: expect.any(Number), standardError: expect.any(Number) };
  expect(JSON.parse(parlor(...words, "--json").stdout)).toMatchObject({
    estimate: { perBetMade: edge, perBetResolved: edge, perUnitAtRisk: edge },
  });
});

test(
  "a simulation that is killed is gone on with from what was kept last",
  { timeout: 60_000 },
  async () => {
    const file = scratch();
    const words = ["simulate", "coin-flip", "--state", file("killed.json"), "--rounds"];
    const endless = spawn(process.execPath, [main, ...words, "1000000000000"]);
    const killed = new Promise((resolve) => endless.once("exit", resolve));
    const chunkCount = () =>
      (JSON.parse(readFileSync(file("killed.json"), "utf8")) as { tally: { chunkCount: number } })
        .tally.chunkCount;
    await vi.waitFor(() => expect(chunkCount()).toBeGreaterThan(1), { timeout: 30_000 });
    endless.kill("SIGKILL");
    await killed;
    const rounds = String((chunkCount() + 2) * 20_000);
    expect(parlor(...words, rounds).status).toBe(0);
    parlor("simulate", "coin-flip", "--state", file("direct.json"), "--rounds", rounds);
    expect(readFileSync(file("killed.json"), "utf8")).toBe(
      readFileSync(file("direct.json"), "utf8"),
    );
  },
);

/** Without the suites, since what is installed is found by PATH. */
test("suites that are not installed are named, and nothing fails for it", () => {
  const { stdout, status } = spawnSync(process.execPath, [main, "chance", "--suites"], {
    encoding: "utf8",
    env: { PATH: "" },
  });
  expect([status, stdout.split("not installed").length]).toEqual([0, 6]);
});

const hasRngtest = spawnSync("rngtest", ["--version"]).error === undefined;
test("rngtest takes the stream's bytes for chance", { timeout: 120_000 }, async ({ skip }) => {
  skip(!hasRngtest, "rngtest is not installed");
  const [fips] = await runSuites(seededDraws("rngtest"), [fipsSuite]);
  expect(fips).toMatchObject({ isSound: true });
  let last = 0;
  const [stuck] = await runSuites(() => (last += 3), [fipsSuite]);
  expect(stuck).toMatchObject({ isSound: false });
});

test("the streams that rounds are drawn from can be tested, and handed to other suites", () => {
  const results: unknown = JSON.parse(parlor("chance", "--draws", "20000", "--json").stdout);
  expect(results).toMatchObject({
    results: expect.arrayContaining([
      { test: "runs", statistic: expect.any(Number), chance: expect.any(Number) },
    ]),
  });
  const bytes = (secret: string) =>
    execFileSync(process.execPath, [main, "chance", "--bytes", "100000", "--secret", secret]);
  expect(bytes("ab")).toHaveLength(100_000);
  expect(new Set(bytes("ab")).size).toBe(256);
});
