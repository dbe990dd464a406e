import { fixedBet, makeMove } from "./betting.ts";
import { uncalledBet } from "./pots.ts";
import { finishHand } from "./finish.ts";
import { dealStreet } from "./street.ts";
import {
  playerAt,
  sitterAt,
  stackOf,
  type Hand,
  type HandPlayer,
  type HoldemTable,
  type State,
} from "./state.ts";

/**
 * Goes on from the player in place `from`, who has acted: to whoever acts next, to the next street, or to the end of
 * the hand. Players who are absent check or fold on the way.
 */
export const advance = (state: State, hand: Hand, from: number, table: HoldemTable): void => {
  let last = from;
  while (liveCount(hand) > 1) {
    const next = nextToAct(state, hand, last);
    if (next !== null) {
      const player = playerAt(hand, next);
      hand.turn = next;
      if (!player.absent) {
        table.startTimer("turn", table.config.turnTimeoutMs, player.seat);
        return;
      }
      const move = hand.level > player.bet ? "fold" : "check";
      makeMove(state, hand, next, move, 0, "absence", table);
      last = next;
    } else if (hand.street === "river" || !anyBettingLeft(state, hand)) break;
    else {
      openStreet(hand, table);
      last = hand.players.length - 1;
    }
  }
  returnUncalled(state, hand, table);
  finishHand(state, hand, table);
};

const liveCount = ({ players }: Hand): number => {
  let count = 0;
  for (const { folded } of players) if (!folded) count += 1;
  return count;
};

const canAct = (state: State, player: HandPlayer): boolean =>
  !player.folded && stackOf(state, player) > 0;

/** Whether two players could still bet against each other. */
const anyBettingLeft = (state: State, { players }: Hand): boolean => {
  let count = 0;
  for (const player of players) if (canAct(state, player)) count += 1;
  return count > 1;
};

/** The place of the next player who has something to decide on this street. */
export const nextToAct = (state: State, hand: Hand, from: number): number | null => {
  const { players, level } = hand;
  // Whoever alone has chips, and has matched what the others could put in, has nothing to decide.
  let [able, alone, others] = [0, 0, 0];
  for (const player of players) {
    if (canAct(state, player)) [able, alone] = [able + 1, player.bet];
    else if (!player.folded) others = Math.max(others, player.bet);
  }
  if (able === 0 || (able === 1 && alone >= others)) return null;
  for (let step = 1; step <= players.length; step++) {
    const place = (from + step) % players.length;
    const player = playerAt(hand, place);
    if (canAct(state, player) && (player.actedAt === null || player.bet < level)) return place;
  }
  return null;
};

const openStreet = (hand: Hand, table: HoldemTable): void => {
  dealStreet(hand, table);
  for (const player of hand.players) {
    player.bet = 0;
    player.actedAt = null;
  }
  const { bigBlind, betting } = table.config;
  hand.level = 0;
  hand.fullLevel = 0;
  hand.raiseSize = betting === "fixed-limit" ? fixedBet(hand, table.config) : bigBlind;
  hand.betCount = 0;
  hand.aggressor = null;
  hand.headsUp = liveCount(hand) === 2;
};

const returnUncalled = (state: State, hand: Hand, table: HoldemTable): void => {
  const uncalled = uncalledBet(hand);
  if (uncalled === null) return;
  const { player, amount } = uncalled;
  player.put -= amount;
  player.bet -= amount;
  sitterAt(state, player.seat).stack += amount;
  table.emit("bet-returned", { seat: player.seat, amount });
};
