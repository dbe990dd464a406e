import { crash } from "@parlor/games/crash";
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

/** Two bet, one is out by target, the other by hand; after that the flight goes on to its point. */
const flyingTo = (multiplier: 8 | 12): World => ({
  steps: [
    act(0, "bet", { stake: 1_000, target: 150 }),
    act(1, "bet", { stake: 2_000 }),
    { kind: "wait", ms: 8_000 },
    { kind: "wait", ms: 6_500 },
    act(1, "cash-out"),
    { kind: "wait", ms: 13_000 },
    { kind: "wait", ms: 60_000, reveals: true },
  ],
  // It takes off, comes to 2.00, to 4.00 and to 8.00, but not to 16.00: to 12.00 or not, and then to no more than it must.
  draws: [[1, 100, 200, 400, 0, multiplier === 8 ? 0 : 640_000, ...Array<number>(9).fill(0)]],
});

test("[V1] where a flight crashes shows in nothing before it does", async () => {
  const { leaks, compared } = await findLeaks({
    game: crash,
    request: { seatCount: 3 },
    playerCount: 3,
    knowing: [],
    worlds: [flyingTo(8), flyingTo(12)],
    tries: [{ type: "bet", stake: 5_000_000 }],
  });
  expect(leaks.map(describeLeak)).toEqual([]);
  expect(compared).toBeGreaterThan(100);
});
