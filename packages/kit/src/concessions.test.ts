import { expect, test } from "vitest";
import { z } from "zod";
import { choice, defineGame, withoutConcessions } from "./index.ts";
import { checkGame, playout } from "./testing/index.ts";

/** Ten steps in turn win; who resigns has lost. */
const race = defineGame({
  id: "race",
  version: "1.0.0",
  title: "Race",
  summary: "Ten steps.",
  bank: "none",
  seats: { min: 2, max: 2 },
  config: z.object({}),
  actions: { advance: z.object({}), resign: z.object({}) },
  concessions: ["resign"],
  setup: () => ({ steps: 0 }),
  act: {
    advance(state, _none, seat, table) {
      if (seat !== state.steps % 2) return table.refuse("not_your_turn");
      state.steps += 1;
      if (state.steps === 10) table.finishGame({ places: [[1], [0]] });
      return undefined;
    },
    resign(state, _none, seat, table) {
      if (seat !== state.steps % 2) return table.refuse("not_your_turn");
      table.finishGame({ places: [[1 - seat], [seat]] });
      return undefined;
    },
  },
  legal: ({ steps }, seat) =>
    seat === steps % 2 && steps < 10 ? [choice("advance"), choice("resign")] : [],
  view: ({ steps }) => ({ steps }),
});

test.each([
  [["advance", "resign"], ["advance"]],
  [["resign"], ["resign"]],
  [["advance"], ["advance"]],
  [[], []],
] as const)("of %j, %j play the game on", (offered, left) => {
  const types = withoutConcessions(
    race,
    offered.map((type) => choice(type)),
  ).map(({ type }) => type);
  expect(types).toEqual(left);
});

test("a game without concessions is offered as it is", () => {
  const offered = [choice("resign")];
  expect(withoutConcessions({}, offered)).toBe(offered);
});

test("random players mostly play on, and now and then give up", () => {
  const ends = { played: 0, resigned: 0 };
  for (let seed = 0; seed < 60; seed++) {
    let steps = 0;
    for (const { result } of playout(race, { seed, stepsMax: 60 }))
      if (result.kind === "done" && result.state.game)
        steps = (result.state.game as { steps: number }).steps; // the state that the game above has made
    ends[steps === 10 ? "played" : "resigned"] += 1;
  }
  expect(ends.played).toBeGreaterThan(30);
  expect(ends.resigned).toBeGreaterThan(0);
});

test("a concession has to be an action of the game", () => {
  expect(checkGame(race)).toEqual({ ok: true, problems: [] });
  const broken = { ...race, concessions: ["give-up"] };
  expect(checkGame(broken).problems).toEqual([
    expect.objectContaining({ detail: "the concession give-up is no action" }),
  ]);
});
