import type { Gear } from "./reels.ts";
import { moneyOf } from "./play.ts";
import type { Spin, State } from "./state.ts";
import { winsOn, windowOf } from "./wins.ts";

/** What the machine shows. What stands on its reels at first is where every reel stops at its first place. */
export const viewOf = (gear: Gear, state: State) => {
  const { last, feature } = state;
  return {
    window: windowShown(gear, last),
    /** The spin that stands on the reels, with each of its wins. */
    last: last && {
      bet: last.bet,
      stake: last.stake,
      stops: [...last.stops],
      isFree: last.isFree,
      won: last.won,
      awarded: last.awarded,
      wins: winsShown(gear, last),
    },
    /** Free spins that are on: how many are left, have been played, and what the round has won so far. */
    feature: feature && {
      bet: feature.bet,
      stake: feature.stake,
      left: feature.left.reduce((all, one) => all + one, 0),
      played: feature.played,
      won: feature.won,
    },
    /** What the round that ended last has won, the jackpot included. */
    won: state.won,
    meter: state.meter,
    jackpot: state.jackpot,
  };
};

const windowShown = (gear: Gear, last: Spin | null): string[][] =>
  last === null
    ? windowOf(gear, gear.base, [])
    : windowOf(gear, last.isFree ? gear.free : gear.base, last.stops);

/** Each win in minor units, down to whole ones, the multiplier of free spins included. */
const winsShown = (gear: Gear, { bet: id, stake, stops, isFree }: Spin) => {
  const bet = gear.bets.find((one) => one.id === id);
  if (bet === undefined) return [];
  const multiplier = isFree ? (gear.machine.freeSpins?.multiplier ?? 1) : 1;
  return winsOn(gear, isFree ? gear.free : gear.base, stops, bet).map(({ units, ...win }) => ({
    ...win,
    won: moneyOf(units * multiplier, stake, bet),
  }));
};
