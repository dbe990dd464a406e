import { choice, isRefusal, type Seat } from "@parlor/kit";
import { raiseLimits, turnOf } from "./betting.ts";
import { buyInLimits, sitInRefusal, sitOutRefusal } from "./seats.ts";
import { partOf, sitterAt, type HandPlayer, type HoldemReadTable, type State } from "./state.ts";

/** What the seat may do now: play its turn, and what it may do at any time. */
export const legalFor = (state: State, seat: Seat, table: HoldemReadTable) => [
  ...turnChoices(state, seat, table),
  ...seatChoices(state, seat, table),
];

const turnChoices = (state: State, seat: Seat, { config }: HoldemReadTable) => {
  const turn = turnOf(state, seat);
  if (isRefusal(turn)) return [];
  const { hand, player } = turn;
  const to = raiseLimits(state, hand, player, config);
  return [
    ...(hand.level > player.bet ? [choice("fold"), choice("call")] : [choice("check")]),
    ...(isRefusal(to) ? [] : [hand.level > 0 ? choice("raise", { to }) : choice("bet", { to })]),
  ];
};

const seatChoices = (state: State, seat: Seat, { config }: HoldemReadTable) => {
  const amount = buyInLimits(state, seat, config);
  const { straddles } = sitterAt(state, seat);
  return [
    ...(shownLater(state, seat) ? [choice("show")] : []),
    ...(isRefusal(amount) ? [] : [choice("buy-in", { amount })]),
    ...(sitOutRefusal(state, seat) ? [] : [choice("sit-out")]),
    ...(sitInRefusal(state, seat) ? [] : [choice("sit-in")]),
    ...(config.straddle ? [choice("straddle", { on: [!straddles] })] : []),
  ];
};

/** The part of the seat in a hand that is over, if it has cards that nobody has seen. */
export const shownLater = (state: State, seat: Seat): HandPlayer | undefined => {
  const { hand } = state;
  if (hand === null || hand.results === null) return undefined;
  const part = partOf(hand, seat);
  return part && !part.shown ? part : undefined;
};
