import { games } from "@parlor/games";
import { playout, testSetup } from "@parlor/kit/testing";
import { gameInfo, problem } from "@parlor/protocol";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScene, type Scene } from "../scene.ts";
import { fuzzTimeoutMs, holds } from "./fuzz.ts";
import { jsonText, nastyValue } from "./nasty.ts";
import { mustGoOn } from "./probe.ts";
import { nearMiss, shaped } from "./schema-values.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(async () => scene.house.server.stop());

const fractions = [
  "0/1",
  "1/1",
  "3/2",
  "19/20",
  "27/4",
  "1/1000",
  "999999999999999/1",
  "2/",
  "1/0",
];

/** Configurations after the schema that the server tells of a game: right ones, near misses, and anything. */
const configsOf = async (id: string): Promise<fc.Arbitrary<unknown>> => {
  const { config } = gameInfo.parse((await scene.house.ask("GET", `/v1/games/${id}`)).body);
  const right = shaped(config, fractions);
  return fc.oneof(
    { weight: 3, arbitrary: right },
    { weight: 3, arbitrary: nearMiss(right) },
    { weight: 1, arbitrary: nastyValue },
  );
};

/** As it comes in from outside: with `__proto__` among its fields where the text has it. */
const fromOutside = (config: unknown): unknown => JSON.parse(jsonText(config)) as unknown;

test.each(games.map((game) => ({ id: game.id, game })))(
  "[E1] a configuration of $id is refused, or it can be played with whatever it says",
  async ({ id, game }) => {
    let played = 0;
    const property = fc.property(await configsOf(id), fc.nat(), (config, seed) => {
      const parsed = game.config.safeParse(fromOutside(config));
      if (!parsed.success) return;
      played += 1;
      const setup = testSetup(game, { config: fromOutside(config) });
      for (const { result } of playout(game, { setup, seed, stepsMax: 30, restless: true }))
        expect(result.kind === "fault" ? result.fault.message : "").toBe("");
    });
    await holds(property, 60);
    expect(played).toBeGreaterThan(10);
  },
  fuzzTimeoutMs,
);

test.each(games.map(({ id }) => ({ id })))(
  "a table of $id opens with any configuration, or says what is wrong with it",
  async ({ id }) => {
    const limits = fc.oneof(
      fc.record({ min: fc.nat(1_000), max: fc.nat(1_000_000), step: fc.nat(100) }),
      fc.record({ min: nastyValue, max: nastyValue }),
      fc.constant(undefined),
    );
    const wishes = fc.record({
      game: fc.constant(id),
      config: await configsOf(id),
      limits,
      seatCount: fc.oneof(fc.integer({ min: 1, max: 8 }), nastyValue, fc.constant(undefined)),
    });
    const property = fc.asyncProperty(wishes, async (wish) => {
      const before = await scene.house.everything();
      const body = jsonText(wish);
      const asked = { token: scene.ada.token, body };
      const answer = await scene.house.ask("POST", "/v1/sessions", asked);
      if (answer.status === 201) return;
      const codes = ["malformed", "invalid_config", "too_large"];
      expect(codes).toContain(problem.parse(answer.body).code);
      expect(await scene.house.everything()).toEqual(before);
    });
    await holds(property, 25);
    await mustGoOn(scene);
  },
  fuzzTimeoutMs,
);
