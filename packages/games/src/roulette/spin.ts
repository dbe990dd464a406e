import { scale, unreachable, type Seat } from "@parlor/kit";
import { lastBetsAfter, putOn, type PlacedBet } from "../placed-bets.ts";
import type { SettledLine, Verdict } from "./events.ts";
import { placeOf, type Place } from "./places.ts";
import { colourOf, isZero, nameOfPocket, pocketCounts, type Pocket } from "./pockets.ts";
import { numbersMax, type RouletteTable, type State } from "./state.ts";

/** One spin, which is one round: the ball falls, first the prison and then every bet gets its verdict. */
export const spinWheel = (state: State, table: RouletteTable): void => {
  const pocket: Pocket = table.random.int(pocketCounts[table.config.wheel]);
  state.numbers.push(pocket);
  if (state.numbers.length > numbersMax) state.numbers.shift();
  table.emit("spun", { pocket: nameOfPocket(pocket), colour: colourOf(pocket) });

  const { bets, prison } = state;
  const kept: PlacedBet[] = [];
  for (const seat of table.seats) settleSeat(seat, { bets, prison, kept }, pocket, table);
  state.prison = kept;
  state.bets = [];
  state.last = lastBetsAfter(state.last, bets);
  state.ready = [];
  table.finishRound();
};

interface OnTable {
  readonly bets: readonly PlacedBet[];
  readonly prison: readonly PlacedBet[];
  /** Where goes what is in prison after this spin. */
  readonly kept: PlacedBet[];
}

const settleSeat = (
  seat: Seat,
  { bets, prison, kept }: OnTable,
  pocket: Pocket,
  table: RouletteTable,
): void => {
  const lines: SettledLine[] = [];
  let [staked, back] = [0, 0];
  const settle = (from: readonly PlacedBet[], judge: typeof verdictOn): void => {
    for (const one of from) {
      if (one.seat !== seat) continue;
      const place = placeOf(one.place);
      const verdict = judge(place, pocket, table);
      const paid = payOut(one, place, verdict, table);
      if (verdict === "imprisoned" || verdict === "stays") putOn(kept, seat, one.place, one.stake);
      staked += one.stake;
      back += paid;
      lines.push({ place: one.place, stake: one.stake, verdict, back: paid });
    }
  };
  if (prison.length > 0) settle(prison, verdictInPrison);
  settle(bets, verdictOn);
  if (lines.length > 0) table.emit("settled", { seat, staked, back, lines });
};

const verdictOn = ({ covers, rules }: Place, pocket: Pocket, table: RouletteTable): Verdict => {
  if (covers[pocket]) return "won";
  if (!rules.isEvenMoney || !isZero(pocket)) return "lost";
  const { evenMoneyOnZero } = table.config;
  switch (evenMoneyOnZero) {
    case "lose":
      return "lost";
    case "la-partage":
      return "halved";
    case "en-prison":
      return "imprisoned";
    default:
      return unreachable(evenMoneyOnZero);
  }
};

const verdictInPrison = ({ covers }: Place, pocket: Pocket, table: RouletteTable): Verdict => {
  if (covers[pocket]) return "released";
  if (!isZero(pocket)) return "lost";
  const { prisonOnZero } = table.config;
  switch (prisonOnZero) {
    case "lost":
      return "lost";
    case "stays":
      return "stays";
    case "la-partage":
      return "halved";
    default:
      return unreachable(prisonOnZero);
  }
};

/** Pays what a verdict brings; half a minor unit stays with the house. */
const payOut = (
  { seat, stake }: PlacedBet,
  { kind, rules }: Place,
  verdict: Verdict,
  table: RouletteTable,
): number => {
  switch (verdict) {
    case "won": {
      const paid = stake * (rules.pays + 1);
      table.bank.give(seat, paid, kind);
      return paid;
    }
    case "released":
      table.bank.refund(seat, stake, kind);
      return stake;
    case "halved": {
      const half = scale(stake, "1/2", "down");
      table.bank.refund(seat, half, kind);
      return half;
    }
    case "lost":
    case "imprisoned":
    case "stays":
      return 0;
    default:
      return unreachable(verdict);
  }
};
