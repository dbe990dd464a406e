import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";

// No figure is looked at: only that the scripts still run and print some, in as little time as they can. What runs
// the command `parlor` is as sound as the command, which has tests of its own.
const brief = ["--seconds", "0.5"];
const briefly = [...brief, "--warm-up", "0.1"];
const runs: Readonly<Record<string, readonly string[]>> = {
  machine: [],
  disk: brief,
  store: brief,
  actions: [...briefly, "--sessions", "2"],
  "open-loop": [...briefly, "--sessions", "2", "--rate", "100"],
  recovery: ["--sessions", "30"],
  memory: ["--counts", "3", "--settle-seconds", "1"],
  "fan-out": [...briefly, "--spectators", "3"],
  playouts: briefly,
  mcts: [...briefly, "--iterations", "50"],
  evaluator: briefly,
  cfr: ["--game", "kuhn-poker"],
  crowd: ["--players", "4", "--warm-up", "1"],
};

/** Each starts Node, and some a server, on a machine that runs other tests meanwhile. */
const timeout = 60_000;

test.concurrent.each(Object.entries(runs))(
  "the measurement %s prints figures",
  { timeout },
  async (name, args) => {
    const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...args]);
    const figures = z.record(z.string(), z.number()).parse(JSON.parse(stdout.trim()));
    expect(Object.keys(figures)).not.toHaveLength(0);
  },
);
