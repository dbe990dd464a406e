import { ratioOf, type Random, type Seat } from "@parlor/kit";
import { jackpotOdds, type JackpotTerms } from "./config.ts";
import type { BetKind, Gear, Reels } from "./reels.ts";
import type { Feature, SlotTable, State } from "./state.ts";
import { scatterCount, unitsWon } from "./wins.ts";

const stopsOf = ({ stopCounts }: Reels, random: Random): number[] => {
  const stops: number[] = [];
  for (const count of stopCounts) stops.push(random.int(count));
  return stops;
};

/** How many there are for so many scatters; `list` begins with those for one. */
const awardOf = (list: readonly number[] | undefined, scatters: number): number => {
  if (list === undefined || scatters === 0) return 0;
  return list[Math.min(scatters, list.length) - 1] ?? 0;
};

export const awardsOn = (gear: Gear, reels: Reels, stops: readonly number[], isFree: boolean) => {
  const { freeSpins } = gear.machine;
  if (freeSpins === undefined) return 0;
  const list = isFree ? freeSpins.retriggers : freeSpins.awards;
  return awardOf(list, scatterCount(gear, reels, stops));
};

/** So many units in minor units, down to whole ones: a unit is the stake over what the bet divides it by. */
export const moneyOf = (units: number, stake: number, { units: per }: BetKind): number => {
  const product = units * stake;
  if (!Number.isSafeInteger(product)) return Number((BigInt(units) * BigInt(stake)) / BigInt(per));
  return (product - (product % per)) / per;
};

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

/** The spin that the stake pays for. Ends the round unless it awards free spins. */
export const paidSpin = (
  gear: Gear,
  state: State,
  { bet, stake, seat }: { readonly bet: BetKind; readonly stake: number; readonly seat: Seat },
  table: SlotTable,
): void => {
  const stops = stopsOf(gear.base, table.random);
  const won = moneyOf(unitsWon(gear, gear.base, stops, bet), stake, bet);
  const awarded = awardsOn(gear, gear.base, stops, false);
  state.last = { bet: bet.id, stake, stops, isFree: false, won, awarded };
  tell(state, awarded, table);
  state.won = null;
  state.jackpot = 0;
  const feature = { bet: bet.id, stake, won, played: 0, left: [awarded] };
  if (awarded > 0) {
    state.feature = feature;
    startClock(seat, table);
  } else finish(state, feature, seat, table);
};

/** One free spin. The last one ends the round. */
export const freeSpin = (
  gear: Gear,
  state: State,
  feature: Feature,
  seat: Seat,
  table: SlotTable,
): void => {
  const { freeSpins } = gear.machine;
  const bet = gear.bets.find(({ id }) => id === feature.bet);
  const generation = feature.left.findIndex((count) => count > 0);
  if (freeSpins === undefined || bet === undefined || generation < 0)
    throw new RangeError("there are no free spins");
  const stops = stopsOf(gear.free, table.random);
  const units = unitsWon(gear, gear.free, stops, bet) * freeSpins.multiplier;
  const won = moneyOf(units, feature.stake, bet);
  const canAward = generation < freeSpins.retriggerDepth;
  const awarded = canAward ? awardsOn(gear, gear.free, stops, true) : 0;
  feature.left[generation] = (feature.left[generation] ?? 0) - 1;
  if (awarded > 0) feature.left[generation + 1] = (feature.left[generation + 1] ?? 0) + awarded;
  feature.won += won;
  feature.played += 1;
  state.last = { bet: bet.id, stake: feature.stake, stops, isFree: true, won, awarded };
  const left = sum(feature.left);
  tell(state, left, table);
  if (left > 0) return startClock(seat, table);
  table.stopTimer(freeSpinTimer);
  state.feature = null;
  finish(state, feature, seat, table);
};

/** The clock of free spins that wait to be played. */
const freeSpinTimer = "free-spin";
const startClock = (seat: Seat, table: SlotTable): void => {
  const { freeSpinTimeoutMs } = table.config;
  if (freeSpinTimeoutMs !== undefined) table.startTimer(freeSpinTimer, freeSpinTimeoutMs, seat);
};

const tell = ({ last }: State, left: number, table: SlotTable): void => {
  if (last !== null) table.emit("spun", { ...last, left });
};

/** Pays what the round has won, all at once, and last of all draws for the jackpot. */
const finish = (
  state: State,
  { bet, stake, won }: Pick<Feature, "bet" | "stake" | "won">,
  seat: Seat,
  table: SlotTable,
): void => {
  table.bank.give(seat, won, bet);
  const terms = table.config.jackpot;
  if (terms !== undefined) playJackpot(state, terms, { bet, stake, seat }, table);
  state.won = won + state.jackpot;
  if (state.won > 0) table.emit("round-won", { won: state.won });
  table.finishRound();
};

/** A share of the stake goes into the pool, and the stake has its chance of all that is in it then. */
const playJackpot = (
  state: State,
  terms: JackpotTerms,
  { bet, stake, seat }: { readonly bet: string; readonly stake: number; readonly seat: Seat },
  table: SlotTable,
): void => {
  const { bank, random } = table;
  const { numerator, denominator } = ratioOf(terms.share);
  const owed = state.owed + stake * numerator;
  state.owed = owed % denominator;
  bank.contribute("jackpot", (owed - state.owed) / denominator);
  if (random.int(jackpotOdds(terms)) < stake) {
    state.jackpot = bank.pool("jackpot");
    bank.payPool(seat, "jackpot", state.jackpot, bet);
    table.emit("jackpot-won", { amount: state.jackpot });
  }
  state.meter = bank.pool("jackpot");
};
