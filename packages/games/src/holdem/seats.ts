import { isRefusal, limits, refuse, type Limits, type Refusal, type Seat } from "@parlor/kit";
import { advance, nextToAct } from "./advance.ts";
import { makeMove } from "./betting.ts";
import type { Config } from "./config.ts";
import { startHand } from "./deal.ts";
import { readyCount } from "./positions.ts";
import type { RefusalCode } from "./refusals.ts";
import {
  handInPlay,
  partOf,
  playerAt,
  sitterAt,
  type HoldemTable,
  type Sitter,
  type State,
} from "./state.ts";

type No = Refusal<RefusalCode>;

/** Who comes to a table that plays owes the big blind; before its first hand nobody owes anything. */
export const newSitter = (state: State, config: Config): Sitter => ({
  stack: 0,
  out: false,
  isNew: true,
  owesBig: state.handCount > 0,
  owesSmall: false,
  straddles: false,
  timeBanks: config.timeBanksMax,
  handsPlayed: 0,
});

/** Begins a hand at once when two can play and no timer is about to. */
export const startIfReady = (state: State, table: HoldemTable): void => {
  const waits = table.running && handInPlay(state) === null && !state.nextHandDue;
  if (waits && readyCount(state) >= 2) startHand(state, table);
};

/** How many chips the seat may buy: to a whole buy-in, or on top of what it has; not while it plays a hand. */
export const buyInLimits = (state: State, seat: Seat, config: Config): Limits | No => {
  const part = partOf(handInPlay(state), seat);
  if (part !== undefined && !part.folded) return refuse("in_hand");
  const { stack } = sitterAt(state, seat);
  const max = config.buyInMax * config.bigBlind - stack;
  if (max < 1) return refuse("stack_full");
  return { min: Math.max(1, config.buyInMin * config.bigBlind - stack), max };
};

export const buyIn = (state: State, seat: Seat, amount: number, table: HoldemTable) => {
  const allowed = buyInLimits(state, seat, table.config);
  if (isRefusal(allowed)) return allowed;
  const taken = table.bank.take(seat, amount, "buy-in", allowed);
  if (taken) return taken;
  const sitter = sitterAt(state, seat);
  sitter.stack += amount;
  table.emit("bought-in", { seat, amount, stack: sitter.stack });
  startIfReady(state, table);
};

export const sitOutRefusal = (state: State, seat: Seat): No | undefined => {
  const { out, stack } = sitterAt(state, seat);
  if (out) return refuse("already_out");
  const plays = partOf(handInPlay(state), seat) !== undefined;
  return stack > 0 || plays ? undefined : refuse("no_chips");
};

/** From the next hand on; a hand that the seat is in it plays to the end. */
export const sitOut = (
  state: State,
  seat: Seat,
  by: "choice" | "clock",
  table: HoldemTable,
): void => {
  sitterAt(state, seat).out = true;
  table.emit("sat-out", { seat, by });
};

export const sitInRefusal = (state: State, seat: Seat): No | undefined =>
  sitterAt(state, seat).out ? undefined : refuse("not_out");

export const sitIn = (state: State, seat: Seat, table: HoldemTable): void => {
  sitterAt(state, seat).out = false;
  const part = partOf(handInPlay(state), seat);
  if (part) part.absent = false;
  table.emit("sat-in", { seat });
  startIfReady(state, table);
};

/** The stack goes back; a hand is folded, and what it has put in stays in the pots. */
export const leaveTable = (state: State, seat: Seat, table: HoldemTable): No | undefined => {
  const hand = handInPlay(state);
  const part = partOf(hand, seat);
  const { stack } = sitterAt(state, seat);
  if (part && !part.folded && stack === 0) return refuse("all_in");

  for (let left = stack; left > 0; left -= limits.amountMax)
    table.bank.give(seat, Math.min(left, limits.amountMax), "buy-in");
  if (stack > 0) table.emit("cashed-out", { seat, amount: stack });
  const ended = partOf(state.hand, seat);
  if (ended) ended.left = true;
  if (hand && part && !part.folded) foldAway(state, hand.players.indexOf(part), table);
  state.sitters[seat] = null;
  return undefined;
};

/** Folds a hand that may be out of turn; where that changes who acts, play goes on. */
const foldAway = (state: State, place: number, table: HoldemTable): void => {
  const hand = handInPlay(state);
  if (hand === null || hand.turn === null) return;
  const { turn } = hand;
  makeMove(state, hand, place, "fold", 0, "choice", table);
  const last = (turn === place ? turn : turn - 1) + hand.players.length;
  const live = hand.players.filter(({ folded }) => !folded).length;
  if (live > 1 && turn !== place && nextToAct(state, hand, last) === turn) return;
  advance(state, hand, last % hand.players.length, table);
};

/** The clock of a turn has run out: a time bank, or else a check or a fold, and the seat sits out. */
export const onTurnTimeUp = (state: State, table: HoldemTable): void => {
  const hand = handInPlay(state);
  if (hand === null || hand.turn === null) return;
  const { turn } = hand;
  const player = playerAt(hand, turn);
  const sitter = sitterAt(state, player.seat);
  if (sitter.timeBanks > 0) {
    sitter.timeBanks -= 1;
    table.startTimer("turn", table.config.timeBankMs, player.seat);
    table.emit("time-bank-used", { seat: player.seat, left: sitter.timeBanks });
    return;
  }
  player.absent = true;
  if (!sitter.out) sitOut(state, player.seat, "clock", table);
  makeMove(state, hand, turn, hand.level > player.bet ? "fold" : "check", 0, "clock", table);
  advance(state, hand, turn, table);
};

export const onNextHandDue = (state: State, table: HoldemTable): void => {
  state.nextHandDue = false;
  startIfReady(state, table);
};
