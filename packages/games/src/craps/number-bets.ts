import type { Fraction } from "@parlor/kit";
import { inWords, perPoint, plain, type Bet, type Pays } from "./bet.ts";
import { oddsAgainst, oddsOn, waysOf, type HardNumber, type Point } from "./dice.ts";
import { buyEdge, layEdge, raceEdge } from "./edges.ts";

const placePays: Readonly<Record<Point, Fraction>> = {
  4: "9/5",
  5: "7/5",
  6: "7/6",
  8: "7/6",
  9: "7/5",
  10: "9/5",
};

export const numberBets = {
  ...perPoint("place", (number) => ({
    ...plain,
    title: `Place ${number}`,
    pays: inWords(placePays[number]),
    edge: raceEdge(waysOf(number), 6, placePays[number]),
    rule: {
      kind: "number",
      number,
      side: "right",
      pays: () => placePays[number],
      whenOff: "stays",
    },
    worksOnComeOut: (config) => config.placeOnComeOut,
    staysUp: true,
    ledger: `place-${number}`,
  })),
  ...perPoint("buy", (number) => ({
    ...plain,
    title: `Buy ${number}`,
    pays: `${inWords(oddsAgainst[number])}, less commission`,
    edge: (config) => buyEdge(config, number),
    rule: {
      kind: "number",
      number,
      side: "right",
      pays: () => oddsAgainst[number],
      whenOff: "stays",
    },
    worksOnComeOut: (config) => config.placeOnComeOut,
    commission: { taken: (config) => config.buyCommission, base: "1/1" },
    staysUp: true,
    ledger: `buy-${number}`,
  })),
  ...perPoint("lay", (number) => ({
    ...plain,
    title: `Lay ${number}`,
    pays: `${inWords(oddsOn[number])}, less commission`,
    edge: (config) => layEdge(config, number),
    rule: { kind: "number", number, side: "wrong", pays: () => oddsOn[number], whenOff: "stays" },
    // A lay bet likes the seven, so it works on the come-out; it can still be called off.
    worksOnComeOut: () => true,
    commission: { taken: (config) => config.layCommission, base: oddsOn[number] },
    staysUp: true,
    ledger: `lay-${number}`,
  })),
};

const big = (number: 6 | 8): Bet => ({
  ...plain,
  title: `Big ${number}`,
  pays: "1 to 1",
  edge: (config) => raceEdge(waysOf(number), 6, config.bigPays),
  rule: {
    kind: "number",
    number,
    side: "right",
    pays: (config) => config.bigPays,
    whenOff: "stays",
  },
  worksOnComeOut: () => true,
  staysUp: true,
  ledger: `big-${number}`,
});

const hard = (number: HardNumber, inText: string, pays: Pays): Bet => ({
  ...plain,
  title: `Hard ${number}`,
  pays: inText,
  // One way to roll the pair, against the easy ways and the six sevens.
  edge: (config) => raceEdge(1, waysOf(number) - 1 + 6, pays(config)),
  rule: { kind: "hard", number, pays },
  worksOnComeOut: (config) => config.hardwaysOnComeOut,
  staysUp: true,
  ledger: `hard-${number}`,
});

// oxfmt-ignore
export const bigAndHardBets = {
  "big-6": big(6),
  "big-8": big(8),
  "hard-4": hard(4, "7 to 1", (config) => config.hard4And10Pays),
  "hard-6": hard(6, "9 to 1", (config) => config.hard6And8Pays),
  "hard-8": hard(8, "9 to 1", (config) => config.hard6And8Pays),
  "hard-10": hard(10, "7 to 1", (config) => config.hard4And10Pays),
} as const;
