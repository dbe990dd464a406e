import { machineSchema, type Machine, type MachineData, type SymbolSpec } from "./machine.ts";

/** Reads a machine's data. Throws with everything that is wrong with it: a machine is a part of the program. */
export const readMachine = (data: MachineData): Machine => {
  const machine = machineSchema.parse(data);
  const problems = [
    ...stripProblems(machine, "reels", machine.reels),
    ...(machine.freeSpins?.reels
      ? stripProblems(machine, "free reels", machine.freeSpins.reels)
      : []),
    ...symbolProblems(machine),
    ...winProblems(machine),
    ...(spinsMax(machine) > freeSpinsMax
      ? [`a round may have more than ${freeSpinsMax} free spins`]
      : []),
  ];
  if (problems.length > 0) throw new RangeError(`${machine.id}: ${problems.join("; ")}`);
  return machine;
};

/** Free spins whose player has left are played by one command, and each tells of itself. */
const freeSpinsMax = 900;

/** The most free spins that a round can have. */
export const spinsMax = ({ freeSpins }: Machine): number => {
  if (freeSpins === undefined) return 0;
  const [first, further] = [Math.max(...freeSpins.awards), Math.max(...freeSpins.retriggers)];
  let [all, generation] = [first, first];
  for (let depth = 0; depth < freeSpins.retriggerDepth; depth++) {
    generation *= further;
    all += generation;
  }
  return all;
};

type Problems = readonly string[];

const stripProblems = (
  { symbols, rows, reels }: Machine,
  what: string,
  strips: Machine["reels"],
): Problems => [
  ...(strips.length === reels.length ? [] : [`the ${what} are not ${reels.length}`]),
  ...strips.flatMap((strip, reel) => [
    ...(strip.length >= rows
      ? []
      : [`reel ${reel} of the ${what} is shorter than what shows of it`]),
    ...strip
      .filter((symbol) => !Object.hasOwn(symbols, symbol))
      .map((symbol) => `reel ${reel} of the ${what} has an unknown symbol ${symbol}`),
  ]),
];

const symbolProblems = ({ symbols, reels }: Machine): Problems => {
  const all = Object.entries(symbols);
  const scatters = all.filter(([, { kind }]) => kind === "scatter");
  return [
    ...(scatters.length > 1 ? ["there is more than one scatter"] : []),
    ...all.flatMap(([name, symbol]) => [
      ...payProblems(name, symbol, reels.length),
      ...(symbol.kind === "wild" ? (symbol.substitutes ?? []) : [])
        .filter((other) => symbols[other]?.kind !== "plain")
        .map((other) => `${name} stands for ${other}, which is no plain symbol`),
    ]),
  ];
};

/** More of a symbol pay at least as much, so that the longest row is the best. */
const payProblems = (name: string, { pays }: SymbolSpec, reelCount: number): Problems => {
  if (pays === undefined) return [];
  const falls = pays.some((pay, index) => index > 0 && pay < (pays[index - 1] ?? 0));
  return [
    ...(pays.length === reelCount ? [] : [`${name} has not one pay for each number of reels`]),
    ...(falls ? [`${name} pays less for more`] : []),
  ];
};

const winProblems = (machine: Machine): Problems => {
  const { wins, rows, reels, symbols, freeSpins } = machine;
  switch (wins.by) {
    case "lines":
      return [
        ...wins.lines
          .filter((line) => line.length !== reels.length || line.some((row) => row >= rows))
          .map((line) => `the line ${line.join(" ")} does not fit the reels`),
        ...wins.lineCounts
          .filter((count) => count > wins.lines.length)
          .map((count) => `there are not ${count} lines`),
      ];
    case "ways": {
      // A way of wilds alone would count once for each symbol that they stand for.
      const firsts = [reels[0], freeSpins?.reels?.[0]].flatMap((strip) => strip ?? []);
      return [
        ...(firsts.some((symbol) => symbols[symbol]?.kind === "wild")
          ? ["the first reel of a ways machine has a wild"]
          : []),
        ...Object.entries(symbols)
          .filter(([, symbol]) => symbol.kind === "wild" && symbol.pays !== undefined)
          .map(([name]) => `${name} pays of its own on a ways machine`),
      ];
    }
  }
};
