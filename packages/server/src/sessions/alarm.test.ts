import { expect, test } from "vitest";
import { openSession, type SessionState, type Timer } from "@parlor/kit";
import { prngSeeds, testSetup } from "@parlor/kit/testing";
import { openDice } from "../testing/open-dice.ts";
import { virtualClock } from "../testing/virtual-clock.ts";
import { Alarm } from "./alarm.ts";

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
  const alarm = new Alarm(clock, (timer) => rung.push(`${timer} at ${clock.now()}`));
  return { clock, rung, alarm };
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
  const { clock, rung, alarm } = alarmAt();
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
  const long = new Alarm(watched, (timer) => rung.push(`${timer} at ${clock.now()}`));
  long.set(stateWith({ month: dueAt }), 0);
  alarm.stop();
  await clock.advance(dueAt - 1);
  expect(rung).toEqual([]);
  await clock.advance(1);
  expect(rung).toEqual([`month at ${dueAt}`]);
  expect(Math.max(...waits)).toBeLessThan(2 ** 31);
});
