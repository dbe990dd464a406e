import { isRefusal, refuse, type Limits, type Refusal, type Seat } from "@parlor/kit";
import type { Config } from "./config.ts";
import type { MoveName } from "./events.ts";
import type { RefusalCode } from "./refusals.ts";
import {
  handInPlay,
  playerAt,
  potTotal,
  putIn,
  stackOf,
  type Hand,
  type HandPlayer,
  type HoldemTable,
  type State,
} from "./state.ts";

type No = Refusal<RefusalCode | "not_your_turn" | "below_minimum" | "above_maximum">;

/** The hand and the place of a seat whose turn it is. */
export const turnOf = (
  state: State,
  seat: Seat,
): { readonly hand: Hand; readonly place: number; readonly player: HandPlayer } | No => {
  const hand = handInPlay(state);
  if (hand === null || hand.turn === null) return refuse("not_your_turn");
  const player = playerAt(hand, hand.turn);
  // A player who leaves folds at once, so the turn is never with a seat that somebody else has taken.
  if (player.seat !== seat) return refuse("not_your_turn");
  return { hand, place: hand.turn, player };
};

/** What a fixed-limit bet is on this street. */
export const fixedBet = (hand: Hand, config: Config): number =>
  hand.street === "preflop" || hand.street === "flop" ? config.bigBlind : 2 * config.bigBlind;

/** Whether another player in the hand has chips to call with. */
const anybodyToCall = (state: State, hand: Hand, self: HandPlayer): boolean => {
  for (const player of hand.players)
    if (player !== self && !player.folded && stackOf(state, player) > 0) return true;
  return false;
};

/** Whether what was raised since the player's last action adds up to a full raise, so that a raise is open again. */
const isReopened = (hand: Hand, { actedAt }: HandPlayer, config: Config): boolean => {
  if (actedAt === null) return true;
  const raised = hand.level - actedAt;
  // With fixed bets half of one counts as a whole.
  return config.betting === "fixed-limit"
    ? 2 * raised >= fixedBet(hand, config)
    : raised >= hand.raiseSize;
};

/**
 * How far the player whose turn it is may bet or raise, as what then lies before him on this street. Checks, in this
 * order: chips beyond a call, somebody who could call, a raise that is open to him, the cap.
 */
export const raiseLimits = (
  state: State,
  hand: Hand,
  player: HandPlayer,
  config: Config,
): Limits | No => {
  const allIn = player.bet + stackOf(state, player);
  if (allIn <= hand.level) return refuse("above_maximum", "your chips only reach to call");
  if (!anybodyToCall(state, hand, player)) return refuse("nobody_to_call");
  if (!isReopened(hand, player, config)) return refuse("raise_closed");
  if (config.betting === "fixed-limit") {
    const capped = hand.betCount >= config.betsPerStreetMax;
    if (capped && !(config.headsUpUncapped && hand.headsUp)) return refuse("bets_capped");
    const to = Math.min(allIn, fixedTo(hand, config));
    return { min: to, max: to };
  }
  const least = hand.level + hand.raiseSize;
  const most = config.betting === "no-limit" ? allIn : Math.max(least, potTo(hand, player));
  return { min: Math.min(least, allIn), max: Math.min(most, allIn) };
};

/** A short all-in below half a bet is completed, a longer one raised from. */
const fixedTo = (hand: Hand, config: Config): number => {
  const size = fixedBet(hand, config);
  const isShort = 2 * (hand.level - hand.fullLevel) < size;
  return (isShort ? hand.fullLevel : hand.level) + size;
};

/** A raise by the pot: as much as lies in it once the bet is called. */
const potTo = (hand: Hand, player: HandPlayer): number =>
  hand.level + potTotal(hand) + (hand.level - player.bet);

/** Why the move is not open to the player whose turn it is; nothing where it is. `to` is for bets and raises. */
export const moveRefusal = (
  state: State,
  hand: Hand,
  player: HandPlayer,
  move: MoveName,
  to: number,
  config: Config,
): No | undefined => {
  const owes = hand.level > player.bet;
  switch (move) {
    case "fold":
    case "call":
      return owes ? undefined : refuse("no_bet_to_call");
    case "check":
      return owes ? refuse("bet_to_call") : undefined;
    case "bet":
    case "raise": {
      if (move === "bet" && hand.level > 0) return refuse("already_bet");
      if (move === "raise" && hand.level === 0) return refuse("no_bet_to_call");
      const allowed = raiseLimits(state, hand, player, config);
      if (isRefusal(allowed)) return allowed;
      if (to < allowed.min) return refuse("below_minimum", `at least to ${allowed.min}`);
      if (to > allowed.max) return refuse("above_maximum", `at most to ${allowed.max}`);
      return undefined;
    }
  }
};

/** Does a move that is open to the player. */
export const makeMove = (
  state: State,
  hand: Hand,
  place: number,
  move: MoveName,
  to: number,
  by: "choice" | "clock" | "absence",
  table: HoldemTable,
): void => {
  const player = playerAt(hand, place);
  let amount = 0;
  if (move === "fold") player.folded = true;
  if (move === "call") amount = putIn(state, player, hand.level - player.bet);
  if (move === "bet" || move === "raise") {
    amount = putIn(state, player, to - player.bet);
    raiseTo(hand, to, table.config);
    hand.aggressor = place;
  }
  player.actedAt = hand.level;
  const allIn = amount > 0 && stackOf(state, player) === 0;
  table.emit("moved", { seat: player.seat, move, amount, to: player.bet, allIn, by });
};

/** Raises the betting; an all-in that is no full raise leaves what a raise has to be as it was. */
const raiseTo = (hand: Hand, to: number, config: Config): void => {
  const fixed = config.betting === "fixed-limit";
  const full = fixed
    ? 2 * (to - hand.fullLevel) >= fixedBet(hand, config)
    : to - hand.level >= hand.raiseSize;
  if (full) {
    if (!fixed) hand.raiseSize = to - hand.level;
    hand.fullLevel = to;
    hand.betCount += 1;
  }
  hand.level = to;
};
