import type { Machine } from "./machine.ts";

/** A set of reels made ready for play: symbols are numbers, and a strip goes on past its end by what shows. */
export interface Reels {
  /** All strips, one after the other. */
  readonly symbols: Int8Array;
  /** Where each reel's strip begins. */
  readonly starts: readonly number[];
  /** How many places each reel can stop at. */
  readonly stopCounts: readonly number[];
  /** How many scatters show of each reel at each stop. */
  readonly scatters: readonly Int8Array[];
}

/** What can be bet on a machine: so many lines, or all ways. */
export interface BetKind {
  readonly id: string;
  readonly title: string;
  /** What a stake is divided by to give the unit that the pay table counts. */
  readonly units: number;
  /** The rows that each line runs through, line after line and reel after reel; null where all ways count. */
  readonly lines: Uint8Array | null;
}

/** A machine made ready for play. Symbols are numbers, in the order of the machine's data. */
export interface Gear {
  readonly machine: Machine;
  readonly rows: number;
  readonly reelCount: number;
  readonly symbols: readonly string[];
  readonly symbolCount: number;
  /** What so many of a symbol pay: at symbol × (reelCount + 1) + count. */
  readonly pays: Int32Array;
  readonly isPlain: Uint8Array;
  /** At which × symbolCount + symbol: 0, or what a win is multiplied by when the wild stands for the symbol. */
  readonly stands: Int32Array;
  /** What so many scatters pay, in times the stake. */
  readonly scatterPays: readonly number[];
  readonly bets: readonly BetKind[];
  readonly base: Reels;
  readonly free: Reels;
}

export const gearOf = (machine: Machine): Gear => {
  const symbols = Object.keys(machine.symbols);
  const specs = Object.values(machine.symbols);
  const reelCount = machine.reels.length;
  const width = reelCount + 1;
  const pays = new Int32Array(symbols.length * width);
  const stands = new Int32Array(symbols.length * symbols.length);
  for (const [index, spec] of specs.entries()) {
    if (spec.kind !== "scatter") pays.set(spec.pays ?? [], index * width + 1);
    if (spec.kind !== "wild") continue;
    for (const [other, { kind }] of specs.entries()) {
      const isMeant = spec.substitutes?.includes(symbols[other] ?? "") ?? true;
      if (kind === "plain" && isMeant) stands[index * symbols.length + other] = spec.multiplier;
    }
  }
  const scatter = specs.find(({ kind }) => kind === "scatter");
  const base = reelsOf(machine, machine.reels);
  return {
    machine,
    rows: machine.rows,
    reelCount,
    symbols,
    symbolCount: symbols.length,
    pays,
    isPlain: Uint8Array.from(specs, ({ kind }) => (kind === "plain" ? 1 : 0)),
    stands,
    scatterPays: scatter?.pays ?? [],
    bets: betsOf(machine),
    base,
    free: machine.freeSpins?.reels ? reelsOf(machine, machine.freeSpins.reels) : base,
  };
};

const reelsOf = ({ symbols, rows }: Machine, strips: Machine["reels"]): Reels => {
  const numbers = new Map(Object.keys(symbols).map((symbol, index) => [symbol, index]));
  const unrolled = strips.map((strip) => [...strip, ...strip.slice(0, rows - 1)]);
  return {
    stopCounts: strips.map(({ length }) => length),
    symbols: Int8Array.from(unrolled.flat(), (symbol) => numbers.get(symbol) ?? 0),
    starts: unrolled.map((_, reel) => unrolled.slice(0, reel).flat().length),
    scatters: strips.map((strip) =>
      Int8Array.from(strip, (_, stop) => {
        let count = 0;
        for (let row = 0; row < rows; row++) {
          const shown = strip[(stop + row) % strip.length] ?? "";
          if (symbols[shown]?.kind === "scatter") count += 1;
        }
        return count;
      }),
    ),
  };
};

const betsOf = ({ wins, rows, reels }: Machine): readonly BetKind[] => {
  switch (wins.by) {
    case "lines":
      return wins.lineCounts.map((count) => ({
        id: `lines-${count}`,
        title: count === 1 ? "1 line" : `${count} lines`,
        units: count,
        lines: Uint8Array.from(wins.lines.slice(0, count).flat()),
      }));
    case "ways": {
      const count = rows ** reels.length;
      return [{ id: `ways-${count}`, title: `${count} ways`, units: wins.units, lines: null }];
    }
  }
};
