import type { Random, Seat } from "@parlor/kit";
import type { Config } from "./config.ts";
import type { Sitter, State } from "./state.ts";

/** Who is dealt in, and where the button and the blinds lie. */
export interface Lineup {
  readonly button: Seat;
  /** The seat of the small blind; nobody posts it where that seat is not dealt in. */
  readonly smallBlind: Seat;
  readonly bigBlind: Seat;
  /** From the button's left around to the button. */
  readonly seats: readonly Seat[];
  /** Whether the table begins anew, and nobody owes anything. */
  readonly fresh: boolean;
}

export const isReady = (sitter: Sitter | null | undefined): sitter is Sitter =>
  sitter !== null && sitter !== undefined && !sitter.out && sitter.stack > 0;

export const readySeats = ({ sitters }: State): Seat[] => {
  const seats: Seat[] = [];
  for (let seat = 0; seat < sitters.length; seat++) if (isReady(sitters[seat])) seats.push(seat);
  return seats;
};

export const readyCount = ({ sitters }: State): number => {
  let count = 0;
  for (const sitter of sitters) if (isReady(sitter)) count += 1;
  return count;
};

/** How many seats lie between the two, going left from `from`; a seat is furthest from itself. */
const distance = (from: Seat, to: Seat, seatCount: number): number =>
  (to - from - 1 + seatCount) % seatCount;

const nearest = (from: Seat, seats: readonly Seat[], seatCount: number): Seat => {
  let found = from;
  let least = seatCount;
  for (const seat of seats) {
    const way = distance(from, seat, seatCount);
    if (way < least) [found, least] = [seat, way];
  }
  return found;
};

const around = (from: Seat, seats: readonly Seat[], seatCount: number): Seat[] =>
  seats.toSorted((a, b) => distance(from, a, seatCount) - distance(from, b, seatCount));

const headsUp = (bigBlind: Seat, other: Seat): Lineup => ({
  button: other,
  smallBlind: other,
  bigBlind,
  seats: [bigBlind, other],
  fresh: false,
});

const freshLineup = (ready: readonly Seat[], seatCount: number, random: Random): Lineup => {
  const button = random.pick(ready);
  const seats = around(button, ready, seatCount);
  const [first = button, second = button] = seats;
  if (ready.length === 2) return { ...headsUp(first, button), fresh: true };
  return { button, smallBlind: first, bigBlind: second, seats, fresh: true };
};

/**
 * The big blind moves to the next player, the small blind to where the big one was and the button to where the small
 * one was: so nobody misses a blind or pays one twice when others come and go, and now and then a button or
 * a small blind lies dead. Null where fewer than two can play.
 */
export const nextLineup = (state: State, config: Config, random: Random): Lineup | null => {
  const ready = readySeats(state);
  if (ready.length < 2) return null;
  const seatCount = state.sitters.length;
  const { smallBlind: button, bigBlind: smallBlind } = state;
  if (button === null || smallBlind === null) return freshLineup(ready, seatCount, random);
  const bigBlind = nearest(smallBlind, ready, seatCount);
  const bigBlindWay = distance(smallBlind, bigBlind, seatCount);
  const buttonWay = distance(smallBlind, button, seatCount);
  const isDealtIn = (seat: Seat): boolean => {
    const sitter = state.sitters[seat];
    if (seat === bigBlind || !sitter || (!sitter.owesBig && !sitter.owesSmall)) return true;
    if (config.missedBlinds === "wait") return false;
    if (seat === smallBlind) return !sitter.owesBig;
    // Nobody comes in between the button and the blinds: that would be to buy the button.
    const way = distance(smallBlind, seat, seatCount);
    return way > bigBlindWay && way < buttonWay;
  };
  const dealt = ready.filter(isDealtIn);
  const [one, two] = dealt;
  if (one === undefined || two === undefined) return freshLineup(ready, seatCount, random);
  if (dealt.length === 2) return headsUp(bigBlind, one === bigBlind ? two : one);
  const seats = around(button, dealt, seatCount);
  return { button, smallBlind, bigBlind, seats, fresh: false };
};

/** Remembers which blinds go by whom with this hand. */
export const noteMissedBlinds = (state: State, lineup: Lineup): void => {
  if (lineup.fresh) return;
  const { sitters } = state;
  const passes = (from: Seat | null, to: Seat, seat: Seat): boolean =>
    from !== null && distance(from, seat, sitters.length) <= distance(from, to, sitters.length);
  for (const [seat, sitter] of sitters.entries()) {
    if (!sitter || lineup.seats.includes(seat)) continue;
    if (passes(state.bigBlind, lineup.bigBlind, seat)) sitter.owesBig = true;
    // Who is new has not missed a small blind: the big one is the price of the seat.
    if (!sitter.isNew && passes(state.smallBlind, lineup.smallBlind, seat)) sitter.owesSmall = true;
  }
};
