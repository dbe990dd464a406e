import { assert, unreachable, type Card, type Seat } from "@parlor/kit";
import type { Range } from "./bot-equity.ts";
import type { Config } from "./config.ts";
import type { Street } from "./state.ts";
import type { viewOf } from "./view.ts";

export type HoldemView = ReturnType<typeof viewOf>;
type HandView = NonNullable<HoldemView["hand"]>;
type PlayerView = HandView["players"][number];

/** A decision as a bot looks at it; amounts in minor units. */
export interface Spot {
  readonly street: Street;
  readonly cards: readonly Card[];
  readonly board: readonly Card[];
  /** What is thought of those who are still in. */
  readonly others: readonly Range[];
  /** What this seat can win, bets included, and what it has behind and before it. */
  readonly pot: number;
  readonly stack: number;
  readonly bet: number;
  /** What a seat has to have before it to stay in. */
  readonly level: number;
  /** The call as a share of the pot that it makes; 0 where there is nothing to call. */
  readonly price: number;
  /** From 0, first to act after the flop, to 1, last. */
  readonly position: number;
  /** Before the flop: nobody has raised the blinds yet. */
  readonly isUnopened: boolean;
  readonly bigBlind: number;
  readonly smallBlind: number;
}

/** Beyond the first streets a pot has grown by calls too: what lies in it says less of what was opened with. */
const streetsGrowth = (street: Street): number => {
  switch (street) {
    case "preflop":
    case "flop":
      return 1;
    case "turn":
      return 2.5;
    case "river":
      return 5;
    default:
      return unreachable(street);
  }
};

/** The share of hands that somebody has come so far with who has put in so many big blinds. */
const openedWith = (bigBlinds: number): number => {
  if (bigBlinds <= 1) return 1;
  if (bigBlinds <= 3.5) return 0.5;
  if (bigBlinds <= 10) return 0.28;
  return 0.16;
};

/** The share of hands on a board that are bet with so much of the pot. */
const betWith = (share: number): number => {
  if (share <= 0.05) return 1;
  if (share <= 0.4) return 0.65;
  return share <= 0.9 ? 0.5 : 0.4;
};

const rangeOf = (
  { bet, put }: PlayerView,
  { street, board }: HandView,
  before: number,
  bigBlind: number,
): Range => {
  const early = street === "preflop" ? put : put - bet;
  return {
    opened: openedWith(early / bigBlind / streetsGrowth(street)),
    bet: board.length === 0 ? 1 : betWith(before > 0 ? bet / before : 0),
  };
};

const anything: Range = { opened: 1, bet: 1 };

/** The decision of the seat whose turn it is, by nothing but its view. */
export const spotOf = (view: HoldemView, seat: Seat, config: Config, reads: boolean): Spot => {
  const { hand } = view;
  const own = hand?.players.find((player) => player.seat === seat && !player.left);
  const stack = view.seats[seat]?.stack ?? 0;
  assert(hand !== null && own?.cards !== undefined && own.cards !== null, "it is not in a hand");
  const toCall = Math.min(Math.max(0, hand.level - own.bet), stack);
  const reach = own.put + toCall;
  let [pot, before] = [0, 0];
  for (const { put, bet } of hand.players) {
    pot += Math.min(put, reach);
    before += put - bet;
  }
  const live = hand.players.filter(({ folded }) => !folded);
  const rivals = live.filter((player) => player !== own);
  const { bigBlind, smallBlind } = config;
  return {
    street: hand.street,
    cards: own.cards,
    board: hand.board,
    others: rivals.map((one) => (reads ? rangeOf(one, hand, before, bigBlind) : anything)),
    pot,
    stack,
    bet: own.bet,
    level: hand.level,
    price: toCall === 0 ? 0 : toCall / (pot + toCall),
    position: live.length > 1 ? live.indexOf(own) / (live.length - 1) : 1,
    isUnopened: hand.street === "preflop" && hand.level <= (config.straddle ? 2 : 1) * bigBlind,
    bigBlind,
    smallBlind,
  };
};
