import { checkGame } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { holdem } from "./game.ts";

const configs = [
  {},
  { betting: "pot-limit", straddle: true, ante: 10, timeBanksMax: 1, timeBankEveryHands: 1 },
  {
    betting: "fixed-limit",
    ante: 25,
    antePaidBy: "big-blind",
    straddle: true,
    missedBlinds: "wait",
    timeBanksMax: 0,
  },
  {
    smallBlind: 1,
    bigBlind: 3,
    ante: 1,
    buyInMin: 1,
    buyInMax: 3,
    missedBlinds: "wait",
    rake: "1/2",
    noFlopNoDrop: false,
    straddle: true,
    nextHandDelayMs: 1,
  },
];

test(
  "[HOLDEM-31] [HOLDEM-30] [HOLDEM-3] hold'em keeps the game contract under all its rules",
  { timeout: 60_000 },
  () => {
    const playouts = process.env["CI"] === "true" ? 400 : 60;
    expect(checkGame(holdem, { playouts, stepsMax: 80, configs, seed: "own" }).problems).toEqual(
      [],
    );
  },
);
