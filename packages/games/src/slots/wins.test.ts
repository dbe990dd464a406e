import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readMachine } from "./check-machine.ts";
import type { Machine, MachineData } from "./machine.ts";
import { copperOrchard } from "./machines/copper-orchard.ts";
import { tideLantern } from "./machines/tide-lantern.ts";
import { gearOf, type Gear } from "./reels.ts";
import { smallLines, smallWays } from "./testing/small-machines.ts";
import { scatterCount, unitsWon, windowOf, winsOn } from "./wins.ts";

/** The machine with reels that show just this, reel by reel from the top. */
const showing = (machine: MachineData, window: readonly string[]): Gear =>
  gearOf(readMachine({ ...machine, reels: window.map((reel) => reel.split(" ")) }));

const betOf = ({ bets }: Gear, id: string) => bets.find((bet) => bet.id === id)!;
const winsAt = (machine: MachineData, bet: string, window: readonly string[]) => {
  const gear = showing(machine, window);
  return winsOn(gear, gear.base, [0, 0, 0], betOf(gear, bet)).map(
    ({ symbol, count, units }) => `${count} ${symbol} ${units}`,
  );
};

// The lower row shows nothing that pays, so that only the line in the top row does.
const top = (...symbols: readonly string[]) => symbols.map((symbol) => `${symbol} double`);

test.each([
  [["bell", "bell", "bell"], ["3 bell 10"]],
  [["bell", "bell", "leaf"], ["2 bell 3"]],
  [["bell", "leaf", "bell"], []],
  [["leaf", "bell", "bell"], ["1 leaf 1"]],
  [["star", "bell", "bell"], []],
])("[SLOTS-5] a line of %j pays %j", (row, expected) => {
  expect(winsAt(smallLines, "lines-1", top(...row))).toEqual(expected);
});

test.each([
  ["a wild completes a row", ["wild", "bell", "bell"], ["3 bell 10"]],
  ["a wild pays of its own where that is more", ["wild", "wild", "leaf"], ["3 leaf 5"]],
  ["wilds alone pay their own row", ["wild", "wild", "wild"], ["3 wild 30"]],
  ["two wilds before a scatter pay their own row", ["wild", "wild", "star"], ["2 wild 4"]],
  ["a wild multiplies", ["bell", "double", "bell"], ["3 bell 20"]],
  ["two wilds multiply by each", ["bell", "double", "double"], ["3 bell 40"]],
  ["a wild stands only for what it may", ["leaf", "double", "leaf"], ["1 leaf 1"]],
  ["a wild does not stand for a wild", ["wild", "double", "wild"], ["3 bell 20"]],
  ["a wild does not stand for a scatter", ["star", "wild", "wild"], []],
])("[SLOTS-8] %s: %j pays %j", (_, row, expected) => {
  expect(winsAt(smallLines, "lines-1", top(...row))).toEqual(expected);
});

test("[SLOTS-6] every line that is played pays by itself", () => {
  const window = ["bell leaf", "bell leaf", "bell leaf"];
  expect(winsAt(smallLines, "lines-1", window)).toEqual(["3 bell 10"]);
  // The third line runs through a bell and the leaf below the next.
  expect(winsAt(smallLines, "lines-3", window)).toEqual(["3 bell 10", "3 leaf 5"]);
});

test.each([
  ["one way", ["bell leaf", "bell star", "bell star"], ["3 bell 6"]],
  [
    "two of a symbol on a reel are two ways",
    ["bell bell", "bell star", "bell bell"],
    ["3 bell 24"],
  ],
  ["two symbols at once", ["bell leaf", "leaf bell", "leaf bell"], ["3 bell 6", "3 leaf 4"]],
  ["a gap ends it", ["bell star", "star star", "bell bell"], ["3 star 16"]],
])("[SLOTS-7] %s: %j pays %j", (_, window, expected) => {
  expect(winsAt(smallWays, "ways-8", window)).toEqual(expected);
});

test.each([
  [
    "a wild is one of every symbol",
    ["bell leaf", "wild star", "bell leaf"],
    ["3 bell 6", "3 leaf 4"],
  ],
  [
    "a wild beside a symbol is another way",
    ["bell star", "wild bell", "star star"],
    ["2 bell 4", "3 star 16"],
  ],
  ["a doubling wild is two ways", ["bell star", "double leaf", "double bell"], ["3 bell 36"]],
])("[SLOTS-8] [SLOTS-7] on a ways machine %s: %j pays %j", (_, window, expected) => {
  expect(winsAt(smallWays, "ways-8", window)).toEqual(expected);
});

test("[SLOTS-9] scatters pay in times the stake, whatever bet was made, and beside other wins", () => {
  const window = ["bell star", "bell star", "bell leaf"];
  expect(winsAt(smallLines, "lines-1", window)).toEqual(["3 bell 10", "2 star 1"]);
  expect(winsAt(smallLines, "lines-3", window)).toContain("2 star 3");
  const many = showing(smallLines, ["star star", "star star", "star star"]);
  expect(scatterCount(many, many.base, [0, 0, 0])).toBe(3);
});

/** A win as the rules say it, symbol by symbol and without any of the engine's tables. */
const reference = (
  machine: Machine,
  betId: string,
  window: readonly (readonly string[])[],
): number => {
  const { symbols, wins } = machine;
  const entries = Object.entries(symbols);
  const factor = (shown: string, symbol: string): number => {
    if (shown === symbol) return 1;
    const spec = symbols[shown];
    if (spec?.kind !== "wild" || symbols[symbol]?.kind !== "plain") return 0;
    return (spec.substitutes?.includes(symbol) ?? true) ? spec.multiplier : 0;
  };
  const scatters = window.flat().filter((shown) => symbols[shown]?.kind === "scatter").length;
  const scatterPays = entries.find(([, { kind }]) => kind === "scatter")?.[1].pays ?? [];
  const scatterPay = scatterPays[Math.min(scatters, window.length) - 1] ?? 0;
  const paying = entries.filter(([, { kind }]) => kind !== "scatter");
  if (wins.by === "ways") {
    let units = scatterPay * wins.units;
    for (const [name, { kind, pays = [] }] of paying) {
      if (kind !== "plain") continue;
      const perReel = window.map((reel) =>
        reel.reduce((sum, shown) => sum + factor(shown, name), 0),
      );
      const gap = perReel.findIndex((count) => count === 0);
      const count = gap < 0 ? perReel.length : gap;
      units += (pays[count - 1] ?? 0) * perReel.slice(0, count).reduce((a, b) => a * b, 1);
    }
    return units;
  }
  const count = Number(betId.split("-")[1]);
  const onLines = wins.lines.slice(0, count).map((line) => {
    const row = line.map((at, reel) => window[reel]?.[at] ?? "");
    const options = paying.map(([name, { pays = [] }]) => {
      const factors = row.map((shown) => factor(shown, name));
      const gap = factors.indexOf(0);
      const length = gap < 0 ? row.length : gap;
      return (pays[length - 1] ?? 0) * factors.slice(0, length).reduce((a, b) => a * b, 1);
    });
    return Math.max(0, ...options);
  });
  return scatterPay * count + onLines.reduce((a, b) => a + b, 0);
};

test.each<[string, MachineData]>([
  ["small-lines", smallLines],
  ["small-ways", smallWays],
  [tideLantern.id, tideLantern],
  [copperOrchard.id, copperOrchard],
])(
  "[SLOTS-5] [SLOTS-6] [SLOTS-7] [SLOTS-8] [SLOTS-9] %s pays at any stop what the rules say, and its wins add up",
  (_, data) => {
    const machine = readMachine(data);
    const gear = gearOf(machine);
    const stops = fc.tuple(
      fc.boolean(),
      fc.array(fc.nat(1_000), { minLength: gear.reelCount, maxLength: gear.reelCount }),
      fc.constantFrom(...gear.bets),
    );
    fc.assert(
      fc.property(stops, ([isFree, seeds, bet]) => {
        const reels = isFree ? gear.free : gear.base;
        const at = seeds.map((seed, reel) => seed % reels.stopCounts[reel]!);
        const units = unitsWon(gear, reels, at, bet);
        expect(units).toBe(reference(machine, bet.id, windowOf(gear, reels, at)));
        expect(winsOn(gear, reels, at, bet).reduce((sum, win) => sum + win.units, 0)).toBe(units);
      }),
      { numRuns: 2_000 },
    );
  },
);

test.each<[string, object]>([
  [
    "an unknown symbol on a strip",
    {
      reels: [
        ["bell", "bee"],
        ["leaf", "leaf"],
        ["leaf", "leaf"],
      ],
    },
  ],
  [
    "a strip that is shorter than the window",
    { reels: [["bell"], ["leaf", "leaf"], ["leaf", "leaf"]] },
  ],
  [
    "free reels that are fewer",
    { freeSpins: { ...smallLines.freeSpins, reels: [["bell", "leaf"]] } },
  ],
  ["a line over the edge", { wins: { by: "lines", lines: [[0, 0, 2]], lineCounts: [1] } }],
  ["more lines than there are", { wins: { by: "lines", lines: [[0, 0, 1]], lineCounts: [2] } }],
  ["wilds that pay on a ways machine", { wins: { by: "ways", units: 5 } }],
  [
    "pays that fall",
    { symbols: { ...smallLines.symbols, bell: { ...smallLines.symbols.bell, pays: [5, 3, 10] } } },
  ],
  [
    "pays for too few reels",
    { symbols: { ...smallLines.symbols, bell: { ...smallLines.symbols.bell, pays: [3, 10] } } },
  ],
  [
    "free spins without end",
    { freeSpins: { ...smallLines.freeSpins, awards: [0, 0, 50], retriggers: [0, 0, 50] } },
  ],
  [
    "a second scatter",
    { symbols: { ...smallLines.symbols, leaf: { ...smallLines.symbols.star } } },
  ],
])("[SLOTS-1] [SLOTS-12] data with %s is refused", (_, wrong) => {
  expect(() => readMachine({ ...smallLines, ...wrong })).toThrow(/./);
  expect(() => readMachine(smallLines)).not.toThrow();
});
