import { choice, defineGame, type Seat } from "@parlor/kit";
import { z } from "zod";
import { higherBids, isHigher, type Bid } from "./bids.ts";
import { config } from "./config.ts";
import { dropOut, giveTurn, judge, roll } from "./round.ts";
import {
  diceCount,
  events,
  lastBid,
  leftOf,
  newState,
  nextAfter,
  refusals,
  rollOf,
  type LiarsTable,
  type State,
} from "./state.ts";

const placeBid = (state: State, { quantity, face }: Bid, seat: Seat, table: LiarsTable): void => {
  state.bids.push({ seat, quantity, face });
  table.emit("bid-made", { seat, quantity, face });
  giveTurn(state, nextAfter(state, seat), table);
};

const mayCall = (state: State, seat: Seat): boolean =>
  state.mover === seat && state.phase === "bidding" && state.bids.length > 0;

export const liarsDice = defineGame({
  id: "liars-dice",
  version: "1.0.0",
  title: "Liar's dice",
  summary: "Bid on dice that nobody sees all of, until somebody does not believe it.",
  bank: "none",
  seats: { min: 2, max: 6 },
  rounds: "sealed",
  config,
  actions: {
    bid: z.object({ quantity: z.int().min(1).max(30), face: z.int().min(1).max(6) }),
    liar: z.object({}),
    "spot-on": z.object({}),
  },
  events,
  refusals,

  setup: (table): State => newState(table.seatCount, table.config.faces),
  join: (state, _seat, table) =>
    state.phase === "waiting" ? undefined : table.refuse("game_begun"),
  start(state, table) {
    state.order = [...table.seats];
    for (const seat of state.order) state.left[seat] = table.config.dice;
    state.mover = state.order[0] ?? null;
    roll(state, table);
  },
  leave: (state, seat, table) => dropOut(state, seat, table),
  timeout(state, { name }, table) {
    if (name === "roll") return roll(state, table);
    const { mover } = state;
    if (mover === null || state.phase !== "bidding") return;
    if (state.bids.length > 0) judge(state, "liar", mover, table);
    else placeBid(state, { quantity: 1, face: 1 }, mover, table);
  },
  act: {
    bid(state, { quantity, face }, seat, table) {
      if (state.mover !== seat || state.phase !== "bidding") return table.refuse("not_your_turn");
      if (quantity > diceCount(state) || face > table.config.faces)
        return table.refuse("above_maximum");
      const last = lastBid(state);
      if (last && !isHigher({ quantity, face }, last, table.config))
        return table.refuse("not_higher");
      placeBid(state, { quantity, face }, seat, table);
    },
    liar(state, _action, seat, table) {
      if (state.mover !== seat || state.phase !== "bidding") return table.refuse("not_your_turn");
      if (!mayCall(state, seat)) return table.refuse("nothing_bid");
      judge(state, "liar", seat, table);
    },
    "spot-on"(state, _action, seat, table) {
      if (table.config.spotOn === "none") return table.refuse("no_spot_on");
      if (state.mover !== seat || state.phase !== "bidding") return table.refuse("not_your_turn");
      if (!mayCall(state, seat)) return table.refuse("nothing_bid");
      judge(state, "spot-on", seat, table);
    },
  },
  legal(state, seat, table) {
    if (state.mover !== seat || state.phase !== "bidding") return [];
    return [
      ...higherBids(lastBid(state), diceCount(state), table.config).map(({ quantity, face }) =>
        choice("bid", { quantity, face }),
      ),
      ...(mayCall(state, seat) ? [choice("liar")] : []),
      ...(mayCall(state, seat) && table.config.spotOn !== "none" ? [choice("spot-on")] : []),
    ];
  },
  view: (state, seat) => ({
    phase: state.phase,
    order: [...state.order],
    mover: state.mover,
    left: [...state.left],
    /** The dice of each seat, from the lowest: one's own, and after a call all; null where there is no looking. */
    dice: state.dice.map((hand, owner) =>
      owner === seat || state.phase !== "bidding" ? [...hand] : null,
    ),
    bids: state.bids.map((bid) => ({ ...bid })),
    out: state.out.map((group) => [...group]),
    /** The last call, until the next roll. */
    last: state.last && { ...state.last },
  }),
  redeal(state, seat, random) {
    if (state.phase !== "bidding") return state;
    const dice = state.dice.map((hand, owner) =>
      owner === seat ? hand : rollOf(leftOf(state, owner), state.faces, random),
    );
    return { ...state, dice };
  },
});
