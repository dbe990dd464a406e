import type { BetKind, Gear, Reels } from "./reels.ts";

/** Where every reel stopped: the place on its strip that shows in the top row. */
export type Stops = readonly number[];

/** One win on the reels, in units of the pay table. */
export interface Win {
  readonly symbol: string;
  /** On how many reels, from the first. Of scatters: how many there are. */
  readonly count: number;
  readonly units: number;
  /** The line, counted from 0; null for ways and scatters. */
  readonly line: number | null;
  /** How many ways; 1 for a line and for scatters. */
  readonly ways: number;
}

/** What a line or a symbol comes to; written anew each time, since this runs for every line of every spin. */
interface Run {
  symbol: number;
  count: number;
  ways: number;
}
const run: Run = { symbol: 0, count: 0, ways: 1 };

/** Where what shows of each reel begins among all symbols; written anew for each spin. */
const tops = new Int32Array(8);
const setTops = ({ starts }: Reels, stops: Stops): void => {
  for (let reel = 0; reel < starts.length; reel++)
    tops[reel] = (starts[reel] ?? 0) + (stops[reel] ?? 0);
};

/** What the reels pay in units of the pay table, without the multiplier of free spins. Everything that judges reels does it here. */
export const unitsWon = (gear: Gear, reels: Reels, stops: Stops, bet: BetKind): number => {
  setTops(reels, stops);
  let units = unitsOfScatters(gear, reels, stops, bet);
  if (bet.lines === null)
    for (let row = 0; row < gear.rows; row++) units += unitsOfWays(gear, reels, row);
  else
    for (let from = 0; from < bet.lines.length; from += gear.reelCount)
      units += unitsOnLine(gear, reels, bet.lines, from);
  return units;
};

/** How many scatters show; as many as there are reels where there are more. */
export const scatterCount = ({ reelCount }: Gear, { scatters }: Reels, stops: Stops): number => {
  let count = 0;
  for (let reel = 0; reel < reelCount; reel++) count += scatters[reel]?.[stops[reel] ?? 0] ?? 0;
  return count > reelCount ? reelCount : count;
};

const unitsOfScatters = (gear: Gear, reels: Reels, stops: Stops, { units }: BetKind): number =>
  gear.scatterPays.length === 0
    ? 0
    : (gear.scatterPays[scatterCount(gear, reels, stops) - 1] ?? 0) * units;

/**
 * The best row of one symbol from the first reel on, on the line whose rows begin at `from`. Wilds in the first place may
 * begin a row of any symbol, or of wilds.
 */
const unitsOnLine = (gear: Gear, reels: Reels, rows: Uint8Array, from: number): number => {
  const first = reels.symbols[(tops[0] ?? 0) + (rows[from] ?? 0)] ?? 0;
  if (gear.isPlain[first] === 1) return unitsOfRow(gear, reels, rows, from, first);
  let [best, symbol, count] = [0, 0, 0];
  for (let other = 0; other < gear.symbolCount; other++) {
    const units = unitsOfRow(gear, reels, rows, from, other);
    if (units <= best) continue;
    best = units;
    symbol = other;
    count = run.count;
  }
  run.symbol = symbol;
  run.count = count;
  return best;
};

const unitsOfRow = (
  gear: Gear,
  reels: Reels,
  rows: Uint8Array,
  from: number,
  symbol: number,
): number => {
  const { reelCount, symbolCount, stands } = gear;
  const { symbols } = reels;
  let count = 0;
  let multiplier = 1;
  for (; count < reelCount; count++) {
    const shown = symbols[(tops[count] ?? 0) + (rows[from + count] ?? 0)] ?? 0;
    if (shown === symbol) continue;
    const factor = stands[shown * symbolCount + symbol] ?? 0;
    if (factor === 0) break;
    multiplier *= factor;
  }
  run.symbol = symbol;
  run.count = count;
  return (gear.pays[symbol * (reelCount + 1) + count] ?? 0) * multiplier;
};

/** What the symbol in this row of the first reel wins in all ways; nothing where a row above has the same symbol. */
const unitsOfWays = (gear: Gear, { symbols }: Reels, row: number): number => {
  const { rows, reelCount, symbolCount, stands } = gear;
  const first = tops[0] ?? 0;
  const symbol = symbols[first + row] ?? 0;
  if (gear.isPlain[symbol] === 0) return 0;
  for (let above = 0; above < row; above++) if (symbols[first + above] === symbol) return 0;
  let count = 0;
  let ways = 1;
  for (; count < reelCount; count++) {
    const top = tops[count] ?? 0;
    let here = 0;
    for (let at = top; at < top + rows; at++) {
      const shown = symbols[at] ?? 0;
      here += shown === symbol ? 1 : (stands[shown * symbolCount + symbol] ?? 0);
    }
    if (here === 0) break;
    ways *= here;
  }
  run.symbol = symbol;
  run.count = count;
  run.ways = ways;
  return (gear.pays[symbol * (reelCount + 1) + count] ?? 0) * ways;
};

/** Every win by itself, for whoever shows them; their units add up to `unitsWon`. */
export const winsOn = (gear: Gear, reels: Reels, stops: Stops, bet: BetKind): readonly Win[] => {
  setTops(reels, stops);
  const wins: Win[] = [];
  const add = (units: number, line: number | null, ways: number): void => {
    const symbol = gear.symbols[run.symbol] ?? "";
    if (units > 0) wins.push({ symbol, count: run.count, units, line, ways });
  };
  if (bet.lines === null)
    for (let row = 0; row < gear.rows; row++) add(unitsOfWays(gear, reels, row), null, run.ways);
  else
    for (let from = 0; from < bet.lines.length; from += gear.reelCount)
      add(unitsOnLine(gear, reels, bet.lines, from), from / gear.reelCount, 1);
  const units = unitsOfScatters(gear, reels, stops, bet);
  const scatter = Object.entries(gear.machine.symbols).find(([, { kind }]) => kind === "scatter");
  const count = scatterCount(gear, reels, stops);
  if (units > 0) wins.push({ symbol: scatter?.[0] ?? "", count, units, line: null, ways: 1 });
  return wins;
};

/** What shows, reel by reel from top to bottom. */
export const windowOf = (gear: Gear, { starts, symbols }: Reels, stops: Stops): string[][] =>
  starts.map((start, reel) => {
    const top = start + (stops[reel] ?? 0);
    const shown = symbols.subarray(top, top + gear.rows);
    return Array.from(shown, (symbol) => gear.symbols[symbol] ?? "");
  });
