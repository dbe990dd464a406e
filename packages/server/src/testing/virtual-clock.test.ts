import { expect, test } from "vitest";
import { virtualClock } from "./virtual-clock.ts";

test("timers run in the order of their times, at their times", async () => {
  const clock = virtualClock(0);
  const ran: string[] = [];
  clock.after(30, () => ran.push(`c at ${clock.now()}`));
  clock.after(10, () => ran.push(`a at ${clock.now()}`));
  clock.after(10, () => ran.push(`b at ${clock.now()}`));
  await clock.advance(29);
  expect(ran).toEqual(["a at 10", "b at 10"]);
  expect([clock.now(), clock.pending]).toEqual([29, 1]);
  await clock.advance(1);
  expect(ran.at(-1)).toBe("c at 30");
});

test("what a timer sets off settles before the next one runs, and may set timers of its own", async () => {
  const clock = virtualClock(0);
  const ran: string[] = [];
  clock.after(10, () => {
    void (async () => {
      await Promise.resolve();
      ran.push(`settled at ${clock.now()}`);
      clock.after(5, () => ran.push(`child at ${clock.now()}`));
    })();
  });
  clock.after(20, () => ran.push(`second at ${clock.now()}`));
  await clock.advance(20);
  expect(ran).toEqual(["settled at 10", "child at 15", "second at 20"]);
});

test("a timer that was called off does not run", async () => {
  const clock = virtualClock(0);
  let ran = false;
  const callOff = clock.after(10, () => (ran = true));
  callOff();
  await clock.advance(100);
  expect(ran).toBe(false);
});
