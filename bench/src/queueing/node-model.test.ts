import { assert, double, integer, property, record } from "fast-check";
import { expect, test } from "vitest";
import { closedLoop, openLoop, type Outcome } from "./load.ts";
import { NodeModel, type NodeCosts } from "./node-model.ts";
import { Station } from "./station.ts";
import { fileStore, type FileCosts } from "./store-models.ts";
import { Timeline } from "./timeline.ts";

const never = { ms: 0, share: { batch: 0, commit: 0 } };
const costs: NodeCosts = { workMs: 0.02, answerMs: 0.01, handOverMs: 0.05 };
const file: FileCosts = { writeMs: { batch: 0.2, commit: 0.01 }, stall: never };

interface Load {
  readonly sessionCount: number;
  /** Commands a second; null: each session sends its next when the last one is answered. */
  readonly rate: number | null;
  readonly measuredMs?: number;
}

const outcomeOf = (
  node: NodeCosts,
  store: FileCosts,
  { sessionCount, rate, measuredMs = 4_000 }: Load,
): Outcome => {
  const timeline = new Timeline();
  const mainThread = new Station(timeline);
  const write = fileStore(timeline, store);
  const model = new NodeModel({ timeline, mainThread, costs: node, write });
  const submit = model.submit.bind(model);
  const run = { timeline, submit, sessionCount, warmUpMs: 500, measuredMs };
  return rate === null ? closedLoop(run) : openLoop(run, rate, "test");
};

test("one session alone waits for nothing but its own way", () => {
  const outcome = outcomeOf(costs, file, { sessionCount: 1, rate: null });
  const wayMs = 0.02 + 0.2 + 0.01 + 0.05 + 0.01;
  expect(outcome.p50Ms).toBeCloseTo(wayMs, 6);
  expect(outcome.p99Ms).toBeCloseTo(wayMs, 6);
  expect(outcome.donePerSecond / (1_000 / wayMs)).toBeCloseTo(1, 3);
});

test("a main thread that is never idle does one command after the other", () => {
  const outcome = outcomeOf(costs, file, { sessionCount: 1_000, rate: null });
  expect(outcome.donePerSecond / (1_000 / 0.03)).toBeCloseTo(1, 2);
});

test("a store that is never idle writes whole batches", () => {
  const slow = { ...file, writeMs: { batch: 4, commit: 0.01 } };
  const outcome = outcomeOf(costs, slow, { sessionCount: 1_000, rate: null });
  expect(outcome.donePerSecond / (64_000 / 4.64)).toBeCloseTo(1, 2);
});

test("commands of one session are done one after the other, however many wait", () => {
  const outcome = outcomeOf(costs, file, { sessionCount: 1, rate: 20_000, measuredMs: 1_000 });
  expect(outcome.donePerSecond / (1_000 / 0.29)).toBeCloseTo(1, 2);
});

test("a batch holds what came while the last one was written: a·rate / (1 − b·rate)", () => {
  const timeline = new Timeline();
  const mainThread = new Station(timeline);
  const sizes: number[] = [];
  const thread = fileStore(timeline, { writeMs: { batch: 2, commit: 0.05 }, stall: never });
  const model = new NodeModel({
    timeline,
    mainThread,
    costs: { workMs: 0, answerMs: 0, handOverMs: 0 },
    rules: { batchMax: 10_000, behindMin: 10_000, writesMax: 1 },
    underWayMax: 10_000,
    write: (count, written) => {
      sizes.push(count);
      thread(count, written);
    },
  });
  const submit = model.submit.bind(model);
  const run = { timeline, submit, sessionCount: 100_000, warmUpMs: 0, measuredMs: 20_000 };
  openLoop(run, 10_000, "batches");
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  expect(mean / ((2 * 10) / (1 - 0.05 * 10))).toBeCloseTo(1, 1);
});

test("a stall comes as often as what was written says, and holds up its own batch", () => {
  const stall = { ms: 5, share: { batch: 0.01, commit: 0.01 } };
  const outcome = outcomeOf(costs, { ...file, stall }, { sessionCount: 1, rate: null });
  expect(outcome.meanMs).toBeCloseTo(0.29 + 5 * 0.02, 2);
  expect(outcome.p50Ms).toBeCloseTo(0.29, 6);
  expect(outcome.p99Ms).toBeCloseTo(5.29, 6);
});

test("Little's law: commands in the system are their rate times the time that each spends there", () => {
  assert(
    property(
      record({
        workMs: double({ min: 0.005, max: 0.03, noNaN: true }),
        batchMs: double({ min: 0.05, max: 1, noNaN: true }),
        commitMs: double({ min: 0.002, max: 0.02, noNaN: true }),
        sessionCount: integer({ min: 50, max: 2_000 }),
        rate: integer({ min: 500, max: 15_000 }),
      }),
      ({ workMs, batchMs, commitMs, sessionCount, rate }) => {
        const outcome = outcomeOf(
          { ...costs, workMs },
          { writeMs: { batch: batchMs, commit: commitMs }, stall: never },
          { sessionCount, rate },
        );
        const expected = (outcome.donePerSecond / 1_000) * outcome.meanMs;
        // What is under way at either end is in one of the two only.
        expect(Math.abs(outcome.meanUnderWay / expected - 1)).toBeLessThan(0.05);
      },
    ),
    { numRuns: 25, seed: 1 },
  );
});

test("the same seed gives the same figures", () => {
  const load = { sessionCount: 100, rate: 5_000 };
  expect(outcomeOf(costs, file, load)).toEqual(outcomeOf(costs, file, load));
});
