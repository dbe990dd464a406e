import { noRandom, randomFrom, seededDraws } from "@parlor/kit";
import { expect, test } from "vitest";
import { kuhn } from "../test/kuhn.ts";
import { openingOf, tableFor } from "./opening.ts";

test("a table has as many seats as the game takes", () => {
  expect(() => tableFor(kuhn, { seatCount: 3 })).toThrow("2 to 2");
  expect(tableFor(kuhn, {})).toMatchObject({ seats: [0, 1], running: true });
});

test("at the opening nobody has won or lost yet", () => {
  const table = tableFor(kuhn, {});
  expect(openingOf(kuhn, table, noRandom)).toMatchObject({ gains: null, balance: 0 });
  expect(openingOf(kuhn, table, randomFrom(seededDraws(1))).timers).toEqual([]);
});
