import { craps } from "@parlor/games/craps";
import { holdem } from "@parlor/games/holdem";
import type { Card } from "@parlor/kit";
import {
  cardDraws,
  describeLeak,
  findLeaks,
  type PlayStep,
  type World,
} from "@parlor/server/testing";
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

const buyIns = [0, 1].map((seat) => act(seat, "buy-in", { amount: 10_000 }));
const ends = { reveals: true } as const;

/** Two hold'em hands in which seat 1 has other cards; the button is drawn first, and lies before seat 1. */
const dealing = (hole: readonly [Card, Card], steps: readonly PlayStep[]): World => ({
  steps: [...buyIns, ...steps],
  draws: [[1, ...cardDraws(["Ah", hole[0], "Ad", hole[1], "2c", "8h", "Jc", "4s", "Td"])]],
});
const holes = [
  ["Ks", "7d"],
  ["Qs", "6d"],
] as const;

test.each([
  {
    what: "folds",
    steps: [
      act(1, "call"),
      act(0, "check"),
      act(0, "bet", { to: 500 }),
      { ...act(1, "fold"), ...ends },
      act(0, "show"),
      { kind: "leave", seat: 1 } as const,
    ],
  },
  {
    what: "loses at the showdown and mucks",
    steps: [
      act(1, "call"),
      act(0, "check"),
      ...[0, 1, 0, 1, 0].map((seat) => act(seat, "check")),
      { ...act(1, "check"), ...ends },
      act(0, "sit-out"),
      { kind: "leave", seat: 1 } as const,
    ],
  },
])(
  "[V1] [HOLDEM-30] cards that seat 1 $what show in nothing but the draws of the finished round",
  async ({ steps }) => {
    const { leaks, compared } = await findLeaks({
      game: holdem,
      playerCount: 3,
      knowing: [1],
      worlds: [dealing(holes[0], steps), dealing(holes[1], steps)],
      // The seed of a finished round is out, and with it the round's draws: as numbers of the shoe, in one list.
      revealed: [/"draws":\[\[2,1\],[^a-z]*\]\]/],
    });
    expect(leaks.map(describeLeak)).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  },
);

test("[V1] [HOLDEM-30] the next card of the board shows in nothing before it is dealt", async () => {
  const worlds = (["2c", "9s"] as const).map((flop): World => ({
    steps: [...buyIns, act(1, "call"), { ...act(0, "check"), ...ends }],
    draws: [[1, ...cardDraws(["Ah", "Ks", "Ad", "7d", flop, "8h", "Jc"])]],
  }));
  const [one, other] = worlds;
  if (!one || !other) throw new Error("there are two worlds");
  const found = await findLeaks({
    game: holdem,
    playerCount: 3,
    knowing: [],
    worlds: [one, other],
  });
  expect(found.leaks.map(describeLeak)).toEqual([]);
  expect(found.compared).toBeGreaterThan(100);
});
