import { unreachable, type Seat } from "@parlor/kit";
import { bets } from "./bets.ts";
import { decide, isWorking } from "./decide.ts";
import { isPoint, type Roll } from "./dice.ts";
import { payoutOf } from "./payouts.ts";
import { keepClock, passDice } from "./shooter.ts";
import { betsOf, rollsMax, type CrapsTable, type OpenBet, type State } from "./state.ts";

/** One roll, which is one round: the dice fall, every bet gets its verdict, the puck moves. */
export const rollDice = (state: State, shooter: Seat, table: CrapsTable): void => {
  const roll: Roll = { first: table.random.die(), second: table.random.die() };
  const total = roll.first + roll.second;
  state.rolls.push([roll.first, roll.second]);
  if (state.rolls.length > rollsMax) state.rolls.shift();
  table.emit("rolled", { dice: [roll.first, roll.second], total, shooter });
  for (const seat of table.seats) settleSeat(state, seat, roll, table);
  movePuck(state, total, table);
  state.idlePasses = 0;
  table.finishRound();
  keepClock(state, table, true);
};

/** Gives each bet of the seat its verdict, and closes up the list where bets have come down. */
const settleSeat = (state: State, seat: Seat, roll: Roll, table: CrapsTable): void => {
  const open = betsOf(state, seat);
  let kept = 0;
  for (let index = 0; index < open.length; index++) {
    const bet = open[index];
    if (bet === undefined || !staysAfter(state, seat, bet, roll, table)) continue;
    if (kept !== index) open[kept] = bet;
    kept += 1;
  }
  if (kept < open.length) open.length = kept;
};

/** Settles one bet; whether it is still up after that. */
const staysAfter = (
  state: State,
  seat: Seat,
  open: OpenBet,
  roll: Roll,
  table: CrapsTable,
): boolean => {
  const row = bets[open.bet];
  const { point } = state;
  const works = isWorking(row, open.call, point, table.config);
  const verdict = decide(row.rule, works, roll, point, table.config);
  const told = { seat, bet: open.bet, stake: open.amount };
  switch (verdict.kind) {
    case "stands":
      return true;
    case "loses":
      table.emit("bet-lost", told);
      return false;
    case "pushes":
      table.bank.refund(seat, open.amount + open.commission, row.ledger);
      table.emit("bet-pushed", told);
      return false;
    case "moves":
      open.bet = verdict.to;
      table.emit("bet-moved", { ...told, to: verdict.to });
      return true;
    case "wins": {
      const payout = payoutOf(row, open, verdict.pays, table.config);
      table.bank.give(seat, payout.paid, row.ledger);
      table.emit("bet-won", { ...told, ...payout });
      return payout.stays;
    }
    default:
      return unreachable(verdict);
  }
};

const movePuck = (state: State, total: number, table: CrapsTable): void => {
  const { point } = state;
  if (point === null) {
    if (!isPoint(total)) return;
    state.point = total;
    table.emit("point-set", { point: total });
  } else if (total === point) {
    state.point = null;
    table.emit("point-made", { point });
  } else if (total === 7) {
    state.point = null;
    table.emit("seven-out", { point });
    passDice(state, table);
  }
};
