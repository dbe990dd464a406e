import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { proveGame } from "@parlor/lab";
import { defaultSettings } from "@parlor/server";
import { expect, onTestFinished, test, vi } from "vitest";
import { proofCases } from "../src/proof-cases.ts";

const main = join(import.meta.dirname, "..", "src", "main.ts");
const parlor = (...words: readonly string[]) =>
  spawnSync(process.execPath, [main, ...words], { encoding: "utf8" });

test.for(proofCases.map((one) => [one.game.id, one] as const))(
  "every declared edge of %s is what its rules give, in every variant",
  { timeout: 300_000 },
  ([, one]) => {
    const proofs = proveGame(one, { tableLimits: defaultSettings.tableLimits });
    expect(proofs.map(({ problem }) => problem).filter(Boolean)).toEqual([]);
    const bets = Object.keys(one.game.bets ?? {});
    expect(proofs.length > 0).toBe(bets.length > 0);
  },
);

test("prove says what it found, as text and as JSON, and fails for what it does not know", () => {
  const text = parlor("prove", "coin-flip");
  expect([text.status, text.stdout]).toEqual([0, expect.stringContaining("1/50      1/50")]);
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
  "a simulation that is gone on with comes to what one run comes to",
  { timeout: 60_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), "parlor-simulate-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const state = join(folder, "state.json");
    const html = join(folder, "report.html");
    const run = (rounds: number, ...more: readonly string[]): Record<string, unknown> =>
      JSON.parse(
        execFileSync(
          process.execPath,
          [main, "simulate", "coin-flip", "--json", "--rounds", String(rounds), ...more],
          { encoding: "utf8" },
        ),
      ) as Record<string, unknown>; // the command's own output
    const half = run(60_000, "--state", state);
    const whole = run(140_000, "--state", state, "--html", html);
    const { roundsPerSecond: _speed, ...direct } = run(140_000);
    expect(half).toMatchObject({ chunkCount: 3 });
    expect(whole).toMatchObject({ ...direct, chunkCount: 7, problem: null });
    expect(readFileSync(html, "utf8")).toContain("140,000 bets");
    const other = parlor("simulate", "coin-flip", "--seed", "2", "--state", state);
    expect(other.status).toBe(1);
    expect(other.stderr).toContain("holds another simulation");
  },
);

test(
  "a simulation that is killed is gone on with from its last chunk",
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "parlor-simulate-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const state = join(folder, "state.json");
    const words = ["simulate", "coin-flip", "--state", state, "--json", "--rounds"];
    const endless = spawn(process.execPath, [main, ...words, "1000000000000"]);
    const killed = new Promise((resolve) => endless.once("exit", resolve));
    const chunkCount = () =>
      (JSON.parse(readFileSync(state, "utf8")) as { tally: { chunkCount: number } }).tally
        .chunkCount;
    await vi.waitFor(() => expect(chunkCount()).toBeGreaterThan(1), { timeout: 30_000 });
    endless.kill("SIGKILL");
    await killed;
    const rounds = String((chunkCount() + 2) * 20_000);
    const on = JSON.parse(parlor(...words, rounds).stdout) as { estimate: unknown };
    const direct = JSON.parse(
      parlor("simulate", "coin-flip", "--json", "--rounds", rounds).stdout,
    ) as { estimate: unknown }; // both the command's own output
    expect(on.estimate).toEqual(direct.estimate);
  },
);

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
