import type { MachineData } from "../machine.ts";
import { stripOf } from "./strips.ts";

const strip = stripOf({
  H: "hive",
  B: "blossom",
  P: "pear",
  Q: "quince",
  L: "plum",
  C: "cherry",
  A: "acorn",
  F: "fern",
  M: "moss",
  R: "rain",
});

/** Five reels on which all 243 ways count, with hives that stand for every fruit, and a progressive jackpot. */
export const copperOrchard = {
  id: "slots-copper-orchard",
  version: "1.0.0",
  title: "Copper orchard",
  summary:
    "Five reels, 243 ways, hives that stand for others, and a progressive jackpot that any spin can win.",
  rows: 3,
  symbols: {
    hive: { kind: "wild", title: "Hive", glyph: "⬢", hue: 40 },
    rain: { kind: "scatter", title: "Rain", glyph: "☂", hue: 205, pays: [0, 0, 2, 10, 100] },
    blossom: { kind: "plain", title: "Blossom", glyph: "✿", hue: 320, pays: [0, 0, 40, 150, 800] },
    pear: { kind: "plain", title: "Pear", glyph: "♠", hue: 90, pays: [0, 0, 20, 60, 250] },
    quince: { kind: "plain", title: "Quince", glyph: "♦", hue: 55, pays: [0, 0, 15, 50, 200] },
    plum: { kind: "plain", title: "Plum", glyph: "●", hue: 270, pays: [0, 0, 12, 35, 150] },
    cherry: { kind: "plain", title: "Cherry", glyph: "♣", hue: 0, pays: [0, 0, 8, 20, 80] },
    acorn: { kind: "plain", title: "Acorn", glyph: "▼", hue: 25, pays: [0, 0, 5, 14, 50] },
    fern: { kind: "plain", title: "Fern", glyph: "❧", hue: 130, pays: [0, 0, 4, 10, 40] },
    moss: { kind: "plain", title: "Moss", glyph: "▲", hue: 160, pays: [0, 0, 4, 10, 40] },
  },
  reels: [
    strip("MAFCLRQMPFACBMLQFACPFMAL"),
    strip("FMAHCLQRMFPACBLMAFQCMFAP"),
    strip("AFMCRLQHPAMFCBAFLMQCFMPA"),
    strip("MFALCMHQRPAFMCLBFAMQCFPM"),
    strip("CMFARLMQAFPCMBFLAMQCFHAM"),
  ],
  wins: { by: "ways", units: 25 },
  jackpot: { title: "Copper jackpot", seed: 1_000_000, share: "1/100", seedShare: "1/200" },
  edge: "140039/2457600",
} as const satisfies MachineData;
