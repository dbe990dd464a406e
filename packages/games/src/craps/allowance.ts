import { isRefusal, refuse, scale, unreachable } from "@parlor/kit";
import type { CommonRefusal, Limits, Refusal, Seat } from "@parlor/kit";
import { bets } from "./bets.ts";
import type { Side } from "./bet.ts";
import type { BetId, Spot } from "./bet-ids.ts";
import type { Config } from "./config.ts";
import { oddsAgainst, type Point } from "./dice.ts";
import { stakeMax } from "./payouts.ts";
import type { RefusalCode } from "./refusals.ts";
import { betsOf, findBet, type AmountsUp, type CrapsReadTable, type State } from "./state.ts";

export type No = Refusal<RefusalCode | CommonRefusal>;

/**
 * What a seat may add to a bet now, or why it may not. `legal` lists exactly this and `bet` accepts
 * exactly this, so the two cannot disagree. Checks, in order: the table takes the bet; it is the
 * time for it; odds have a flat bet; there is room below the limit.
 */
export const allowance = (
  state: State,
  seat: Seat,
  bet: BetId,
  table: CrapsReadTable,
): Limits | No =>
  allowanceAbove(state, { get: (spot) => findBet(state, seat, spot)?.amount }, bet, table);

/** The same where it is known what the seat has up. */
export const allowanceAbove = (
  state: State,
  amounts: AmountsUp,
  bet: BetId,
  table: CrapsReadTable,
): Limits | No => {
  const limits = limitsNow(state, amounts, bet, table);
  if (isRefusal(limits)) return limits;
  const up = amounts.get(bet) ?? 0;
  const step = limits.step ?? 1;
  // A bet that is up is already at or above the minimum: any number of steps may come on top.
  const min = up === 0 ? limits.min : step;
  const max = Math.min(limits.max, stakeMax) - up;
  if (max < min) return refuse("above_maximum", `no more than ${max + up} in all`);
  return limits.step === undefined ? { min, max } : { min, max, step };
};

/** The limits of the whole bet, when it may be made or added to at all. */
const limitsNow = (
  state: State,
  amounts: AmountsUp,
  bet: BetId,
  table: CrapsReadTable,
): Limits | No => {
  const { opens } = bets[bet];
  switch (opens.kind) {
    case "always":
      return table.limits;
    case "come-out":
      return state.point === null ? table.limits : refuse("come_out_only");
    case "with-point":
      return state.point === null ? refuse("no_point") : table.limits;
    case "put":
      if (!table.config.putBets) return refuse("not_offered");
      return state.point === null ? refuse("no_point") : table.limits;
    case "never":
      return refuse("not_offered");
    case "behind": {
      const flat = amounts.get(opens.flat);
      if (flat === undefined) return refuse("no_flat_bet");
      const number = opens.number ?? state.point;
      if (number === null) return refuse("no_point");
      const max = oddsMax(flat, number, opens.side, table.config);
      return max === 0 ? refuse("not_offered") : { ...table.limits, max };
    }
    default:
      return unreachable(opens);
  }
};

/** Odds are limited by their flat bet alone; laid odds by what they win. */
const oddsMax = (flat: number, number: Point, side: Side, config: Config): number => {
  const most = flat * oddsTimesOn(number, config);
  return side === "right" ? most : scale(most, oddsAgainst[number], "down");
};

const oddsTimesOn = (number: Point, config: Config): number => {
  switch (number) {
    case 4:
    case 10:
      return config.oddsOn4And10;
    case 5:
    case 9:
      return config.oddsOn5And9;
    case 6:
    case 8:
      return config.oddsOn6And8;
    default:
      return unreachable(number);
  }
};

/** The kit's own checks of an amount; the bank only ever sees it together with the commission. */
export const amountRefusal = (amount: number, { min, max, step }: Limits): No | undefined => {
  if (amount < min) return refuse("below_minimum", `the minimum is ${min}`);
  if (amount > max) return refuse("above_maximum", `the maximum is ${max}`);
  if (step !== undefined && (amount - min) % step !== 0) {
    return refuse("invalid_amount", `in steps of ${step} from ${min}`);
  }
  return undefined;
};

/** Whether a bet that is up is a contract at this moment. */
export const mustStand = (state: State, spot: Spot): boolean => {
  const rule = bets[spot].mustStand;
  switch (rule) {
    case "never":
      return false;
    case "with-point":
      return state.point !== null;
    case "always":
      return true;
    default:
      return unreachable(rule);
  }
};

export const hasContract = (state: State, seat: Seat): boolean =>
  betsOf(state, seat).some(({ bet }) => mustStand(state, bet));

export const takeDownRefusal = (state: State, seat: Seat, spot: Spot): No | undefined => {
  if (findBet(state, seat, spot) === undefined) return refuse("no_such_bet");
  return mustStand(state, spot) ? refuse("contract_bet") : undefined;
};

/** Whether its player may say that a bet that is up works or is off. */
export const mayBeCalled = (spot: Spot): boolean => bets[spot].worksOnComeOut !== null;

export const callRefusal = (state: State, seat: Seat, spot: Spot): No | undefined => {
  if (findBet(state, seat, spot) === undefined) return refuse("no_such_bet");
  return mayBeCalled(spot) ? undefined : refuse("always_works");
};
