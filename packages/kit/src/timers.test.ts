import { expect, test } from "vitest";
import { z } from "zod";
import { choice, defineGame } from "./index.ts";
import { testTable } from "./testing/index.ts";

/** Writes down how long its clock still runs. */
const clockReader = defineGame({
  id: "clock-reader",
  version: "1.0.0",
  title: "Clock reader",
  summary: "Reads its clock.",
  bank: "none",
  seats: { min: 1, max: 1 },
  config: z.object({}),
  actions: { read: z.object({}), restart: z.object({}), stop: z.object({}) },
  setup: () => ({ read: [] as (number | null)[] }),
  act: {
    read(state, _none, _seat, table) {
      state.read.push(table.timeLeftMs("clock"));
    },
    restart(state, _none, _seat, table) {
      table.startTimer("clock", 500);
      state.read.push(table.timeLeftMs("clock"));
    },
    stop(state, _none, _seat, table) {
      table.stopTimer("clock");
      state.read.push(table.timeLeftMs("clock"));
    },
  },
  timeout(state, { name }, table) {
    state.read.push(table.timeLeftMs(name));
  },
  legal: () => [choice("read"), choice("restart"), choice("stop")],
  view: ({ read }) => ({ read }),
});

const tableWith = () => {
  const table = testTable(clockReader);
  const after = (ms: number, type: string): void => {
    table.now += ms;
    const { kind } = table.act(0, { type });
    expect(kind).toBe("done");
  };
  return { table, after, read: () => (table.view(0) as { read: unknown }).read }; // the view of the game above
};

test("a game may ask how long a timer still runs: null when it does not, 0 or less when it is overdue", () => {
  const { after, read } = tableWith();
  after(10, "read");
  after(10, "restart");
  after(120, "read");
  after(380, "read");
  after(5, "read");
  after(10, "stop");
  after(10, "read");
  expect(read()).toEqual([null, 500, 380, 0, -5, null, null]);
});

test("time that the session stood still is not counted", () => {
  const { table, after, read } = tableWith();
  after(10, "restart");
  table.now += 100;
  table.send({ kind: "pause", by: "operator" });
  table.now += 10_000;
  table.send({ kind: "resume", by: "operator" });
  after(50, "read");
  expect(read()).toEqual([500, 350]);
});

test("a timer that has expired runs no more", () => {
  const { table, after, read } = tableWith();
  after(10, "restart");
  table.now += 500;
  expect(table.send({ kind: "timeout", timer: "clock" }).kind).toBe("done");
  expect(read()).toEqual([500, null]);
});
