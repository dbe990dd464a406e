import { crash } from "@parlor/games/crash";
import { craps } from "@parlor/games/craps";
import { holdem } from "@parlor/games/holdem";
import { kuhnPoker } from "@parlor/games/kuhn-poker";
import { leducPoker } from "@parlor/games/leduc-poker";
import { liarsDice } from "@parlor/games/liars-dice";
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

/** Seat 0 has the queen and bets; seat 1 has the jack or the king, and folds. */
const kuhnWith = (place: 0 | 1): World => ({
  steps: [act(0, "bet"), { ...act(1, "pass"), reveals: true }],
  draws: [[1, place]],
});

test("[V1] a card at Kuhn poker shows to nobody but its owner, also when it was folded", async () => {
  const { leaks, compared } = await findLeaks({
    game: kuhnPoker,
    request: { seatCount: 2 },
    playerCount: 2,
    knowing: [1],
    worlds: [kuhnWith(0), kuhnWith(1)],
    // Also the end of the hand tells nothing: its round is sealed.
    revealed: [],
    tries: [{ type: "no-such-action" }],
  });
  expect(leaks.map(describeLeak)).toEqual([]);
  expect(compared).toBeGreaterThan(30);
});

/** Both call, and seat 0 bets in the second street; seat 1 folds a jack or a king. The middle is a queen, as seat 0's card is. */
const leducFolding = (place: 0 | 4): World => ({
  steps: [act(0, "call"), act(1, "call"), act(0, "raise"), { ...act(1, "fold"), reveals: true }],
  draws: [[2, place, place === 0 ? 1 : 2]],
});

test("[V1] a card that was folded at Leduc poker shows to nobody, for ever", async () => {
  const { leaks, compared } = await findLeaks({
    game: leducPoker,
    request: { seatCount: 2 },
    playerCount: 2,
    knowing: [1],
    worlds: [leducFolding(0), leducFolding(4)],
    revealed: [],
  });
  expect(leaks.map(describeLeak)).toEqual([]);
  expect(compared).toBeGreaterThan(50);
});

/** Both call to the end. Seat 1 has a jack or a king, the middle is a queen as seat 0's card is. */
const leducWith = (place: 0 | 4): World => ({
  steps: [
    act(0, "call"),
    act(1, "raise"),
    act(0, "call"),
    act(0, "raise"),
    { ...act(1, "call"), reveals: true },
  ],
  draws: [[2, place, place === 0 ? 1 : 2]],
});

test("[V1] a card at Leduc poker shows to nobody but its owner before the showdown", async () => {
  const { leaks, compared } = await findLeaks({
    game: leducPoker,
    request: { seatCount: 2 },
    playerCount: 2,
    knowing: [1],
    worlds: [leducWith(0), leducWith(4)],
    tries: [{ type: "no-such-action" }],
  });
  expect(leaks.map(describeLeak)).toEqual([]);
  expect(compared).toBeGreaterThan(50);
});

/** Seat 1 has a two or a three under its cup, and a five. */
const liarsWith = (die: 1 | 2): World => ({
  steps: [
    { kind: "resume", seat: 0 },
    act(0, "bid", { quantity: 1, face: 4 }),
    act(1, "bid", { quantity: 2, face: 6 }),
    act(2, "bid", { quantity: 3, face: 6 }),
    { ...act(0, "liar"), reveals: true },
    { kind: "wait", ms: 6_000 },
    act(2, "bid", { quantity: 1, face: 1 }),
  ],
  draws: [[0, 1, die, 4, 5, 5]],
});

test("[V1] a die at liar's dice shows to nobody but its owner before a call", async () => {
  const { leaks, compared } = await findLeaks({
    game: liarsDice,
    request: { seatCount: 3, config: { dice: 2, wild: "none" }, autoStart: false },
    playerCount: 3,
    knowing: [1],
    worlds: [liarsWith(1), liarsWith(2)],
    // The call shows the dice; the round's seed and draws stay sealed.
    revealed: [/"dice":\[\[1,2\],\[[23],5\],\[6,6\]\]/],
    tries: [{ type: "no-such-action" }],
  });
  expect(leaks.map(describeLeak)).toEqual([]);
  expect(compared).toBeGreaterThan(50);
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
])("[V1] [HOLDEM-30] cards that seat 1 $what show in nothing, for ever", async ({ steps }) => {
  const { leaks, compared } = await findLeaks({
    game: holdem,
    playerCount: 3,
    knowing: [1],
    worlds: [dealing(holes[0], steps), dealing(holes[1], steps)],
    // Also the end of the hand tells nothing: its round is sealed.
    revealed: [],
  });
  expect(leaks.map(describeLeak)).toEqual([]);
  expect(compared).toBeGreaterThan(100);
});

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
