import {
  refuse,
  scale,
  type CommonRefusal,
  type Limits,
  type Refusal,
  type Seat,
} from "@parlor/kit";
import { stakeOn } from "../placed-bets.ts";
import type { BetId } from "./bet-ids.ts";
import { isTaken } from "./edges.ts";
import { stakeMax } from "./payouts.ts";
import type { RefusalCode } from "./refusals.ts";
import type { BaccaratReadTable, State } from "./state.ts";

export type No = Refusal<RefusalCode | CommonRefusal>;

/** The most that lies on one bet, all told: on player and banker the table's maximum, on others a part of it. */
const mostOn = (bet: BetId, { limits, config }: BaccaratReadTable): number => {
  const most = Math.min(limits.max, stakeMax);
  return bet === "player" || bet === "banker"
    ? most
    : Math.max(limits.min, scale(most, config.sideMaximum, "down"));
};

/**
 * What may be put on a bet now, or why nothing may. `legal` lists exactly this and `bet` accepts exactly this, so
 * the two cannot disagree. Checks, in order: the table takes the bet; there is room below its maximum.
 */
export const allowance = (
  state: State,
  seat: Seat,
  bet: BetId,
  table: BaccaratReadTable,
): Limits | No => {
  if (!isTaken(bet, table.config)) return refuse("not_offered");
  const most = mostOn(bet, table);
  const { min, step } = table.limits;
  const max = most - stakeOn(state.bets, seat, bet);
  if (max < min) return refuse("above_maximum", `no more than ${most} in all`);
  return step === undefined ? { min, max } : { min, max, step };
};
