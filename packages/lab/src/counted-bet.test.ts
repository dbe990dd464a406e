import { newSlotCounter, slotMachine, type MachineData } from "@parlor/games/slots";
import { expect, test } from "vitest";
import { measureCounted } from "./counted-bet.ts";
import { enumerateBet } from "./enumerate-bet.ts";
import { measure } from "./measures.ts";
import { findPlacements } from "./placements.ts";
import { settingOf } from "./position.ts";
import { equal, textOf } from "./rational.ts";

const look = { glyph: "?", hue: 0 };

/** Three reels with two rows, a multiplying wild, stars that pay, and free spins that award further ones. */
const machine: MachineData = {
  id: "three-reels",
  version: "1.0.0",
  title: "Three reels",
  summary: "So small that every stop can be followed.",
  rows: 2,
  symbols: {
    wild: { kind: "wild", title: "Wild", ...look, multiplier: 2 },
    star: { kind: "scatter", title: "Star", ...look, pays: [0, 0, 1] },
    bell: { kind: "plain", title: "Bell", ...look, pays: [0, 2, 8] },
    leaf: { kind: "plain", title: "Leaf", ...look, pays: [0, 0, 3] },
    moss: { kind: "plain", title: "Moss", ...look, pays: [0, 0, 0] },
  },
  reels: [
    ["bell", "leaf", "moss", "star"],
    ["leaf", "wild", "bell", "moss", "star"],
    ["bell", "moss", "leaf", "star"],
  ],
  wins: {
    by: "lines",
    lines: [
      [0, 0, 0],
      [1, 1, 1],
    ],
    lineCounts: [1, 2],
  },
  freeSpins: {
    awards: [0, 0, 2],
    retriggers: [0, 0, 1],
    retriggerDepth: 1,
    multiplier: 2,
    reels: [
      ["bell", "star", "moss"],
      ["wild", "star", "moss"],
      ["moss", "bell", "star"],
    ],
  },
  edge: "0/1",
};
const { freeSpins: _, ...withoutFreeSpins } = machine;
const byWays: MachineData = { ...withoutFreeSpins, wins: { by: "ways", units: 4 } };

/** The bet followed through its reducers, draw by draw. */
const followed = (data: MachineData, bet: string, stake: number) => {
  const game = slotMachine(data);
  const limits = { min: stake, max: 1_000_000 };
  const placement = findPlacements(settingOf(game, { limits }), [bet]).get(bet)!;
  const found = enumerateBet({ game, history: ["last", "won"] }, placement, limits)!;
  expect(found.stake).toBe(stake);
  return found;
};

test.each([
  ["lines with free spins, on one line", machine, "lines-1", 60],
  ["lines with free spins, on two", machine, "lines-2", 60],
  ["a stake that is rounded", machine, "lines-2", 61],
  ["lines without free spins", withoutFreeSpins, "lines-2", 60],
  ["ways", byWays, "ways-8", 60],
  ["ways, rounded", byWays, "ways-8", 61],
])(
  "what a machine's own code counts is what following its reducers gives: %s",
  (_title, data, bet, stake) => {
    const { measures, distribution } = followed(data, bet, stake);
    const counted = newSlotCounter(data)(bet, {}, stake)!;
    const own = measureCounted(counted);
    for (const figure of ["perMade", "perUnitAtRisk", "variance", "hitFrequency"] as const)
      expect([figure, textOf(own[figure])]).toEqual([figure, textOf(measures[figure])]);
    expect(own.perResolved && equal(own.perResolved, own.perMade)).toBe(true);
    // Where only moments were counted there is no outcome to compare.
    const nets = "ways" in counted ? measure(distribution, stake).nets : [];
    expect(own.nets).toEqual(nets);
  },
);
