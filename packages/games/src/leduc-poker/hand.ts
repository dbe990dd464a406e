import { assert, rankOf, type Card, type Seat, type Table } from "@parlor/kit";
import {
  at,
  beginHand,
  drawCard,
  finishHand,
  isIn,
  pay,
  type Match,
  type MatchTable,
} from "../match-of-hands.ts";
import {
  buyInOf,
  deckOf,
  leducCards,
  raisesMax,
  raiseUnits,
  type Config,
  type LeducCard,
} from "./config.ts";

export type LeducAction = "fold" | "call" | "raise";

export interface State extends Match {
  /** The card of each seat; null where none is held. */
  cards: (LeducCard | null)[];
  /** The card in the middle, from the second street on. */
  board: LeducCard | null;
  /** What was done on each street of this hand, in order. */
  streets: [first: LeducAction[], second: LeducAction[]];
  street: 0 | 1;
  folded: boolean[];
  mover: Seat | null;
  /** How many players, from the mover on, have still to act on this street. */
  pending: number;
  raises: number;
  winners: Seat[];
  showdown: boolean;
}

export type LeducTable = MatchTable & Pick<Table, "random"> & { readonly config: Config };

export const isLive = (state: State, seat: Seat): boolean =>
  isIn(state, seat) && state.folded[seat] !== true;

const live = (state: State): Seat[] => state.order.filter((seat) => isLive(state, seat));

/** What everybody has to have put in to stay. */
const levelOf = ({ paid }: State): number => Math.max(...paid);
export const toCall = (state: State, seat: Seat): number => levelOf(state) - at(state.paid, seat);

export const actionsOf = (state: State, seat: Seat): LeducAction[] => {
  if (state.phase !== "betting" || state.mover !== seat) return [];
  const actions: LeducAction[] = toCall(state, seat) > 0 ? ["fold", "call"] : ["call"];
  if (state.raises < raisesMax) actions.push("raise");
  return actions;
};

export const deal = (state: State, table: LeducTable): void => {
  beginHand(state, table);
  state.board = null;
  state.streets = [[], []];
  state.folded = state.folded.map(() => false);
  state.winners = [];
  state.showdown = false;
  const left = deckOf(state.order.length);
  for (const seat of state.order) state.cards[seat] = drawCard(left, table.random);
  beginStreet(state, 0, table);
};

/** The first who is still in begins. */
const beginStreet = (state: State, street: 0 | 1, table: LeducTable): void => {
  const players = live(state);
  state.street = street;
  state.raises = 0;
  state.pending = players.length;
  giveTurn(state, players[0] ?? null, table);
};

const giveTurn = (state: State, mover: Seat | null, table: LeducTable): void => {
  state.mover = mover;
  if (mover !== null) table.startTimer("turn", table.config.turnTimeoutMs, mover);
};

/** The next after a seat, in the order of the turns, who is still in. */
const nextAfter = (state: State, seat: Seat): Seat | null => {
  const { order } = state;
  const place = order.indexOf(seat);
  for (let step = 1; step <= order.length; step++) {
    const next = order[(place + step) % order.length];
    if (next !== undefined && isLive(state, next)) return next;
  }
  return null;
};

/** The mover does what it may do. */
export const play = (state: State, action: LeducAction, table: LeducTable): void => {
  const { mover, street } = state;
  assert(mover !== null, "it is somebody's turn");
  state.streets[street].push(action);
  if (action === "fold") state.folded[mover] = true;
  else pay(state, mover, toCall(state, mover));
  if (action === "raise") {
    pay(state, mover, raiseUnits[street] * table.config.ante);
    state.raises += 1;
    state.pending = live(state).length;
  }
  state.pending -= 1;
  goOn(state, mover, table);
};

const goOn = (state: State, from: Seat, table: LeducTable): void => {
  if (live(state).length === 1) return finish(state, table);
  if (state.pending > 0) return giveTurn(state, nextAfter(state, from), table);
  if (state.street === 1) return finish(state, table);
  const dealt = new Set<LeducCard | null>(state.cards);
  const left = deckOf(state.order.length).filter((card) => !dealt.has(card));
  state.board = drawCard(left, table.random);
  beginStreet(state, 1, table);
};

/** A seat is empty from now on: its player has folded, whoever's turn it is. `waiting` may be owed a turn. */
export const dropOut = (
  state: State,
  seat: Seat,
  waiting: readonly Seat[],
  table: LeducTable,
): void => {
  if (state.folded[seat]) return;
  state.folded[seat] = true;
  if (waiting.includes(seat)) state.pending -= 1;
  const { mover } = state;
  assert(mover !== null, "a hand is played");
  if (mover === seat || live(state).length === 1) goOn(state, seat, table);
};

/** Those who have still to act on this street, from the mover on. */
export const waitingToAct = (state: State): Seat[] => {
  const waiting: Seat[] = [];
  for (let seat = state.mover; seat !== null && waiting.length < state.pending;) {
    waiting.push(seat);
    seat = nextAfter(state, seat);
  }
  return waiting;
};

/** A pair with the board is above everything; else the higher rank wins. Suits do not count. */
const strengthOf = (state: State, seat: Seat): number => {
  const card = state.cards[seat];
  assert(card !== null && card !== undefined, `seat ${seat} holds a card`);
  const isPair = state.board !== null && rankOf(card) === rankOf(state.board);
  return Math.floor(leducCards.indexOf(card) / 2) + (isPair ? leducCards.length : 0);
};

const finish = (state: State, table: LeducTable): void => {
  const left = live(state);
  state.mover = null;
  state.showdown = left.length > 1;
  const best = state.showdown ? Math.max(...left.map((seat) => strengthOf(state, seat))) : 0;
  state.winners = state.showdown ? left.filter((seat) => strengthOf(state, seat) === best) : left;
  const cardOf = (seat: Seat): Card | "" => state.cards[seat] ?? "";
  const shown = state.showdown ? left.map((seat) => ({ seat, card: cardOf(seat) })) : [];
  finishHand(state, state.winners, shown, buyInOf(table.config), table);
};

/** Whether the seat's card lies open: at a showdown, of those who are still in. */
export const isShown = (state: State, seat: Seat): boolean =>
  state.showdown && state.phase !== "betting" && state.order.includes(seat) && isLive(state, seat);
