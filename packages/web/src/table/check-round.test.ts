import { commitmentOf, streamDraws } from "@parlor/kit";
import { expect, test } from "vitest";
import { checkRound, isFair, isAsShown, isOpen, type OpenRound } from "./check-round.ts";

const serverSeed = "5eed".repeat(16);
const clientSeed = "c11e".repeat(16);
const stream = streamDraws({ serverSeed, clientSeed, nonce: 3 }, 0);
const honest: OpenRound = {
  number: 3,
  seq: 9,
  at: 0,
  commitment: commitmentOf(serverSeed),
  serverSeed,
  clientSeed,
  draws: [6, 6, 52].map((bound) => [bound, stream.draw(bound)]),
  events: [],
};
const [bound, value] = honest.draws[0] ?? [0, 0];

test.each<[string, OpenRound, string | undefined, boolean]>([
  ["an honest round", honest, honest.commitment, true],
  ["an honest round that was not seen", honest, undefined, true],
  ["a round without a draw", { ...honest, clientSeed: null, draws: [] }, undefined, true],
  ["another seed than the committed", { ...honest, serverSeed: "0".repeat(64) }, undefined, false],
  ["another commitment than was shown", honest, "0".repeat(64), false],
  [
    "another draw",
    { ...honest, draws: [[bound, (value + 1) % bound], ...honest.draws.slice(1)] },
    undefined,
    false,
  ],
  ["draws in another round's stream", { ...honest, number: 4 }, undefined, false],
])("[R1] %s", (_, round, shown, fair) => {
  expect(isFair(checkRound(round, shown))).toBe(fair);
});

test("[V1] of a sealed round the page checks that its commitment is the one that it was shown", () => {
  const sealed = { ...honest, serverSeed: null, draws: null };
  expect([isOpen(sealed), isOpen(honest)]).toEqual([false, true]);
  expect(isAsShown(sealed, honest.commitment)).toBe(true);
  expect(isAsShown(sealed, "0".repeat(64))).toBe(false);
  expect(isAsShown(sealed, undefined)).toBeNull();
});
