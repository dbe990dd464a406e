import { expect, test } from "vitest";
import { fit, simulateNode, type StoreCosts } from "./fit.ts";
import type { BySessions, ClosedFigures, Measured } from "./measured.ts";
import type { NodeCosts } from "./node-model.ts";
import type { Outcome } from "./load.ts";

const sessionCounts = [1, 64, 1_000] as const;
const each = <Figures>(read: (sessions: 1 | 64 | 1_000) => Figures): BySessions<Figures> => ({
  1: read(1),
  64: read(64),
  1_000: read(1_000),
});
const closedOf = ({ donePerSecond, p50Ms, p99Ms }: Outcome): ClosedFigures => ({
  perSecond: donePerSecond,
  p50Ms,
  p99Ms,
});

const stall = { ms: 5, share: { batch: 0.004, commit: 0.0006 } };
const file: StoreCosts = { kind: "file", writeMs: { batch: 0.2, commit: 0.01 }, stall };
const database: StoreCosts = {
  kind: "database",
  askMs: { batch: 0.1, commit: 0.01 },
  writeMs: { batch: 0.3, commit: 0.03 },
  syncMs: 0.2,
  stall,
};

/** What would be measured of a node with such costs. */
const measuredAt = (few: NodeCosts, many: NodeCosts, store: StoreCosts): Measured => {
  const costsOf = (sessions: number) => (sessions === 1_000 ? many : few);
  const wallMs = (sessions: number) => {
    const askMs = store.kind === "file" ? { batch: 0, commit: 0 } : store.askMs;
    const syncMs = store.kind === "file" ? 0 : store.syncMs;
    return (
      store.writeMs.batch + askMs.batch + syncMs + (store.writeMs.commit + askMs.commit) * sessions
    );
  };
  return {
    game: "planted",
    store: store.kind === "file" ? "sqlite" : "postgres",
    alone: each((sessions) => {
      const meanMs =
        wallMs(sessions) + stall.ms * (stall.share.batch + stall.share.commit * sessions);
      return {
        perSecond: (sessions * 1_000) / meanMs,
        p50Ms: wallMs(sessions),
        p99Ms: wallMs(sessions) + stall.ms,
        cpuMicros:
          store.kind === "file"
            ? 0
            : 5 + (store.askMs.batch * 1_000) / sessions + store.askMs.commit * 1_000,
      };
    }),
    makingMicros: each(() => 5),
    actions: each((sessions) =>
      closedOf(simulateNode(costsOf(sessions), store, { sessionCount: sessions, rate: null })),
    ),
    actionsInMemory: each((sessions) => {
      const { workMs, answerMs } = costsOf(sessions);
      return { perSecond: 1_000 / (workMs + answerMs), p50Ms: 0, p99Ms: 0 };
    }),
    syncMs: 0.2,
    open: [],
  };
};

const costs = (commandMs: number): NodeCosts => ({
  workMs: commandMs * 0.7,
  answerMs: commandMs * 0.3,
  handOverMs: 0.06,
});

test.each([
  ["a file", file],
  ["a database", database],
])(
  "what a node on %s was made of is found again from its closed loops",
  { timeout: 60_000 },
  (_, store) => {
    const [few, many] = [costs(0.02), costs(0.035)];
    const fitted = fit(measuredAt(few, many, store));
    const near = (value: number, planted: number) => expect(value / planted).toBeCloseTo(1, 1);
    near(fitted.few.workMs, few.workMs);
    near(fitted.many.workMs, many.workMs);
    near(fitted.few.handOverMs, few.handOverMs);
    near(fitted.store.writeMs.batch, store.writeMs.batch);
    near(fitted.store.writeMs.commit, store.writeMs.commit);
    near(fitted.store.stall.ms, stall.ms);
    near(fitted.store.stall.share.batch, stall.share.batch);
    near(fitted.store.stall.share.commit, stall.share.commit);
    if (fitted.store.kind === "database") near(fitted.store.askMs.commit, 0.01);
    for (const sessionCount of sessionCounts) {
      const run = { sessionCount, rate: 5_000 };
      const [planted, found] = [
        simulateNode(many, store, run),
        simulateNode(fitted.many, fitted.store, run),
      ];
      near(found.p50Ms, planted.p50Ms);
    }
  },
);
