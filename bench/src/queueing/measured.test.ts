import { expect, test } from "vitest";
import { casesOf } from "../cases.ts";
import type { Row } from "../rows.ts";
import { measuredOf, Medians, NotMeasured } from "./measured.ts";

/** One row of every case that the model needs, with the same value for every figure. */
const figures = Object.fromEntries(
  ["commitsPerSecond", "actionsPerSecond", "p50Ms", "p99Ms", "cpuMicrosPerCommit"].map((name) => [
    name,
    7,
  ]),
);
const rowsOf = (commit: string): readonly Row[] =>
  casesOf(new Set(["disk", "store", "actions", "open-loop"]), {
    seconds: 1,
    settings: "{}",
    peers: [],
  }).map(({ measurement, params }) => ({
    measurement,
    params,
    at: "",
    commit,
    wallSeconds: 1,
    others: 0,
    figures,
  }));

test.each(["sqlite", "postgres"] as const)(
  "what the suite measures is all that is needed for %s",
  (store) => {
    const measured = measuredOf(rowsOf("a"), "coin-flip", store);
    expect(measured.alone[64].cpuMicros).toBe(7);
    expect(measured.actionsInMemory[1_000].perSecond).toBe(7);
    expect(measured.open.map(({ rate }) => rate)).toEqual(
      store === "sqlite" ? [1_000, 10_000, 40_000] : [1_000, 10_000],
    );
  },
);

test("what was not measured is said by name", () => {
  const rows = rowsOf("a").filter(({ measurement }) => measurement !== "disk");
  expect(() => measuredOf(rows, "coin-flip", "sqlite")).toThrow(
    new NotMeasured("p50Ms of disk appended 1 was not measured"),
  );
});

test("a figure is the median of the runs at the commit that it was last measured at", () => {
  const params = { store: "memory", sessions: 1 };
  const rows = [
    ["a", 100],
    ["b", 1],
    ["b", 5],
    ["b", 2],
  ] as const;
  const all = rows.map(([commit, value]): Row => ({
    measurement: "store",
    params,
    at: "",
    commit,
    wallSeconds: 1,
    others: 0,
    figures: { p50Ms: value },
  }));
  expect(new Medians(all).get("store", params, "p50Ms")).toBe(2);
  expect(new Medians(all).find("store", { store: "sqlite" }, "p50Ms")).toBeUndefined();
});
