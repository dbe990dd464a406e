import { blackjack } from "@parlor/games/blackjack";
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

/** Seat 0 has a hard 16, seat 1 a hard 15 against a ten; the dealer looks, and nobody has a blackjack. */
const holdingIn = (hole: "9c" | "7c"): World => ({
  steps: [
    act(0, "bet", { bet: "main", amount: 1_000 }),
    act(0, "bet", { bet: "twenty-one-plus-three", amount: 500 }),
    act(1, "bet", { bet: "main", amount: 2_000 }),
    act(0, "deal"),
    act(1, "deal"),
    act(0, "hit"),
    act(0, "stand"),
    { kind: "wait", ms: 5_000 },
    { ...act(1, "double"), reveals: true },
  ],
  draws: [cardDraws(["9d", "8d", "Td", "7d", "7h", hole, "3c", "2s"], 6)],
});

test("[V1] nobody knows the hole card at a blackjack table until the dealer turns it over", async () => {
  const { leaks, compared } = await findLeaks({
    game: blackjack,
    playerCount: 2,
    knowing: [],
    worlds: [holdingIn("9c"), holdingIn("7c")],
    tries: [{ type: "insure", amount: 500 }, { type: "even-money" }],
  });
  expect(leaks.map(describeLeak)).toEqual([]);
  expect(compared).toBeGreaterThan(100);
});
