import {
  amount,
  choice,
  defineGame,
  isRefusal,
  limits,
  refuse,
  type Seat,
  type Stake,
} from "@parlor/kit";
import { z } from "zod";
import { newLimitGroups } from "../limit-groups.ts";
import {
  allowance,
  allowanceAbove,
  amountRefusal,
  callRefusal,
  hasContract,
  mayBeCalled,
  mustStand,
  takeDownRefusal,
} from "./allowance.ts";
import { betIds, spots, type BetId, type Spot } from "./bet-ids.ts";
import { bets } from "./bets.ts";
import { config } from "./config.ts";
import { events } from "./events.ts";
import { heldCommission } from "./payouts.ts";
import { refusals } from "./refusals.ts";
import { rollDice } from "./roll.ts";
import { keepClock, onTimeUp, passDice, passRefusal, rollRefusal, wake } from "./shooter.ts";
import { amountsUp, betsOf, calls, findBet, newState } from "./state.ts";
import type { CrapsReadTable, CrapsTable, State } from "./state.ts";
import { viewOf } from "./view.ts";

/** Takes a new stake, with its commission where that is due with the bet. */
const bet = (state: State, seat: Seat, id: BetId, stake: number, table: CrapsTable) => {
  const allowed = allowance(state, seat, id, table);
  if (isRefusal(allowed)) return allowed;
  const refusal = amountRefusal(stake, allowed);
  if (refusal) return refusal;
  const row = bets[id];
  const up = findBet(state, seat, id);
  const total = (up?.amount ?? 0) + stake;
  // Worked out on the whole bet, so that many small additions cost what one large bet does.
  const held = heldCommission(row, total, table.config);
  const commission = held - (up?.commission ?? 0);
  const wide = { min: 1, max: limits.amountMax };
  const taken = table.bank.take(seat, stake + commission, row.ledger, wide);
  if (taken) return taken;

  if (up) {
    up.amount = total;
    up.commission = held;
  } else betsOf(state, seat).push({ bet: id, amount: stake, commission: held, call: "house" });
  table.emit("bet-placed", { seat, bet: id, stake, total, commission });
  wake(state, table);
};

/** Hands a bet back, if it is still up, with its commission and with the odds behind it. */
const takeDown = (state: State, seat: Seat, spot: Spot, table: CrapsTable): void => {
  const open = betsOf(state, seat);
  const index = open.findIndex((one) => one.bet === spot);
  const found = open[index];
  if (found === undefined) return;
  const { odds, ledger } = bets[spot];
  const back = found.amount + found.commission;
  table.bank.refund(seat, back, ledger);
  table.emit("bet-taken-down", { seat, bet: spot, stake: found.amount, back });
  open.splice(index, 1);
  if (odds !== null) takeDown(state, seat, odds, table);
};

const legal = (state: State, seat: Seat, table: CrapsReadTable) => {
  const up = betsOf(state, seat).map((open) => open.bet);
  const down = up.filter((spot) => !mustStand(state, spot));
  const callable = up.filter(mayBeCalled);
  return [
    ...(rollRefusal(state, seat, table) ? [] : [choice("roll")]),
    ...(passRefusal(state, seat, table) ? [] : [choice("pass-dice")]),
    ...(down.length ? [choice("take-down", { bet: down })] : []),
    ...(callable.length ? [choice("working", { bet: callable, call: calls })] : []),
    ...legalBets(state, seat, table),
  ];
};

/** One choice for all bets that have the same limits now. */
const legalBets = (state: State, seat: Seat, table: CrapsReadTable) => {
  const up = amountsUp(state, seat);
  const { groups, add } = newLimitGroups<BetId>();
  for (const id of betIds) {
    const allowed = allowanceAbove(state, up, id, table);
    if (!isRefusal(allowed)) add(id, allowed);
  }
  return groups.map((group) => choice("bet", group));
};

export const craps = defineGame({
  id: "craps",
  version: "1.0.0",
  title: "Craps",
  summary: "Two dice, the whole layout, and the dice go around the table.",
  bank: "house",
  seats: { min: 1, max: 8 },
  config,
  actions: {
    bet: z.object({ bet: z.enum(betIds), amount }),
    "take-down": z.object({ bet: z.enum(spots) }),
    working: z.object({ bet: z.enum(spots), call: z.enum(calls) }),
    roll: z.object({}),
    "pass-dice": z.object({}),
  },
  events,
  bets,
  refusals,

  setup: (table): State => newState(table.seatCount),
  join(state, seat, table) {
    if (state.shooter === null) {
      state.shooter = seat;
      table.emit("shooter-changed", { shooter: seat });
    }
    wake(state, table);
  },
  leave(state, seat, table) {
    if (hasContract(state, seat)) return refuse("bets_must_stand");
    const up = betsOf(state, seat).map((open) => open.bet);
    for (const spot of up) takeDown(state, seat, spot, table);
    const wasShooter = state.shooter === seat;
    if (wasShooter) passDice(state, table, seat);
    keepClock(state, table, wasShooter);
  },
  timeout(state, _timer, table) {
    const { shooter } = state;
    state.clock = false;
    if (shooter === null) return;
    if (onTimeUp(state, table) === "roll") return rollDice(state, shooter, table);
    state.idlePasses += 1;
    passDice(state, table);
    keepClock(state, table, true);
  },
  act: {
    bet: (state, { bet: id, amount: stake }, seat, table) => bet(state, seat, id, stake, table),
    "take-down"(state, { bet: spot }, seat, table) {
      const refusal = takeDownRefusal(state, seat, spot);
      if (refusal) return refusal;
      takeDown(state, seat, spot, table);
      wake(state, table);
    },
    working(state, { bet: spot, call }, seat, table) {
      const refusal = callRefusal(state, seat, spot);
      if (refusal) return refusal;
      const open = findBet(state, seat, spot);
      if (open) open.call = call;
      table.emit("bet-called", { seat, bet: spot, call });
      wake(state, table);
    },
    roll(state, _action, seat, table) {
      const refusal = rollRefusal(state, seat, table);
      if (refusal) return refusal;
      rollDice(state, seat, table);
    },
    "pass-dice"(state, _action, seat, table) {
      const refusal = passRefusal(state, seat, table);
      if (refusal) return refusal;
      passDice(state, table);
      wake(state, table, true);
    },
  },
  legal,
  view: (state, _seat, table) => viewOf(state, table),
  stakes(state) {
    // It is asked after every command, so it makes nothing but the list itself.
    const stakes: Stake[] = [];
    for (let seat = 0; seat < state.bets.length; seat++) {
      for (const { bet: spot, amount: stake, commission } of betsOf(state, seat))
        stakes.push({ seat, bet: spot, amount: stake + commission });
    }
    return stakes;
  },
});
