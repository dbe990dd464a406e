import { expect, test } from "vitest";
import { inlineEngine } from "../adapters/inline-engine.ts";
import type { Engine } from "../ports/engine.ts";
import { openDice } from "../testing/open-dice.ts";
import { stacks } from "../testing/stacks.ts";
import { codeOf, testPlatform } from "../testing/test-platform.ts";

/** An engine behind something slow, as a game in another thread is. */
const slowEngine = (before: () => Promise<void>): Engine => {
  const inner = inlineEngine(openDice);
  return {
    game: inner.game,
    open: async (setup, context) => inner.open(setup, context),
    step: async (setup, state, command, context) => {
      await before();
      return inner.step(setup, state, command, context);
    },
    look: (setup, state, seat) => inner.look(setup, state, seat),
  };
};

test("a session waits for a slow engine, in the order of its commands; other sessions do not", async () => {
  const platform = await testPlatform({ games: [stacks] });
  let gate = Promise.resolve();
  expect(platform.registry.register(slowEngine(() => gate))).toBeUndefined();
  const slow = await platform.table({ game: "open-dice" }, ["ann"]);
  const quick = await platform.table({ game: "stacks" }, ["ann", "bob"]);
  let release = (): void => undefined;
  gate = new Promise((resolve) => (release = resolve));
  const acts = [
    platform.act(slow, "ann", { type: "bet", stake: 10 }),
    platform.act(slow, "ann", { type: "take-down" }),
    platform.act(slow, "ann", { type: "take-down" }),
  ];
  expect(codeOf(await platform.act(quick, "bob", { type: "buy-in", stake: 5 }))).toBe("done");
  expect((await platform.standing(slow)).seq).toBe(2);
  release();
  expect((await Promise.all(acts)).map(codeOf)).toEqual(["done", "done", "nothing_open"]);
  await platform.stop();
});

test("[E1] an engine that breaks its own promise harms its session only: it is read anew", async () => {
  const platform = await testPlatform({ games: [stacks] });
  let broken = false;
  const engine = slowEngine(async () => {
    if (broken) throw new Error("the thread has died");
  });
  platform.registry.register(engine);
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  const other = await platform.table({ game: "stacks" }, ["ann", "bob"]);
  broken = true;
  const bet = () => platform.act(session, "ann", { type: "bet", stake: 10 });
  expect(codeOf(await bet())).toBe("outcome_unknown");
  expect(codeOf(await platform.act(other, "bob", { type: "buy-in", stake: 5 }))).toBe("done");
  broken = false;
  expect(codeOf(await bet())).toBe("done");
  await platform.stop();
});
