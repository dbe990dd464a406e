import { expect, test } from "vitest";
import { openSession, type SessionState, type Timer } from "@parlor/kit";
import { prngSeeds, testSetup } from "@parlor/kit/testing";
import { openDice } from "../testing/open-dice.ts";
import { clockLatenessMaxMs, recoveryGraceMs } from "../limits.ts";
import { virtualClock } from "../testing/virtual-clock.ts";
import { Alarm } from "./alarm.ts";
import { Grace } from "./grace.ts";

const context = { session: "one", now: 0, seeds: prngSeeds(1) };
const opened = openSession(openDice, testSetup(openDice), context);
if (opened.kind !== "done") throw new Error("the test's game does not open");
const stateWith = (
  dueAts: Readonly<Record<string, number>>,
  phase: SessionState["phase"] = { status: "in_progress" },
): SessionState => ({
  ...opened.state,
  phase,
  timers: Object.fromEntries(
    Object.entries(dueAts).map(([name, dueAt]): [string, Timer] => [name, { dueAt, seat: null }]),
  ),
});

const alarmAt = () => {
  const clock = virtualClock(0);
  const rung: string[] = [];
  const grace = new Grace(clock);
  const alarm = new Alarm({ clock, grace }, (timer) => rung.push(`${timer} at ${clock.now()}`));
  return { clock, grace, rung, alarm };
};

test("the earliest timer rings, once, until it was answered", async () => {
  const { clock, rung, alarm } = alarmAt();
  const state = stateWith({ late: 20, early: 10 });
  alarm.set(state, 0);
  await clock.advance(15);
  // Other commands change the state while the ring waits for its turn in the session's queue.
  alarm.set(state, 0);
  alarm.set(stateWith({ late: 20, early: 10, new: 12 }), 0);
  await clock.advance(15);
  expect(rung).toEqual(["early at 10"]);
  alarm.answered();
  alarm.set(stateWith({ late: 20 }), 0);
  await clock.advance(0);
  expect(rung).toEqual(["early at 10", "late at 30"]);
});

test("it follows the state: a timer that was moved, stopped or paused does not ring at its old time", async () => {
  const { clock, rung, alarm } = alarmAt();
  alarm.set(stateWith({ turn: 10 }), 0);
  alarm.set(stateWith({ turn: 40 }), 0);
  await clock.advance(39);
  expect(rung).toEqual([]);
  alarm.set(stateWith({ turn: 40 }, { status: "paused", at: 39 }), 0);
  await clock.advance(10);
  alarm.set(stateWith({ turn: 60 }), 0);
  alarm.set(stateWith({}), 0);
  await clock.advance(100);
  expect([rung, clock.pending]).toEqual([[], 0]);
});

test("a timer longer than the machine's own timers can wait rings at its time", async () => {
  const { clock, grace, rung, alarm } = alarmAt();
  const dueAt = 60 * 24 * 60 * 60 * 1_000;
  const waits: number[] = [];
  const watched = {
    ...clock,
    now: () => clock.now(),
    after: (ms: number, run: () => void) => {
      waits.push(ms);
      return clock.after(ms, run);
    },
  };
  const long = new Alarm({ clock: watched, grace }, (timer) =>
    rung.push(`${timer} at ${clock.now()}`),
  );
  long.set(stateWith({ month: dueAt }), 0);
  alarm.stop();
  await clock.advance(dueAt - 1);
  expect(rung).toEqual([]);
  await clock.advance(1);
  expect(rung).toEqual([`month at ${dueAt}`]);
  expect(Math.max(...waits)).toBeLessThan(2 ** 31);
});

/** Time passes without anything running, and then everything runs on. */
const standStill = async ({ clock }: ReturnType<typeof alarmAt>, ms: number) => {
  clock.jump(ms);
  await clock.advance(0);
};

test("after a standstill a turn gets its grace, and only one", async () => {
  const place = alarmAt();
  const { clock, rung, alarm } = place;
  alarm.set(stateWith({ turn: 30_000 }), 0);
  await standStill(place, 60_000);
  expect(rung).toEqual([]);
  // Others act meanwhile, and the turn is still the same one.
  await clock.advance(recoveryGraceMs - 1);
  alarm.set(stateWith({ turn: 30_000, later: 100_000 }), 0);
  expect(rung).toEqual([]);
  await standStill(place, 60_000);
  expect(rung).toEqual([`turn at ${60_000 + recoveryGraceMs - 1 + 60_000}`]);
});

test("a turn that follows gets a grace of its own", async () => {
  const place = alarmAt();
  const { clock, rung, alarm } = place;
  for (let turn = 1; turn <= 2; turn++) {
    const begin = clock.now();
    alarm.set(stateWith({ turn: begin + 30_000 }), 0);
    await standStill(place, 40_000);
    await clock.advance(recoveryGraceMs - 1);
    expect(rung).toHaveLength(turn - 1);
    await clock.advance(1);
    expect(rung).toHaveLength(turn);
    alarm.answered();
  }
});

test("a clock that is as late as load makes it rings at once", async () => {
  const place = alarmAt();
  const { rung, alarm } = place;
  alarm.set(stateWith({ turn: 30_000 }), 0);
  await standStill(place, 30_000 + clockLatenessMaxMs);
  expect(rung).toEqual([`turn at ${30_000 + clockLatenessMaxMs}`]);
});

test("a standstill that an older wait shows counts for the turn that runs now", async () => {
  const place = alarmAt();
  const { clock, rung, alarm } = place;
  alarm.set(stateWith({ turn: 20_000 }), 0);
  await clock.advance(10_000);
  // The alarm is let run to its old time, which is where the standstill shows.
  alarm.set(stateWith({ turn: 40_000 }), 0);
  await standStill(place, 29_999);
  await clock.advance(recoveryGraceMs - 1);
  expect(rung).toEqual([]);
  await clock.advance(1);
  expect(rung).toEqual([`turn at ${39_999 + recoveryGraceMs}`]);
});

test("a turn that is longer than the grace keeps its time, and its grace for later", async () => {
  const place = alarmAt();
  const { clock, rung, alarm } = place;
  alarm.set(stateWith({ turn: 10_000 }), 0);
  alarm.set(stateWith({ turn: 200_000 }), 0);
  await standStill(place, 60_000);
  await standStill(place, 200_000);
  await clock.advance(recoveryGraceMs - 1);
  expect(rung).toEqual([]);
  await clock.advance(1);
  expect(rung).toHaveLength(1);
});

test("after a standstill all of a session's turns that ran out get the grace", async () => {
  const place = alarmAt();
  const { clock, rung, alarm } = place;
  alarm.set(stateWith({ first: 10_000, second: 20_000 }), 0);
  await standStill(place, 60_000);
  // Whose clock was next has acted.
  alarm.set(stateWith({ second: 20_000 }), 0);
  await clock.advance(recoveryGraceMs - 1);
  expect(rung).toEqual([]);
  await clock.advance(1);
  expect(rung).toEqual([`second at ${60_000 + recoveryGraceMs}`]);
});

test("a clock that begins after a standstill runs as long as ever", async () => {
  const place = alarmAt();
  const { clock, rung, alarm } = place;
  alarm.set(stateWith({ turn: 10_000 }), 0);
  await standStill(place, 60_000);
  alarm.set(stateWith({ next: 62_000 }), 0);
  await clock.advance(2_000);
  expect(rung).toEqual(["next at 62000"]);
});

test("a ring that was refused rings again after its pause, also in a grace of others", async () => {
  const place = alarmAt();
  const { clock, grace, rung, alarm } = place;
  alarm.set(stateWith({ turn: 10_000 }), 0);
  await standStill(place, 60_000);
  await clock.advance(recoveryGraceMs);
  expect(rung).toHaveLength(1);
  grace.begin();
  alarm.answered();
  alarm.set(stateWith({ turn: 10_000 }), clock.now() + 1_000);
  await clock.advance(1_000);
  expect(rung).toHaveLength(2);
});
