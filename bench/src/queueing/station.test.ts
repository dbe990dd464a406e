import { randomFrom, seededDraws } from "@parlor/kit";
import { expect, test } from "vitest";
import { exponential, openLoop } from "./load.ts";
import { SharedSync, Station } from "./station.ts";
import { Timeline } from "./timeline.ts";

/** The mean wait in a queue before one server that is busy for `load` of the time, with services of 1 ms on average. */
const meanWaitMs = (load: number, serverCount: number, serviceMs: () => number): number => {
  const timeline = new Timeline();
  const station = new Station(timeline, serverCount);
  const submit = (_: number, replied: () => void) => station.serve(serviceMs(), replied);
  const run = { timeline, submit, sessionCount: 1, warmUpMs: 2_000, measuredMs: 300_000 };
  return openLoop(run, load * serverCount * 1_000, "theory").meanMs - 1;
};
const random = randomFrom(seededDraws("services"));

// Pollaczek and Khinchine: load · (1 + squared coefficient of variation) / 2 / (1 − load) services.
test.each([0.3, 0.6, 0.8])("M/M/1 at a load of %d waits as long as theory says", (load) => {
  const waitMs = meanWaitMs(load, 1, () => exponential(random));
  expect(waitMs / (load / (1 - load))).toBeCloseTo(1, 1);
});

test.each([0.3, 0.6, 0.8])("M/D/1 at a load of %d waits half as long as M/M/1", (load) => {
  const waitMs = meanWaitMs(load, 1, () => 1);
  expect(waitMs / (load / (1 - load) / 2)).toBeCloseTo(1, 1);
});

test("M/G/1 waits as the spread of its services says", () => {
  // One in ten takes 5.5 ms, the others 0.5: the mean is 1, the variance 0.9 · 0.25 + 0.1 · 20.25.
  const waitMs = meanWaitMs(0.5, 1, () => (random.int(10) === 0 ? 5.5 : 0.5));
  expect(waitMs / (1 + 2.25)).toBeCloseTo(0.5, 1);
});

test.each([2, 5])("M/M/%d waits as Erlang's formula says", (serverCount) => {
  const offered = 0.8 * serverCount;
  let [term, sum] = [1, 0];
  for (let at = 0; at < serverCount; at++) [sum, term] = [sum + term, (term * offered) / (at + 1)];
  const waiting = term / 0.2 / (sum + term / 0.2);
  const waitMs = meanWaitMs(0.8, serverCount, () => exponential(random));
  expect(waitMs / (waiting / (serverCount - offered))).toBeCloseTo(1, 1);
});

test("who asks for a sync while one runs shares the next", () => {
  const timeline = new Timeline();
  const log = new SharedSync(timeline, 2);
  const ends: string[] = [];
  const ask = (name: string) => log.sync(() => ends.push(`${name} ${timeline.now}`));
  ask("first");
  timeline.after(1, () => ask("second"));
  timeline.after(1.5, () => ask("third"));
  timeline.after(10, () => ask("late"));
  timeline.run();
  expect(ends).toEqual(["first 2", "second 4", "third 4", "late 12"]);
});

test("what is planned for one moment happens in the order of the plans", () => {
  const timeline = new Timeline();
  const seen: string[] = [];
  const note = (name: string, atMs: number) =>
    timeline.after(atMs, () => seen.push(`${name} ${timeline.now}`));
  note("c", 3);
  note("a", 1);
  note("d", 3);
  note("b", 1);
  timeline.after(2, () => note("e", 1));
  timeline.run(3);
  note("never", 9);
  expect(seen).toEqual(["a 1", "b 1", "c 3", "d 3", "e 3"]);
});
