import type { Seat } from "@parlor/kit";
import { chargeTurnClock, startTurnClock } from "../turn-clock.ts";
import { checkerCount, checkersOf, lossOf, off, other } from "./board.ts";
import { endGame } from "./ending.ts";
import { canMove, isPlayOf, makePlay, type Play } from "./plays.ts";
import { actorOf, type BackgammonTable, type Dice, type State } from "./state.ts";

/** Whoever is to act now gets the time of a decision; who acted pays for what it took beyond that. */
export const passClock = (state: State, acted: Seat | null, table: BackgammonTable): void => {
  if (acted !== null) chargeTurnClock(table, acted, state.reserveMs);
  const next = actorOf(state);
  if (next !== null) startTurnClock(table, next, table.config.turnTimeoutMs, state.reserveMs);
};

/**
 * One die for each seat; the higher one begins and plays both. Equal dice would be rolled again until they
 * differ, which comes to drawing one of the thirty pairs that do.
 */
export const rollOpening = (state: State, table: BackgammonTable): void => {
  const first = table.random.die();
  const drawn = table.random.int(5) + 1;
  const second = drawn >= first ? drawn + 1 : drawn;
  state.mover = first > second ? 0 : 1;
  state.phase = { kind: "move", dice: [first, second] };
  table.emit("opening-rolled", { seat: state.mover, dice: [first, second] });
};

/** Rolls for the seat whose turn it is; where nothing can be moved the turn is over at once. */
export const rollTurn = (state: State, table: BackgammonTable): void => {
  const { board, mover } = state;
  const dice: Dice = [table.random.die(), table.random.die()];
  table.emit("rolled", { seat: mover, dice: [dice[0], dice[1]] });
  if (canMove(checkersOf(board, mover), checkersOf(board, other(mover)), dice)) {
    state.phase = { kind: "move", dice };
    return;
  }
  table.emit("move-lost", { seat: mover, dice: [dice[0], dice[1]] });
  passTurn(state);
};

const passTurn = (state: State): void => {
  state.mover = other(state.mover);
  state.phase = { kind: "roll" };
  state.declined = 0;
};

/** Makes the play of a roll, unless it is none; whether it was. */
export const playTurn = (
  state: State,
  dice: Dice,
  play: readonly (readonly [number, number])[],
  table: BackgammonTable,
): boolean => {
  const { board, mover } = state;
  const [own, others] = [checkersOf(board, mover), checkersOf(board, other(mover))];
  if (!isPlayOf(own, others, dice, play)) return false;
  const hits = makePlay(own, others, play);
  table.emit("moved", {
    seat: mover,
    play: play.map(([from, to]): Play[number] => [from, to]),
    hits,
  });
  if (own[off] === checkerCount) endGame(state, mover, "bear-off", lossOf(others), table);
  else passTurn(state);
  return true;
};
