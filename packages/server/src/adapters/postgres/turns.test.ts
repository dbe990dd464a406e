import { expect, test } from "vitest";
import { turnsFor } from "./turns.ts";

test("so many run at once, the others in the order in which they came, also behind one that fails", async () => {
  const inTurn = turnsFor(2);
  const [begun, ends]: [number[], (() => void)[]] = [[], []];
  const runs = [0, 1, 2, 3, 4].map((at) =>
    inTurn(async () => {
      begun.push(at);
      await new Promise<void>((resolve, reject) =>
        ends.push(() => (at === 1 ? reject(new Error("it failed")) : resolve())),
      );
      return at;
    }),
  );
  const settled = Promise.allSettled(runs);
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  for (let ended = 0; ended < runs.length; ended++) {
    await turn();
    expect(begun).toHaveLength(Math.min(ended + 2, runs.length));
    ends[ended]?.();
  }
  expect((await settled).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
    "fulfilled",
  ]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});
