import {
  assert,
  type Card,
  type GameTypes,
  type ReadTable,
  type Seat,
  type Shoe,
  type Table,
} from "@parlor/kit";
import type { Config } from "./config.ts";
import type { Events } from "./events.ts";
import type { RefusalCode } from "./refusals.ts";

export const streets = ["preflop", "flop", "turn", "river"] as const;
export type Street = (typeof streets)[number];

/** Somebody at the table, with or without chips. */
export interface Sitter {
  /** Chips that are not in a pot. */
  stack: number;
  /** Whether the player sits out; chips stay on the table. */
  out: boolean;
  /** Whether the player has not been dealt in yet. */
  isNew: boolean;
  /** Blinds that went by while the player was not dealt in. Who is new to a table that plays owes the big one. */
  owesBig: boolean;
  owesSmall: boolean;
  /** Whether the player straddles when it comes to that. */
  straddles: boolean;
  timeBanks: number;
  /** Hands since the last time bank came back. */
  handsPlayed: number;
}

/** Somebody's part in the hand: it stays when the player goes. */
export interface HandPlayer {
  readonly seat: Seat;
  /** Hidden from everybody else until they are shown. */
  cards: Card[];
  folded: boolean;
  /** The player has left the table, and somebody else may sit in the seat; such a hand is folded. */
  left: boolean;
  /** The clock has run out on the player: what comes is checked or folded at once. */
  absent: boolean;
  shown: boolean;
  /** What lies before the player on this street. */
  bet: number;
  /** What the player has put in during the hand and others have to match: `bet` is a part of it. */
  put: number;
  /** What is in the main pot beside it, matched by nobody: a big blind's ante, a missed small blind. */
  dead: number;
  /** How high the betting was when the player last acted on this street; null before that. */
  actedAt: number | null;
}

export interface PotResult {
  readonly amount: number;
  readonly raked: number;
  /** Who could win it. */
  readonly eligible: readonly Seat[];
  readonly shares: readonly { readonly seat: Seat; readonly amount: number }[];
}

export interface Hand {
  readonly number: number;
  /** From the button's left around to the button: the order of dealing, of action and of odd chips. */
  readonly players: HandPlayer[];
  readonly shoe: Shoe;
  board: Card[];
  street: Street;
  /** Whose turn it is, as a place in `players`; null when the hand is over. */
  turn: number | null;
  /** What a player has to have before him to stay in. */
  level: number;
  /** The last full bet or raise: a raise is at least as much again. */
  raiseSize: number;
  /** The level that was last reached by full bets: from it a fixed-limit bet is completed. */
  fullLevel: number;
  /** Bets and raises on this street. */
  betCount: number;
  /** Whether the street began with two players who could still act: then there is no cap. */
  headsUp: boolean;
  /** Who last bet or raised on this street, as a place in `players`. */
  aggressor: number | null;
  /** What became of the pots; null until the hand is over. */
  results: PotResult[] | null;
}

export interface State {
  /** By seat; null where nobody sits. */
  sitters: (Sitter | null)[];
  /** How many hands have begun. */
  handCount: number;
  /** Where the button, the small blind and the big blind lie or lay last; the first two may be at a seat that is not dealt in. */
  button: Seat | null;
  smallBlind: Seat | null;
  bigBlind: Seat | null;
  /** The hand that is played, or, until the next begins, the one that was. */
  hand: Hand | null;
  /** Whether the timer runs that begins the next hand. */
  nextHandDue: boolean;
}

interface HoldemTypes extends GameTypes {
  readonly config: Config;
  readonly events: Events;
  readonly bets: "buy-in" | "pot";
  readonly pools: never;
  readonly refusals: RefusalCode;
  readonly state: State;
}
export type HoldemTable = Table<HoldemTypes>;
export type HoldemReadTable = ReadTable<HoldemTypes>;

export const newState = (seatCount: number): State => ({
  sitters: Array.from({ length: seatCount }, () => null),
  handCount: 0,
  button: null,
  smallBlind: null,
  bigBlind: null,
  hand: null,
  nextHandDue: false,
});

export const sitterAt = (state: State, seat: Seat): Sitter => {
  const sitter = state.sitters[seat];
  assert(sitter !== undefined && sitter !== null, `nobody sits in seat ${seat}`);
  return sitter;
};

/** The hand that is being played; null between two hands. */
export const handInPlay = (state: State): Hand | null =>
  state.hand !== null && state.hand.results === null ? state.hand : null;

export const playerAt = (hand: Hand, place: number): HandPlayer => {
  const player = hand.players[place];
  assert(player !== undefined, `nobody plays in place ${place}`);
  return player;
};

/** The part that whoever sits in the seat now has in the hand. */
export const partOf = (hand: Hand | null, seat: Seat): HandPlayer | undefined => {
  if (hand === null) return undefined;
  for (const player of hand.players) if (player.seat === seat && !player.left) return player;
  return undefined;
};

/** The chips that a player has behind; who has left or folded for good has none to play with. */
export const stackOf = (state: State, player: HandPlayer): number =>
  player.left ? 0 : sitterAt(state, player.seat).stack;

/** Everything in the pots. */
export const potTotal = (hand: Hand): number => {
  let total = 0;
  for (const { put, dead } of hand.players) total += put + dead;
  return total;
};

/** Moves chips from the player's stack before the player: all that is asked, or all there is. */
export const putIn = (state: State, player: HandPlayer, asked: number): number => {
  const sitter = sitterAt(state, player.seat);
  const amount = Math.min(asked, sitter.stack);
  sitter.stack -= amount;
  player.bet += amount;
  player.put += amount;
  return amount;
};
