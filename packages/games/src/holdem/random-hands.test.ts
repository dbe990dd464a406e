import { randomFrom, seededDraws } from "@parlor/kit";
import { expect, test } from "vitest";
import type { Config } from "./config.ts";
import { nothingWatched, RandomTable } from "./testing/random-hands.ts";

const hands = process.env["CI"] === "true" ? 1_000_000 : 20_000;
const handsPerTable = 500;

/** Odd amounts, short stacks and every rule that moves chips. */
const configs: readonly Partial<Config>[] = [
  {},
  {
    betting: "pot-limit",
    straddle: true,
    ante: 7,
    smallBlind: 1,
    bigBlind: 3,
    buyInMin: 1,
    buyInMax: 30,
    rake: "1/11",
  },
  {
    betting: "fixed-limit",
    straddle: true,
    ante: 5,
    antePaidBy: "big-blind",
    smallBlind: 3,
    bigBlind: 7,
    buyInMin: 1,
    buyInMax: 20,
  },
  {
    straddle: true,
    ante: 1,
    smallBlind: 1,
    bigBlind: 2,
    buyInMin: 1,
    buyInMax: 10,
    rake: "1/2",
    rakeCap: 9,
    noFlopNoDrop: false,
    missedBlinds: "wait",
  },
  {
    ante: 4,
    antePaidBy: "big-blind",
    smallBlind: 3,
    bigBlind: 5,
    buyInMin: 1,
    buyInMax: 4,
    rake: "0/1",
    timeBanksMax: 0,
  },
];

test(
  `[HOLDEM-3] [HOLDEM-19] [HOLDEM-20] [HOLDEM-21] [HOLDEM-22] [HOLDEM-14] ${hands} random hands: every chip by a second account`,
  { timeout: 300_000 },
  () => {
    const watched = nothingWatched();
    for (let table = 0; watched.hands < hands; table++) {
      const random = randomFrom(seededDraws(`table ${table}`));
      const config = configs[table % configs.length] ?? {};
      new RandomTable(config, 2 + (table % 9), random, watched).play(handsPerTable);
    }
    // It is worth as much as it has met.
    for (const met of Object.values(watched)) expect(met).toBeGreaterThan(hands / 500);
  },
);
