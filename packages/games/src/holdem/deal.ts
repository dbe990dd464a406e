import { newShoe, type Seat } from "@parlor/kit";
import { advance } from "./advance.ts";
import type { Post } from "./events.ts";
import { nextLineup, noteMissedBlinds, type Lineup } from "./positions.ts";
import {
  putIn,
  sitterAt,
  stackOf,
  type Hand,
  type HandPlayer,
  type HoldemTable,
  type State,
} from "./state.ts";

/** Begins the next hand, if two can play: blinds, cards, and the first turn. */
export const startHand = (state: State, table: HoldemTable): void => {
  const lineup = nextLineup(state, table.config, table.random);
  if (lineup === null) return;
  noteMissedBlinds(state, lineup);
  state.handCount += 1;
  const hand = newHand(state.handCount, lineup, table.config.bigBlind);
  state.hand = hand;
  state.button = lineup.button;
  state.smallBlind = lineup.smallBlind;
  state.bigBlind = lineup.bigBlind;
  table.emit("hand-started", {
    hand: hand.number,
    button: lineup.button,
    smallBlind: lineup.seats.includes(lineup.smallBlind) ? lineup.smallBlind : null,
    bigBlind: lineup.bigBlind,
    seats: [...lineup.seats],
  });
  const last = post(state, hand, lineup, table);
  dealHoleCards(hand, table);
  advance(state, hand, last, table);
};

const newHand = (number: number, lineup: Lineup, bigBlind: number): Hand => ({
  number,
  players: lineup.seats.map(newPlayer),
  shoe: newShoe(1),
  board: [],
  street: "preflop",
  turn: null,
  level: bigBlind,
  raiseSize: bigBlind,
  fullLevel: bigBlind,
  betCount: 1,
  headsUp: lineup.seats.length === 2,
  aggressor: null,
  results: null,
});

const newPlayer = (seat: Seat): HandPlayer => ({
  seat,
  cards: [],
  folded: false,
  left: false,
  absent: false,
  shown: false,
  bet: 0,
  put: 0,
  dead: 0,
  actedAt: null,
});

/** Antes, blinds, what was missed, and a straddle. Gives the place of whoever posted last before the first turn. */
const post = (state: State, hand: Hand, lineup: Lineup, table: HoldemTable): number => {
  const { ante, antePaidBy, smallBlind, bigBlind } = table.config;
  const tell = (seat: Seat, kind: Post, amount: number) => {
    if (amount > 0) table.emit("posted", { seat, post: kind, amount });
  };
  if (ante > 0 && antePaidBy === "each") {
    for (const player of hand.players) {
      tell(player.seat, "ante", putIn(state, player, ante));
      player.bet = 0;
    }
  }
  let last = 0;
  for (const [place, player] of hand.players.entries()) {
    const { seat } = player;
    const sitter = sitterAt(state, seat);
    const blind = seat === lineup.bigBlind || seat === lineup.smallBlind;
    if (seat === lineup.smallBlind) tell(seat, "small-blind", putIn(state, player, smallBlind));
    if (seat === lineup.bigBlind) {
      last = place;
      tell(seat, "big-blind", putIn(state, player, bigBlind));
      if (antePaidBy === "big-blind") tell(seat, "ante", putDead(state, player, ante));
    }
    if (!blind && !lineup.fresh && hand.players.length > 2) {
      if (sitter.owesBig) tell(seat, "missed-big-blind", putIn(state, player, bigBlind));
      if (sitter.owesSmall) tell(seat, "missed-small-blind", putDead(state, player, smallBlind));
    }
    sitter.isNew = false;
    sitter.owesBig = false;
    sitter.owesSmall = false;
  }
  return straddle(state, hand, last, table) ? (last + 1) % hand.players.length : last;
};

/** Chips that nobody has to match: they lie in the main pot from the start. */
const putDead = (state: State, player: HandPlayer, asked: number): number => {
  const sitter = sitterAt(state, player.seat);
  const amount = Math.min(asked, sitter.stack);
  sitter.stack -= amount;
  player.dead += amount;
  return amount;
};

/** Whether the player behind the big blind has straddled. */
const straddle = (state: State, hand: Hand, bigBlind: number, table: HoldemTable): boolean => {
  const player = hand.players[(bigBlind + 1) % hand.players.length];
  if (!table.config.straddle || hand.players.length < 3 || !player) return false;
  const to = 2 * table.config.bigBlind;
  if (!sitterAt(state, player.seat).straddles || stackOf(state, player) + player.bet < to)
    return false;
  putIn(state, player, to - player.bet);
  table.emit("posted", { seat: player.seat, post: "straddle", amount: to });
  hand.level = to;
  hand.fullLevel = to;
  hand.betCount += 1;
  if (table.config.betting !== "fixed-limit") hand.raiseSize = to;
  return true;
};

/** One card after the other around the table, twice. */
const dealHoleCards = (hand: Hand, table: HoldemTable): void => {
  for (let round = 0; round < 2; round++)
    for (const player of hand.players) player.cards.push(table.random.drawFrom(hand.shoe));
  for (const { seat, cards } of hand.players)
    table.emit("cards-dealt", { seat, cards: [...cards] }, [seat]);
};
