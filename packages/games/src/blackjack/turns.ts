import { refuse, type Card, type Seat } from "@parlor/kit";
import { playDealer } from "./dealer.ts";
import { mayBecomeBlackjack, totalOfCards, valueOf } from "./hand-value.ts";
import { handCountMaxByDecks } from "./limits.ts";
import { isComplete, mayDouble, mayHit, maySplit, maySurrender, type HandFacts } from "./rules.ts";
import { giveUp } from "./settle.ts";
import { draw } from "./shoe.ts";
import {
  factsOf,
  handOf,
  placeOf,
  upCardOf,
  type BlackjackReadTable,
  type BlackjackTable,
  type Hand,
  type Place,
  type State,
} from "./state.ts";

/** Gives the turn to the next hand that has something to decide; after the last the dealer plays. */
export const nextTurn = (state: State, table: BlackjackTable): void => {
  const fromSeat = state.turnSeat;
  const fromHand = state.turnHand;
  for (const seat of table.seats) {
    if (seat < fromSeat) continue;
    const place = placeOf(state, seat);
    for (let index = seat === fromSeat ? fromHand : 0; index < place.hands.length; index++) {
      const hand = handOf(place, index);
      if (hand.status === "waiting") drawSecond(state, seat, index, table);
      if (hand.status !== "playing") continue;
      state.turnSeat = seat;
      state.turnHand = index;
      table.startTimer("clock", table.config.turnTimeoutMs, seat);
      return;
    }
  }
  playDealer(state, table);
};

/** A hand of a split gets its second card when its turn comes. */
const drawSecond = (state: State, seat: Seat, index: number, table: BlackjackTable): void => {
  const place = placeOf(state, seat);
  const hand = handOf(place, index);
  takeCard(state, seat, index, table);
  const facts = factsOf(hand, place.hands.length);
  hand.status = isComplete(facts, table.config) ? "stood" : "playing";
};

/** What the hand counts with the card that it takes. */
const takeCard = (state: State, seat: Seat, index: number, table: BlackjackTable): number => {
  const { cards } = handOf(placeOf(state, seat), index);
  const card = draw(state, table);
  cards.push(card);
  const total = totalOfCards(cards);
  table.emit("drew", { seat, hand: index, card, total });
  return total;
};

interface Turn {
  readonly place: Place;
  readonly hand: Hand;
  readonly facts: HandFacts;
  readonly index: number;
}

const turnRefusal = (state: State, seat: Seat) => {
  if (state.phase !== "play") return refuse("no_round");
  return state.turnSeat === seat ? undefined : refuse("not_your_turn");
};

const turnOf = (state: State, seat: Seat): Turn => {
  const place = placeOf(state, seat);
  const index = state.turnHand;
  const hand = handOf(place, index);
  return { place, hand, index, facts: factsOf(hand, place.hands.length) };
};

/** Whether the dealer has looked under the open card, so that what is early is over. */
const hasLooked = (state: State, { config }: BlackjackReadTable): boolean =>
  config.holeCard === "peek" && mayBecomeBlackjack(valueOf(upCardOf(state)));

const isCrowded = (state: State, { config }: BlackjackReadTable): boolean => {
  const most = handCountMaxByDecks[Number(config.decks)];
  if (most === undefined) return false;
  return state.places.reduce((count, { hands }) => count + hands.length, 0) >= most;
};

const canSplit = (state: State, facts: HandFacts, table: BlackjackReadTable): boolean =>
  maySplit(facts, table.config) && !isCrowded(state, table);
const canSurrender = (state: State, facts: HandFacts, table: BlackjackReadTable): boolean =>
  maySurrender(facts, hasLooked(state, table), table.config);

export const turnActions = ["hit", "stand", "double", "split", "surrender"] as const;
export type TurnAction = (typeof turnActions)[number];

/** What the seat may do with the hand whose turn it is. */
export const turnChoices = (
  state: State,
  seat: Seat,
  table: BlackjackReadTable,
): readonly TurnAction[] => {
  if (turnRefusal(state, seat)) return [];
  const { facts } = turnOf(state, seat);
  const actions: TurnAction[] = [];
  if (mayHit(facts, table.config)) actions.push("hit");
  actions.push("stand");
  if (mayDouble(facts, table.config)) actions.push("double");
  if (canSplit(state, facts, table)) actions.push("split");
  if (canSurrender(state, facts, table)) actions.push("surrender");
  return actions;
};

export const hit = (state: State, seat: Seat, table: BlackjackTable) => {
  const refusal = turnRefusal(state, seat);
  if (refusal) return refusal;
  const { hand, facts, index } = turnOf(state, seat);
  if (!mayHit(facts, table.config)) return refuse("cannot_hit");
  const total = takeCard(state, seat, index, table);
  if (total >= 21) hand.status = total > 21 ? "broken" : "stood";
  nextTurn(state, table);
};

export const stand = (state: State, seat: Seat, table: BlackjackTable, byClock = false) => {
  const refusal = turnRefusal(state, seat);
  if (refusal) return refusal;
  const index = state.turnHand;
  handOf(placeOf(state, seat), index).status = "stood";
  table.emit("stood", { seat, hand: index, byClock });
  nextTurn(state, table);
};

export const double = (state: State, seat: Seat, table: BlackjackTable) => {
  const refusal = turnRefusal(state, seat);
  if (refusal) return refusal;
  const { hand, facts, index } = turnOf(state, seat);
  if (!mayDouble(facts, table.config)) return refuse("cannot_double");
  const { stake } = hand;
  const taken = table.bank.take(seat, stake, "main", { min: stake, max: stake });
  if (taken) return taken;
  hand.stake += stake;
  hand.doubled = true;
  table.emit("doubled", { seat, hand: index, stake });
  hand.status = takeCard(state, seat, index, table) > 21 ? "broken" : "stood";
  nextTurn(state, table);
};

export const split = (state: State, seat: Seat, table: BlackjackTable) => {
  const refusal = turnRefusal(state, seat);
  if (refusal) return refusal;
  const { place, hand, facts, index } = turnOf(state, seat);
  if (!canSplit(state, facts, table)) return refuse("cannot_split");
  const { stake } = hand;
  const taken = table.bank.take(seat, stake, "main", { min: stake, max: stake });
  if (taken) return taken;
  const second = hand.cards.pop() as Card; // a hand that may be split has two
  hand.status = "waiting";
  place.hands.splice(index + 1, 0, { ...hand, cards: [second] });
  table.emit("split", { seat, hand: index, stake });
  nextTurn(state, table);
};

export const surrenderInTurn = (state: State, seat: Seat, table: BlackjackTable) => {
  const refusal = turnRefusal(state, seat);
  if (refusal) return refusal;
  const { place, hand, facts, index } = turnOf(state, seat);
  if (!canSurrender(state, facts, table)) return refuse("cannot_surrender");
  const { surrender, holeCard } = table.config;
  const mayStillLose =
    surrender === "late" && holeCard === "none" && mayBecomeBlackjack(valueOf(upCardOf(state)));
  if (mayStillLose) {
    hand.status = "given-up";
    table.emit("surrendered", { seat, hand: index });
  } else giveUp(place, seat, index, table);
  nextTurn(state, table);
};
