import { craps } from "@parlor/games/craps";
import { describeLeak, findLeaks, type PlayStep, type World } from "@parlor/server/testing";
import { expect, test } from "vitest";

const act = (seat: number, type: string, fields: object = {}): PlayStep => ({
  kind: "act",
  seat,
  action: { type, ...fields },
});

/** Both seats bet, and seat 0 rolls a five and a four, and then what the world has. */
const rollingIn = (...second: readonly [number, number]): World => ({
  steps: [
    act(0, "bet", { bet: "pass", amount: 1_000 }),
    act(1, "bet", { bet: "dont-pass", amount: 1_000 }),
    act(0, "roll"),
    act(1, "bet", { bet: "field", amount: 500 }),
    { ...act(0, "roll"), reveals: true },
  ],
  // What `random.int(6)` gives is one less than the face of the die.
  draws: [[4, 3], second],
});

test("[V1] the next roll at a craps table shows in nothing before it is rolled", async () => {
  const { leaks, compared } = await findLeaks({
    game: craps,
    playerCount: 2,
    knowing: [],
    worlds: [rollingIn(5, 5), rollingIn(1, 2)],
  });
  expect(leaks.map(describeLeak)).toEqual([]);
  expect(compared).toBeGreaterThan(100);
});
