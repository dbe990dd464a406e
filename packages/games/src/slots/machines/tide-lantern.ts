import type { MachineData } from "../machine.ts";
import { stripOf } from "./strips.ts";

const strip = stripOf({
  L: "lantern",
  G: "gale-lantern",
  S: "star",
  W: "whale",
  B: "boat",
  A: "anchor",
  C: "shell",
  K: "king",
  Q: "queen",
  J: "jack",
  T: "ten",
  N: "nine",
});

/** Five reels and twenty lines: lanterns stand for what is missing, and three stars begin free spins at triple pay. */
export const tideLantern = {
  id: "slots-tide-lantern",
  version: "1.0.0",
  title: "Tide lantern",
  summary:
    "Five reels, up to twenty lines, lanterns that stand for others, and free spins at triple pay.",
  rows: 3,
  symbols: {
    lantern: { kind: "wild", title: "Lantern", glyph: "☀", hue: 48, pays: [0, 5, 40, 200, 1_000] },
    "gale-lantern": { kind: "wild", title: "Gale lantern", glyph: "☀", hue: 12, multiplier: 2 },
    star: { kind: "scatter", title: "Star", glyph: "★", hue: 290, pays: [0, 0, 2, 2, 2] },
    whale: { kind: "plain", title: "Whale", glyph: "♆", hue: 205, pays: [0, 2, 30, 120, 600] },
    boat: { kind: "plain", title: "Boat", glyph: "◭", hue: 0, pays: [0, 0, 25, 100, 400] },
    anchor: { kind: "plain", title: "Anchor", glyph: "⚓", hue: 170, pays: [0, 0, 20, 75, 250] },
    shell: { kind: "plain", title: "Shell", glyph: "◉", hue: 330, pays: [0, 0, 15, 50, 200] },
    king: { kind: "plain", title: "King", glyph: "K", hue: 20, pays: [0, 0, 8, 25, 100] },
    queen: { kind: "plain", title: "Queen", glyph: "Q", hue: 120, pays: [0, 0, 8, 25, 100] },
    jack: { kind: "plain", title: "Jack", glyph: "J", hue: 250, pays: [0, 0, 6, 20, 80] },
    ten: { kind: "plain", title: "Ten", glyph: "10", hue: 80, pays: [0, 0, 6, 20, 80] },
    nine: { kind: "plain", title: "Nine", glyph: "9", hue: 220, pays: [0, 0, 6, 15, 60] },
  },
  reels: [
    strip("TKNJSAQTBNKWQCJANQLJ"),
    strip("JNTKAQLTCNBJKQANTWKC"),
    strip("QNSTKCJGQNBTASJKNCWQ"),
    strip("KTQNCKLJQANBTKQCJWNA"),
    strip("TJNQSAJTCNQBNTKAWQCL"),
  ],
  wins: {
    by: "lines",
    // oxfmt-ignore
    lines: [
      [1, 1, 1, 1, 1], [0, 0, 0, 0, 0], [2, 2, 2, 2, 2], [0, 1, 2, 1, 0], [2, 1, 0, 1, 2],
      [1, 0, 0, 0, 1], [1, 2, 2, 2, 1], [0, 0, 1, 2, 2], [2, 2, 1, 0, 0], [1, 2, 1, 0, 1],
      [1, 0, 1, 2, 1], [0, 1, 1, 1, 0], [2, 1, 1, 1, 2], [0, 1, 0, 1, 0], [2, 1, 2, 1, 2],
      [1, 1, 0, 1, 1], [1, 1, 2, 1, 1], [0, 0, 2, 0, 0], [2, 2, 0, 2, 2], [0, 2, 2, 2, 0],
    ],
    lineCounts: [1, 5, 20],
  },
  freeSpins: {
    awards: [0, 0, 10, 10, 10],
    retriggers: [0, 0, 10, 10, 10],
    retriggerDepth: 1,
    multiplier: 3,
    reels: [
      strip("TKNJSAQTBNKWQCJANQLJ"),
      strip("JNTKAQLTCGBJKQANTWKC"),
      strip("QNSTKCJGQNBTASJKNCWQ"),
      strip("KTQNCKLJQANBTKQCJWLA"),
      strip("TJNQSAJTCNQBNTKAWQCL"),
    ],
  },
  edge: "1220851643/25600000000",
} as const satisfies MachineData;
