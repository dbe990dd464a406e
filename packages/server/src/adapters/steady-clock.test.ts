import * as fc from "fast-check";
import { expect, test } from "vitest";
import { clockCorrectionRate, clockLookMs, timerWaitMaxMs } from "../limits.ts";
import { virtualClock } from "../testing/virtual-clock.ts";
import { steadyClock } from "./steady-clock.ts";

const start = 1_700_000_000_000;
const hourMs = 3_600_000;

/** A steady clock on ticks and a wall clock that a test moves. */
const clockAt = (wallNow = start, ticksNow = 12.5) => {
  const wall = { now: wallNow };
  let ticks = ticksNow;
  const machine = virtualClock(0);
  const waits: number[] = [];
  const clock = steadyClock({
    wall: () => wall.now,
    ticks: () => ticks,
    after: (ms, run) => {
      waits.push(ms);
      return machine.after(ms, run);
    },
  });
  /** Time passes, for the wall clock as well; looked at in small steps, as a server does. */
  const pass = (ms: number, stepMs = 100): void => {
    for (let left = ms; left > 0; left -= stepMs) {
      const step = Math.min(stepMs, left);
      ticks += step;
      wall.now += step;
      clock.now();
    }
  };
  return { clock, wall, waits, pass, tick: (ms: number) => void (ticks += ms) };
};

/** As a clock that is led at each renewal of a lease: twice a second. */
const followFor = (steady: ReturnType<typeof clockAt>, ms: number, aheadMs: number): void => {
  for (let left = ms; left > 0; left -= 500) {
    steady.pass(500);
    steady.clock.follow(steady.wall.now + aheadMs);
  }
};

test("it begins with the wall clock and runs with the ticks", () => {
  const { clock, pass } = clockAt();
  expect(clock.now()).toBe(start);
  pass(10 * hourMs, 60_000);
  expect(clock.now()).toBe(start + 10 * hourMs);
});

test.each([hourMs, -hourMs, 40, -40])(
  "a wall clock that is set by %i ms changes the pace a little, and is followed to the end",
  (setMs) => {
    const { clock, wall, pass } = clockAt();
    pass(5_000);
    wall.now += setMs;
    const before = clock.now();
    pass(10_000);
    const gone = clock.now() - before;
    const most = 10_000 * clockCorrectionRate;
    // It has gone on, and not by more than a turn bears; the first look comes within a second.
    expect(Math.abs(gone - 10_000)).toBeLessThanOrEqual(Math.min(Math.abs(setMs), most) + 1);
    expect((gone - 10_000) / setMs).toBeGreaterThan(0);
    pass(Math.abs(setMs) / clockCorrectionRate, 1_000);
    expect(Math.abs(clock.now() - wall.now)).toBeLessThanOrEqual(1);
  },
);

test.each([hourMs, -hourMs])(
  "whoever leads it by %i ms before it has told anything sets it",
  (ms) => {
    const steady = clockAt();
    steady.clock.follow(start + ms);
    expect(steady.clock.now()).toBe(start + ms);
    followFor(steady, 10_000, ms);
    expect(steady.clock.now()).toBe(start + ms + 10_000);
  },
);

test("once it is led the wall clock does not matter any more", () => {
  const { clock, wall, pass } = clockAt();
  clock.follow(start);
  wall.now += hourMs;
  pass(10_000);
  expect(clock.now()).toBe(start + 10_000);
});

test("it does not go back even where the ticks do", () => {
  const { clock, tick } = clockAt();
  tick(10);
  expect(clock.now()).toBe(start + 10);
  tick(-5);
  expect(clock.now()).toBe(start + 10);
});

test("what it has told it does not go back behind, and it goes on all the same", () => {
  const steady = clockAt();
  expect(steady.clock.now()).toBe(start);
  steady.clock.follow(start - hourMs);
  expect(steady.clock.now()).toBe(start);
  followFor(steady, 1_000, -hourMs);
  expect(steady.clock.now()).toBe(start + 1_000 * (1 - clockCorrectionRate));
});

test("later it is led slowly, and one answer that came late hardly matters", () => {
  const steady = clockAt();
  steady.clock.follow(start);
  followFor(steady, 1_000, 0);
  const before = steady.clock.now();
  followFor(steady, 500, -60_000);
  followFor(steady, 500, 0);
  expect(Math.abs(steady.clock.now() - before - 1_000)).toBeLessThanOrEqual(
    500 * clockCorrectionRate,
  );
});

test("after a sleep of the machine no time has passed, until it is set", () => {
  const { clock, wall, pass } = clockAt();
  pass(1_000);
  const before = clock.now();
  wall.now += 8 * hourMs;
  expect(clock.now()).toBe(before);
  clock.set(wall.now);
  expect(clock.now()).toBe(wall.now);
});

test.each([hourMs, -hourMs, 300, -300, 0])(
  "what waits for its time rings then, also while %i ms are caught up with",
  (aheadMs) => {
    const { clock, pass, tick, waits } = clockAt();
    pass(2 * clockLookMs);
    clock.follow(clock.now());
    clock.follow(clock.now() + aheadMs);
    const dueAt = clock.now() + 30_000;
    clock.after(30_000, () => undefined);
    tick(waits[0]!);
    expect(Math.abs(clock.now() - dueAt)).toBeLessThanOrEqual(1);
  },
);

test("the longest wait there is does not become a longer one", () => {
  const { clock, waits } = clockAt();
  clock.follow(clock.now());
  clock.follow(start - 1_000 * hourMs);
  clock.after(timerWaitMaxMs, () => undefined);
  expect(waits).toEqual([timerWaitMaxMs]);
});

test("whatever is done to it, it never goes back, never stands still, and never jumps", () => {
  const time = fc.double({ min: 0, max: 2 ** 42, noNaN: true });
  const deed = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("tick" as const),
        ms: fc.double({ min: 0, max: 100_000, noNaN: true }),
      }),
    },
    fc.record({ kind: fc.constant("wall" as const), now: time }),
    fc.record({ kind: fc.constant("follow" as const), now: time }),
  );
  fc.assert(
    fc.property(time, time, fc.boolean(), fc.array(deed), (wallNow, ticksNow, isLed, deeds) => {
      const { clock, wall, tick } = clockAt(wallNow, ticksNow);
      if (isLed) clock.follow(wallNow / 2);
      // From here on somebody plays.
      let told = clock.now();
      let ticked = 0;
      for (const done of deeds) {
        if (done.kind === "tick") tick((ticked = done.ms));
        if (done.kind === "wall") wall.now = done.now;
        if (done.kind === "follow" && isLed) clock.follow(done.now);
        const gone = clock.now() - told;
        const passed = done.kind === "tick" ? ticked : 0;
        expect(gone).toBeGreaterThanOrEqual(0);
        expect(gone).toBeGreaterThanOrEqual(passed * (1 - clockCorrectionRate) - 1.01);
        expect(gone).toBeLessThanOrEqual(passed * (1 + clockCorrectionRate) + 1.01);
        told += gone;
      }
    }),
    { numRuns: 2_000 },
  );
});

test("it never goes back, however often it is set outright", () => {
  const time = fc.double({ min: 0, max: 2 ** 42, noNaN: true });
  const deed = fc.record({ kind: fc.constantFrom("set", "follow", "wall", "tick"), by: time });
  fc.assert(
    fc.property(time, fc.array(deed), (begin, deeds) => {
      const { clock, wall, tick } = clockAt(begin);
      let told = clock.now();
      for (const { kind, by } of deeds) {
        if (kind === "set") clock.set(by);
        if (kind === "follow") clock.follow(by);
        if (kind === "wall") wall.now = by;
        if (kind === "tick") tick(by / 1_000);
        const now = clock.now();
        expect(now).toBeGreaterThanOrEqual(told);
        told = now;
      }
    }),
    { numRuns: 2_000 },
  );
});
