import { expect, test } from "vitest";
import { chargeTurnClock, startTurnClock } from "./turn-clock.ts";

const clockWith = (left: number | null) => {
  const started: (readonly [string, number, number | undefined])[] = [];
  return {
    started,
    startTimer: (name: string, ms: number, seat?: number) => void started.push([name, ms, seat]),
    timeLeftMs: () => left,
  };
};

test("a turn has its own time and what is left of the seat's reserve", () => {
  const clock = clockWith(null);
  startTurnClock(clock, 1, 1_000, [50, 70]);
  startTurnClock(clock, 0, 1_000, []);
  expect(clock.started).toEqual([
    ["turn", 1_070, 1],
    ["turn", 1_000, 0],
  ]);
});

test.each([
  { left: 1_000, kept: 70, what: "the turn's own time alone" },
  { left: 70, kept: 70, what: "all of the turn's own time" },
  { left: 69, kept: 69, what: "a little of the reserve" },
  { left: 0, kept: 0, what: "all of it" },
  { left: -5, kept: 0, what: "more than there is, before the expiry came" },
  { left: null, kept: 70, what: "no clock" },
])("a turn that took $what leaves $kept", ({ left, kept }) => {
  const reserveMs = [50, 70];
  chargeTurnClock(clockWith(left), 1, reserveMs);
  expect(reserveMs).toEqual([50, kept]);
});

test("without a reserve nothing is charged", () => {
  const reserveMs = [0, 0];
  chargeTurnClock(clockWith(-5), 0, reserveMs);
  expect(reserveMs).toEqual([0, 0]);
});
