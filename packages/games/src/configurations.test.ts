import { expect, test } from "vitest";
import { games } from "./index.ts";

const values = [0, -1, 1.5, 1e308, -1e308, null, "", "0/1", "1/0", "2/", "-1/2", {}, [], true];

test.each(games.map((game) => [game.id, game] as const))(
  "[E1] the schema of %s judges any value of any field, and throws at none",
  (_, { config }) => {
    const standard = config.parse({}) as object; // every configuration is an object
    for (const field of Object.keys(standard))
      for (const value of values) {
        const judge = () => config.safeParse({ [field]: value });
        expect(judge, `${field}: ${JSON.stringify(value)}`).not.toThrow();
      }
  },
);
