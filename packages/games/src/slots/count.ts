import { ratioOf, type PoolBalances } from "@parlor/kit";
import { configOf, jackpotOdds, type JackpotTerms } from "./config.ts";
import { readMachine } from "./check-machine.ts";
import type { MachineData } from "./machine.ts";
import { add, multiply, over, type BigRatio } from "./big-ratio.ts";
import { awardsOn, moneyOf } from "./play.ts";
import { gearOf, type BetKind, type Gear } from "./reels.ts";
import { unitsWon } from "./wins.ts";

/** What one spin can come to in units, and at how many of all stops it does. */
interface SpinWays {
  readonly units: number;
  readonly awarded: number;
  readonly ways: number;
}

/** Judges the reels at all their stops, with the functions that judge them at the table. */
const countSpins = (gear: Gear, bet: BetKind, isFree: boolean): readonly SpinWays[] => {
  const reels = isFree ? gear.free : gear.base;
  const { stopCounts } = reels;
  const counted = new Map<number, { units: number; awarded: number; ways: number }>();
  const stops = stopCounts.map(() => 0);
  for (;;) {
    const units = unitsWon(gear, reels, stops, bet);
    const awarded = awardsOn(gear, reels, stops, isFree);
    const key = units * 128 + awarded; // no more than 100 are awarded at once
    const known = counted.get(key);
    if (known) known.ways += 1;
    else counted.set(key, { units, awarded, ways: 1 });
    let reel = stops.length - 1;
    for (; reel >= 0; reel--) {
      const next = (stops[reel] ?? 0) + 1;
      stops[reel] = next === stopCounts[reel] ? 0 : next;
      if (stops[reel] !== 0) break;
    }
    if (reel < 0) return [...counted.values()];
  }
};

/** What a number of spins win in all: its mean, the mean of its square, and the chance that it is nothing. */
interface Moments {
  readonly mean: BigRatio;
  readonly square: BigRatio;
  readonly nothing: BigRatio;
}
const none: Moments = { mean: over(0n), square: over(0n), nothing: over(1n) };

/**
 * A spin together with the free spins that come of it, each of which wins as `further` says, independently of the
 * others. With a mean of m and a mean square of s each, n of them have the mean n·m and the mean square n·s + n·(n − 1)·m².
 */
const withFurther = (
  spins: readonly SpinWays[],
  moneyOfUnits: (units: number) => number,
  further: Moments | null,
): Moments => {
  const total = BigInt(countOf(spins));
  const { mean: m, square: s, nothing } = further ?? none;
  // Sums over all stops, so that only few fractions are ever added: of w, w², 1, and of n times these.
  let [won, wonSquared, awards, pairs, cross] = [0n, 0n, 0n, 0n, 0n];
  let nothingChance = over(0n);
  const emptyByAward = new Map<number, bigint>();
  for (const { units, awarded, ways: count } of spins) {
    const [ways, w] = [BigInt(count), BigInt(moneyOfUnits(units))];
    const n = further === null ? 0n : BigInt(awarded);
    won += ways * w;
    wonSquared += ways * w * w;
    awards += ways * n;
    pairs += ways * n * (n - 1n);
    cross += ways * 2n * w * n;
    if (w === 0n) emptyByAward.set(Number(n), (emptyByAward.get(Number(n)) ?? 0n) + ways);
  }
  for (const [count, ways] of emptyByAward) {
    let chance = over(ways, total);
    for (let spin = 0; spin < count; spin++) chance = multiply(chance, nothing);
    nothingChance = add(nothingChance, chance);
  }
  const squares = [
    over(wonSquared, total),
    multiply(over(awards, total), s),
    multiply(over(pairs, total), multiply(m, m)),
    multiply(over(cross, total), m),
  ];
  return {
    mean: add(over(won, total), multiply(over(awards, total), m)),
    square: squares.reduce(add),
    nothing: nothingChance,
  };
};

/** What a round wins, jackpots apart: the paid spin with all free spins that come of it. */
const roundMoments = (
  { machine: { freeSpins } }: Gear,
  { paid, free }: Spins,
  money: (units: number) => number,
): Moments => {
  if (freeSpins === undefined) return withFurther(paid, money, null);
  const multiplied = (units: number): number => money(units * freeSpins.multiplier);
  // From the last generation, which begets none, back to the one that the paid spin awards.
  let further = withFurther(free, multiplied, null);
  for (let depth = 0; depth < freeSpins.retriggerDepth; depth++)
    further = withFurther(free, multiplied, further);
  return withFurther(paid, money, further);
};

/**
 * What was paid into the jackpot on average when it falls, without its seed: `share` of the stakes of a time between two
 * jackpots, which add up to seed / seedShare on average.
 */
const meanPaidIn = ({ seed, share, seedShare }: JackpotTerms): number => {
  const [paidIn, fromHouse] = [ratioOf(share), ratioOf(seedShare)];
  return Number(
    (BigInt(seed) * BigInt(paidIn.numerator) * BigInt(fromHouse.denominator)) /
      (BigInt(paidIn.denominator) * BigInt(fromHouse.numerator)),
  );
};

/** What the meter shows on average when the jackpot falls. */
const meanMeter = (terms: JackpotTerms): number => terms.seed + meanPaidIn(terms);

/** What a simulation has to find in the pools of a machine, so that a jackpot pays what it pays on average. */
export const meanContents =
  (data: MachineData) =>
  (told: unknown): PoolBalances => {
    const { jackpot } = configOf(readMachine(data)).parse(told);
    return jackpot === undefined ? {} : { jackpot: meanPaidIn(jackpot) };
  };

/**
 * Counts the bets of a machine for the lab: every stop of the reels, and what free spins add to it. Jackpots count as
 * paying `meanMeter`. Where there are no free spins every outcome is listed, else their moments.
 */
export const newSlotCounter = (data: MachineData) => {
  const machine = readMachine(data);
  const gear = gearOf(machine);
  const config = configOf(machine);
  const known = new Map<string, Spins>();
  return (betId: string, told: unknown, asked: number) => {
    const bet = gear.bets.find(({ id }) => id === betId);
    if (bet === undefined) return null;
    const spins = known.get(betId) ?? spinsOf(gear, bet);
    known.set(betId, spins);
    const { jackpot: terms } = config.parse(told);
    const stake = terms ? smallStake(asked, terms, bet) : asked;
    const money = (units: number): number => moneyOf(units, stake, bet);
    const caseCount = countOf(spins.paid) + countOf(spins.free);
    const counted = { stake, caseCount, decides: false };
    return machine.freeSpins === undefined
      ? { ...counted, ways: outcomes(spins.paid, stake, money, terms) }
      : { ...counted, ...withJackpot(roundMoments(gear, spins, money), stake, terms) };
  };
};

/** All paid spins and all free spins of a bet. */
interface Spins {
  readonly paid: readonly SpinWays[];
  readonly free: readonly SpinWays[];
}

const spinsOf = (gear: Gear, bet: BetKind): Spins => ({
  paid: countSpins(gear, bet, false),
  free: gear.machine.freeSpins === undefined ? [] : countSpins(gear, bet, true),
});

const countOf = (spins: readonly SpinWays[]): number =>
  spins.reduce((sum, { ways }) => sum + ways, 0);

/**
 * A jackpot is one only to a small stake. What returns on average is the same for every stake, so it is told, and how far it
 * spreads too, for one of a ten-thousandth of the seed, if so much was asked for.
 */
const smallStake = (asked: number, { seed }: JackpotTerms, { units }: BetKind): number => {
  const most = Math.max(1, Math.floor(Math.min(asked, seed / 10_000) / units)) * units;
  return Math.min(asked, most);
};

const outcomes = (
  paid: readonly SpinWays[],
  stake: number,
  money: (units: number) => number,
  terms: JackpotTerms | undefined,
) =>
  paid.flatMap(({ units, ways }) => {
    const outcome = (returned: number, count: bigint) => ({
      outcome: { taken: stake, returned, resolved: true, hit: returned > 0 },
      ways: count,
    });
    const won = money(units);
    if (terms === undefined) return [outcome(won, BigInt(ways))];
    const odds = jackpotOdds(terms);
    return [
      outcome(won, BigInt(ways) * BigInt(odds - stake)),
      outcome(won + meanMeter(terms), BigInt(ways) * BigInt(stake)),
    ];
  });

/** A round with its jackpot, which is independent of what the reels win. */
const withJackpot = (
  { mean, square, nothing }: Moments,
  stake: number,
  terms: JackpotTerms | undefined,
) => {
  const one = over(1n);
  const chance = terms ? over(BigInt(stake), BigInt(jackpotOdds(terms))) : over(0n);
  const meter = over(terms ? BigInt(meanMeter(terms)) : 0n);
  const jackpot = multiply(chance, meter);
  const hitsNothing = multiply(nothing, add(one, multiply(over(-1n), chance)));
  return {
    returned: add(mean, jackpot),
    returnedSquared: [
      square,
      multiply(jackpot, meter),
      multiply(over(2n), multiply(mean, jackpot)),
    ].reduce(add),
    hit: add(one, multiply(over(-1n), hitsNothing)),
  };
};
