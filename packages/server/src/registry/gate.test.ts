import type { Game, Refusal } from "@parlor/kit";
import { expect, test } from "vitest";
import { gateSliceMs, gateSlicePauseMs } from "../limits.ts";
import { faulty } from "../testing/faulty.ts";
import { openDice } from "../testing/open-dice.ts";
import { virtualClock } from "../testing/virtual-clock.ts";
import { passGate, passGateInSlices } from "./gate.ts";

/** A clock on which each look at the time takes a millisecond, as a command does that is checked. */
const busyClock = () => {
  const clock = virtualClock();
  let ticks = 0;
  const slices: { readonly at: number; readonly ticks: number }[] = [];
  const after: typeof clock.after = (ms, run) =>
    clock.after(ms, () => {
      const begun = ticks;
      run();
      slices.push({ at: clock.now(), ticks: ticks - begun });
    });
  return { ...clock, ticks: () => ++ticks, after, slices };
};

const games: readonly Game[] = [
  openDice,
  faulty(),
  faulty({ isDown: () => true }),
  { ...openDice, view: () => new Map() },
];

test.each(games)("in slices, the gate finds the same as in one go: $id", async (game) => {
  const clock = busyClock();
  const answers: (Refusal | undefined)[] = [];
  passGateInSlices(clock, game, (rejected) => answers.push(rejected));
  expect(answers).toEqual([]);
  await clock.advance(60_000);
  expect(answers).toEqual([passGate(game)]);
});

test("no slice is longer than it may be, and there is a pause after each", async () => {
  const clock = busyClock();
  passGateInSlices(clock, openDice, () => undefined);
  await clock.advance(60_000);
  const { slices } = clock;
  expect(slices.length).toBeGreaterThan(10);
  // The first look of a slice tells when it began.
  expect(Math.max(...slices.map(({ ticks }) => ticks))).toBe(gateSliceMs + 1);
  const pauses = slices.slice(1).map(({ at }, index) => at - (slices[index]?.at ?? 0));
  expect(new Set(pauses)).toEqual(new Set([gateSlicePauseMs]));
});

test("a gate that is called off answers nothing", async () => {
  const clock = busyClock();
  let answered = false;
  const callOff = passGateInSlices(clock, openDice, () => (answered = true));
  await clock.advance(gateSlicePauseMs * 3);
  callOff();
  await clock.advance(60_000);
  expect([answered, clock.pending]).toEqual([false, 0]);
});
