import {
  assert,
  newShoe,
  type Card,
  type GameTypes,
  type ReadTable,
  type Seat,
  type Shoe,
  type Table,
} from "@parlor/kit";
import type { Ledger } from "./bet-ids.ts";
import type { Config } from "./config.ts";
import type { Events } from "./events.ts";
import { mayBecomeBlackjack, sumOf, totalOfCards, valueOf } from "./hand-value.ts";
import type { RefusalCode } from "./refusals.ts";
import type { HandFacts } from "./rules.ts";
import type { SideBetId, SideWin } from "./side-bets.ts";
import type { Verdict } from "./verdict.ts";

/**
 * `waiting`: a hand of a split that has one card yet. `playing`: its owner decides. `stood`: it waits
 * for the dealer. `broken`: it is above 21, and its stake is taken when the round is settled. `given-up`: half
 * of it goes back unless the dealer has a blackjack. `ended`: it is decided.
 */
export type HandStatus = "waiting" | "playing" | "stood" | "given-up" | "broken" | "ended";

export interface Hand {
  cards: Card[];
  /** All that is on it, what doubled it too. */
  stake: number;
  doubled: boolean;
  status: HandStatus;
  verdict: Verdict | null;
  /** What the seat got for it. */
  back: number;
}

/** A side bet that is decided, for all to see until the next deal. */
export interface DecidedSideBet {
  bet: SideBetId;
  stake: number;
  win: SideWin | null;
  paid: number;
}

export interface Place {
  /** Bets on the coming round; 0 is none. */
  main: number;
  perfectPairs: number;
  twentyOnePlusThree: number;
  /** Whether the seat wants no more time to bet. */
  ready: boolean;
  insurance: number;
  /** Whether the seat has said all that is asked before the dealer looks. */
  answered: boolean;
  /** Of the round that is played, or of the last one. */
  hands: Hand[];
  sideBets: DecidedSideBet[];
}

/** `offers`: insurance, even money and early surrender are offered before the dealer looks. */
export type Phase = "betting" | "offers" | "play";

export interface State {
  phase: Phase;
  shoe: Shoe;
  places: Place[];
  /** The dealer's open cards. */
  dealer: Card[];
  /** What the dealer has looked at and nobody else knows; it makes no blackjack. */
  hole: Card | null;
  /** Whose turn it is; -1 while it is nobody's. */
  turnSeat: Seat;
  turnHand: number;
}

interface BlackjackTypes extends GameTypes {
  readonly config: Config;
  readonly events: Events;
  readonly bets: Ledger;
  readonly refusals: RefusalCode;
  readonly state: State;
}
export type BlackjackTable = Table<BlackjackTypes>;
export type BlackjackReadTable = ReadTable<BlackjackTypes>;

const newPlace = (): Place => ({
  main: 0,
  perfectPairs: 0,
  twentyOnePlusThree: 0,
  ready: false,
  insurance: 0,
  answered: false,
  hands: [],
  sideBets: [],
});

export const newState = (seatCount: number, { decks }: Config): State => ({
  phase: "betting",
  shoe: newShoe(decks),
  places: Array.from({ length: seatCount }, newPlace),
  dealer: [],
  hole: null,
  turnSeat: -1,
  turnHand: 0,
});

export const placeOf = (state: State, seat: Seat): Place => {
  const place = state.places[seat];
  assert(place !== undefined, `there is no seat ${seat}`);
  return place;
};

export const handOf = (place: Place, index: number): Hand => {
  const hand = place.hands[index];
  assert(hand !== undefined, `there is no hand ${index}`);
  return hand;
};

export const upCardOf = ({ dealer }: State): Card => {
  const [up] = dealer;
  assert(up !== undefined, "the dealer has no card");
  return up;
};

export const factsOf = (
  { cards }: { readonly cards: readonly Card[] },
  handCount: number,
): HandFacts => {
  const [first, second] = cards;
  const firstValue = first === undefined ? 0 : valueOf(first);
  const isPair = cards.length === 2 && second !== undefined && valueOf(second) === firstValue;
  const { hard, ace } = sumOf(cards);
  return {
    hard,
    ace,
    cardCount: cards.length,
    pairOf: isPair ? firstValue : 0,
    handCount,
    ofAces: handCount > 1 && firstValue === 1,
  };
};

/** A blackjack is an ace and a ten dealt as a seat's one hand. */
export const isBlackjack = ({ cards }: Hand, handCount: number): boolean =>
  handCount === 1 && cards.length === 2 && totalOfCards(cards) === 21;

/** What was bet on the seat's first hand at the deal: every hand of a split has as much, before doubling. */
export const originalStakeOf = ({ stake, doubled }: Hand): number => (doubled ? stake / 2 : stake);

/** Whether a dealer's blackjack may yet come that takes original bets only: then nothing is lost before it. */
export const mayStillReturn = (state: State, { holeCard, dealerBlackjackTakes }: Config): boolean =>
  holeCard === "none" &&
  dealerBlackjackTakes === "original" &&
  mayBecomeBlackjack(valueOf(upCardOf(state)));

/** Whether the dealer's cards still decide something of the seat's. */
export const awaitsDealer = (state: State, place: Place, config: Config): boolean => {
  if (place.insurance > 0) return true;
  for (const { status } of place.hands)
    if (status !== "ended" && (status !== "broken" || mayStillReturn(state, config))) return true;
  return false;
};
