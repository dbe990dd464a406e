import { randomFrom, seededDraws } from "@parlor/kit";
import { expect, test } from "vitest";
import { faults, shortScript } from "../src/faults.ts";
import { drawFaults, planned } from "../src/schedule.ts";

const nodes = ["a", "b", "c"];
const draws = (seed: string): ReturnType<typeof drawFaults>[] => {
  const random = randomFrom(seededDraws(seed));
  return Array.from({ length: 500 }, () => drawFaults(random, nodes));
};

test("the same seed draws the same faults, and every one of them sooner or later", () => {
  const named = (seed: string): string[] =>
    draws(seed).map((step) => step.map(({ fault, target }) => `${fault.name} ${target}`).join());
  expect(named("1")).toEqual(named("1"));
  expect(named("1")).not.toEqual(named("2"));
  const drawn = new Set(draws("1").flatMap((step) => step.map(({ fault }) => fault.name)));
  expect([...drawn].toSorted()).toEqual(faults.map(({ name }) => name).toSorted());
});

test("two faults at once are done to two things, and a rolling restart comes alone", () => {
  const steps = draws("1");
  expect(steps.filter((step) => step.length === 2).length).toBeGreaterThan(50);
  for (const step of steps) {
    const targets = step.map(({ target }) => target);
    expect(new Set(targets).size).toBe(targets.length);
    expect(targets.length === 1 || !targets.includes("everything")).toBe(true);
  }
});

test("the short script has a fault of every target, and only known ones", () => {
  const steps = planned(shortScript).flat();
  const targets = new Set(steps.map(({ fault }) => fault.target));
  expect([...targets].toSorted()).toEqual(["everything", "nats", "node", "postgres"]);
  expect(() => planned([[{ name: "a flood", target: "a" }]])).toThrow("no such fault");
});
