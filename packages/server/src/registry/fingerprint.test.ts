import type { Game } from "@parlor/kit";
import { expect, test } from "vitest";
import { z } from "zod";
import { openDice } from "../testing/open-dice.ts";
import { fingerprintOf } from "./fingerprint.ts";

const withConfig = (config: z.ZodType): Game => ({ ...openDice, config });
const withHelper = (helper: () => number): Game => ({ ...openDice, view: () => helper() });
const cyclic = (): Game => {
  const refusals: Record<string, unknown> = { ...openDice.refusals };
  refusals["itself"] = refusals;
  return { ...openDice, refusals: refusals as Record<string, string> }; // what an author may do whom no compiler checks
};

test("the same game has the same fingerprint", () => {
  expect(fingerprintOf({ ...openDice })).toBe(fingerprintOf(openDice));
  const schema = () => z.object({ sides: z.int().min(2).default(6) });
  expect(fingerprintOf(withConfig(schema()))).toBe(fingerprintOf(withConfig(schema())));
  expect(fingerprintOf(cyclic())).toBe(fingerprintOf(cyclic()));
});

test("whatever can be read of a game is in its fingerprint", () => {
  const games: Game[] = [
    openDice,
    cyclic(),
    { ...openDice, id: "other" },
    { ...openDice, version: "1.0.1" },
    { ...openDice, seats: { min: 1, max: 5 } },
    { ...openDice, refusals: {} },
    { ...openDice, view: () => 1 },
    { ...openDice, view: () => 2 },
    { ...openDice, bets: { high: { title: "High", edge: "1/2" } } },
    { ...openDice, bets: { high: { title: "High", edge: () => "1/2" } } },
    { ...openDice, act: { ...openDice.act, more: () => undefined } },
    withConfig(z.object({ sides: z.int().default(6) })),
    withConfig(z.object({ sides: z.int().min(2).default(6) })),
    withConfig(z.object({ sides: z.int().min(3).default(6) })),
    withConfig(z.object({ sides: z.int().default(8) })),
    withConfig(z.object({ sides: z.int().optional() })),
    withConfig(z.object({ sides: z.enum(["4", "6"]).default("4") })),
    withConfig(z.object({ sides: z.int().refine((sides) => sides > 1) })),
    withConfig(z.object({ sides: z.int().refine((sides) => sides > 2) })),
    withConfig(z.object({ sides: z.string().regex(/a/) })),
    withConfig(z.object({ sides: z.string().regex(/b/) })),
  ];
  expect(new Set(games.map(fingerprintOf)).size).toBe(games.length);
});

test("what a function calls cannot be read: hence the check behind", () => {
  expect(fingerprintOf(withHelper(() => 1))).toBe(fingerprintOf(withHelper(() => 2)));
});
