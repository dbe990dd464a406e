import { expect, test } from "vitest";
import { partitionOf } from "../src/check/owners.ts";
import { figuresOf, spreadOf } from "../src/figures.ts";
import type { Event } from "../src/history.ts";

const session = "0000000000000001";
const reply = { seq: 1, seat: 0, events: [] };
const again = { refused: "outcome_unknown", text: "", transient: true };

const sent = (id: string, at: number): Event => {
  const command = { kind: "leave", id } as const;
  return { kind: "sent", player: "p", connection: 1, session, command, at };
};
const replied = (id: string, at: number, what: typeof reply | typeof again = reply): Event => {
  return { kind: "reply", player: "p", connection: 1, session, id, reply: what, at };
};
const fault = (name: string, phase: "began" | "ended", at: number): Event => {
  return { kind: "fault", name, target: "a", phase, at };
};

test("a gap after a kill is counted where the dead node owned the session, from its death to the next answer", () => {
  const events = [
    sent("1", 0),
    replied("1", 10),
    fault("kill", "began", 1_000),
    sent("2", 1_100),
    replied("2", 1_500, again),
    sent("2", 1_600),
    replied("2", 3_000),
    fault("kill", "ended", 4_000),
    sent("3", 5_000),
    replied("3", 5_020),
  ];
  const epoch = { partition: partitionOf(session), epoch: 1, machine: "10.0.0.1", committedAt: 1 };
  const stored = { entries: [], sessions: [], transfers: [], balances: [], epochs: [epoch] };
  const figures = figuresOf(events, stored, new Map([["a", "10.0.0.1"]]));
  expect(figures).toMatchObject({
    sent: 3,
    acknowledged: 3,
    resent: 1,
    faults: { kill: 1 },
    refusals: { outcome_unknown: 1 },
    afterKill: { count: 1, maxMs: 2_000 },
    latency: { count: 3, maxMs: 1_900 },
    latencyUndisturbed: { count: 2, maxMs: 20 },
    longestMs: { kill: 1_900 },
  });
  const elsewhere = figuresOf(events, stored, new Map([["a", "10.0.0.2"]]));
  expect(elsewhere.afterKill.count).toBe(0);
});

test("a spread tells the middle, the last hundredth and the longest", () => {
  const values = Array.from({ length: 200 }, (_, at) => 200 - at);
  expect(spreadOf(values)).toEqual({ count: 200, p50Ms: 101, p99Ms: 199, maxMs: 200 });
  expect(spreadOf([])).toEqual({ count: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 });
});
