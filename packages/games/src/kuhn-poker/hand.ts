import { assert, type Seat, type Table } from "@parlor/kit";
import {
  beginHand,
  drawCard,
  finishHand,
  isIn,
  pay,
  type Match,
  type MatchTable,
} from "../match-of-hands.ts";
import { buyInOf, kuhnCards, type Config, type KuhnCard } from "./config.ts";

export type KuhnAction = "pass" | "bet";

export interface State extends Match {
  /** The card of each seat; null where none is held. */
  cards: (KuhnCard | null)[];
  folded: boolean[];
  /** What was done in this hand, in order. */
  actions: KuhnAction[];
  /** Who won the last hand, and whether cards were shown for it. */
  winner: Seat | null;
  showdown: boolean;
}

export type KuhnTable = MatchTable & Pick<Table, "random"> & { readonly config: Config };

export const deal = (state: State, table: KuhnTable): void => {
  beginHand(state, table);
  state.actions = [];
  state.folded = state.folded.map(() => false);
  state.winner = null;
  state.showdown = false;
  const left: KuhnCard[] = kuhnCards.slice(0, state.order.length + 1);
  for (const seat of state.order) state.cards[seat] = drawCard(left, table.random);
  table.startTimer("turn", table.config.turnTimeoutMs, moverOf(state) ?? undefined);
};

/** Whose turn it is; null while no hand is played. */
export const moverOf = ({ phase, order, actions }: Match & Pick<State, "actions">): Seat | null =>
  phase === "betting" ? (order[actions.length % order.length] ?? null) : null;

/** Who may still win. */
const contenders = (state: State): Seat[] =>
  state.order.filter((seat) => isIn(state, seat) && state.folded[seat] !== true);

/** Everybody has passed, or everybody after the first bet has answered it. */
const isDone = ({ order, actions }: State): boolean => {
  const first = actions.indexOf("bet");
  return first < 0 ? actions.length === order.length : actions.length === first + order.length;
};

export const play = (state: State, action: KuhnAction, table: KuhnTable): void => {
  const mover = moverOf(state);
  assert(mover !== null, "it is somebody's turn");
  if (action === "bet") pay(state, mover, table.config.ante);
  note(state, mover, action);
  goOn(state, table);
};

/** To pass is to fold once there is a bet. */
const note = (state: State, mover: Seat, action: KuhnAction): void => {
  if (action === "pass" && state.actions.includes("bet")) state.folded[mover] = true;
  state.actions.push(action);
};

/** The next turn, those of whoever has left being passed; or the end of the hand. */
export const goOn = (state: State, table: KuhnTable): void => {
  for (;;) {
    const left = contenders(state);
    if (isDone(state) || left.length === 1) return showDown(state, left, table);
    const mover = moverOf(state);
    if (mover === null) return;
    if (isIn(state, mover)) return table.startTimer("turn", table.config.turnTimeoutMs, mover);
    note(state, mover, "pass");
  }
};

const rankOf = (state: State, seat: Seat): number =>
  kuhnCards.findIndex((card) => card === state.cards[seat]);

const showDown = (state: State, left: readonly Seat[], table: KuhnTable): void => {
  let winner = left[0];
  assert(winner !== undefined, "somebody wins");
  for (const seat of left) if (rankOf(state, seat) > rankOf(state, winner)) winner = seat;
  state.winner = winner;
  state.showdown = left.length > 1;
  const shown = state.showdown ? left.map((seat) => ({ seat, card: state.cards[seat] ?? "" })) : [];
  finishHand(state, [winner], shown, buyInOf(table.config), table);
};

/** Whether the seat's card lies open: at a showdown, of those who may win. */
export const isShown = (state: State, seat: Seat): boolean =>
  state.showdown && state.phase !== "betting" && contenders(state).includes(seat);
