import type { MachineData } from "../machine.ts";

const look = { glyph: "?", hue: 0 };

/** Three reels, one row that pays and everything that a line machine can have; small enough to follow each stop. */
export const smallLines = {
  id: "small-lines",
  version: "1.0.0",
  title: "Small lines",
  summary: "A machine for tests.",
  rows: 2,
  symbols: {
    wild: { kind: "wild", title: "Wild", ...look, pays: [0, 4, 30] },
    double: { kind: "wild", title: "Double", ...look, multiplier: 2, substitutes: ["bell"] },
    star: { kind: "scatter", title: "Star", ...look, pays: [0, 1, 3] },
    bell: { kind: "plain", title: "Bell", ...look, pays: [0, 3, 10] },
    leaf: { kind: "plain", title: "Leaf", ...look, pays: [1, 2, 5] },
  },
  reels: [
    ["bell", "leaf", "star", "wild"],
    ["leaf", "double", "bell", "star"],
    ["wild", "bell", "leaf", "leaf", "star"],
  ],
  wins: {
    by: "lines",
    lines: [
      [0, 0, 0],
      [1, 1, 1],
      [0, 1, 0],
    ],
    lineCounts: [1, 3],
  },
  freeSpins: {
    awards: [0, 0, 2],
    retriggers: [0, 0, 1],
    retriggerDepth: 1,
    multiplier: 3,
    reels: [
      ["bell", "star"],
      ["double", "star", "leaf"],
      ["leaf", "star"],
    ],
  },
  edge: "0/1",
} as const satisfies MachineData;

/** Three reels, eight ways and a jackpot. */
export const smallWays = {
  id: "small-ways",
  version: "1.0.0",
  title: "Small ways",
  summary: "A machine for tests.",
  rows: 2,
  symbols: {
    wild: { kind: "wild", title: "Wild", ...look },
    double: { kind: "wild", title: "Double", ...look, multiplier: 2 },
    star: { kind: "scatter", title: "Star", ...look, pays: [0, 0, 2] },
    bell: { kind: "plain", title: "Bell", ...look, pays: [0, 2, 6] },
    leaf: { kind: "plain", title: "Leaf", ...look, pays: [0, 1, 4] },
  },
  reels: [
    ["bell", "leaf", "leaf", "star"],
    ["wild", "bell", "leaf", "star"],
    ["double", "leaf", "bell", "star"],
  ],
  wins: { by: "ways", units: 8 },
  jackpot: { title: "Small jackpot", seed: 1_000, share: "1/100", seedShare: "1/200" },
  edge: "1/10",
} as const satisfies MachineData;
