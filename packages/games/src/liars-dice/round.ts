import { assert, unreachable, type Seat } from "@parlor/kit";
import { countOf } from "./bids.ts";
import {
  lastBid,
  leftOf,
  nextAfter,
  playing,
  rollOf,
  type LiarsTable,
  type Result,
  type State,
} from "./state.ts";

/** Everybody who has dice rolls them; the mover begins. */
export const roll = (state: State, table: LiarsTable): void => {
  state.phase = "bidding";
  state.bids = [];
  state.last = null;
  for (const seat of state.order)
    state.dice[seat] = rollOf(leftOf(state, seat), table.config.faces, table.random);
  table.emit("rolled", { diceLeft: [...state.left] });
  giveTurn(state, state.mover, table);
};

export const giveTurn = (state: State, mover: Seat | null, table: LiarsTable): void => {
  state.mover = mover;
  if (mover !== null) table.startTimer("turn", table.config.turnTimeoutMs, mover);
};

/** All dice are shown and counted, and the call is judged. */
export const judge = (
  state: State,
  call: Result["call"],
  caller: Seat,
  table: LiarsTable,
): void => {
  const bid = lastBid(state);
  assert(bid !== undefined, "there is a bid to call");
  const { quantity, face, seat: bidder } = bid;
  const count = countOf(face, state.dice, table.config);
  const right = call === "liar" ? count < quantity : count === quantity;
  const losers = losersOf(state, { call, caller, bidder, right }, table);
  const dice = state.dice.map((hand) => [...hand]);
  state.last = { call, caller, bidder, quantity, face, count, right, losers, dice };
  table.emit("called", state.last);
  if (table.config.play === "one-round") return finishOneRound(state, caller, losers, table);
  if (call === "spot-on" && right && table.config.spotOn === "caller-gains")
    state.left[caller] = Math.min(table.config.dice, leftOf(state, caller) + 1);
  takeDice(state, losers, table);
  const next = losers.length === 1 ? (losers[0] ?? caller) : caller;
  show(state, leftOf(state, next) > 0 ? next : nextAfter(state, next), table);
};

const losersOf = (
  state: State,
  { call, caller, bidder, right }: Pick<Result, "call" | "caller" | "bidder" | "right">,
  { config }: LiarsTable,
): Seat[] => {
  if (!right) return [caller];
  if (call === "liar") return [bidder];
  // Where one call decides, a right one has to be won by somebody.
  if (config.spotOn === "caller-gains" && config.play === "elimination") return [];
  return playing(state).filter((seat) => seat !== caller);
};

/** Each loses a die; whoever has none left is out, together with the others of this call. */
const takeDice = (state: State, losers: readonly Seat[], table: LiarsTable): void => {
  const out: Seat[] = [];
  for (const seat of losers) {
    state.left[seat] = leftOf(state, seat) - 1;
    if (leftOf(state, seat) > 0) continue;
    out.push(seat);
    table.emit("player-out", { seat });
  }
  if (out.length > 0) state.out.push(out);
};

/** The dice lie open for a while, and then are rolled again; or somebody has won. */
const show = (state: State, next: Seat, table: LiarsTable): void => {
  state.phase = "shown";
  state.mover = next;
  table.stopTimer("turn");
  table.finishRound();
  const players = playing(state);
  if (players.length > 1) return table.startTimer("roll", table.config.revealMs);
  finish(state, [players, ...state.out.toReversed()], table);
};

const finish = (state: State, places: readonly (readonly Seat[])[], table: LiarsTable): void => {
  state.phase = "over";
  state.mover = null;
  table.stopTimer("roll");
  table.finishGame({ places });
};

const finishOneRound = (
  state: State,
  caller: Seat,
  losers: readonly Seat[],
  table: LiarsTable,
): void => {
  const winners = state.order.filter((seat) => !losers.includes(seat));
  table.stopTimer("turn");
  table.finishRound();
  finish(state, [winners.length > 0 ? winners : [caller], losers], table);
};

/** Whoever leaves is out, and takes their dice along: what was bid on them is void. */
export const dropOut = (state: State, seat: Seat, table: LiarsTable): void => {
  if (leftOf(state, seat) === 0) return;
  switch (state.phase) {
    case "waiting":
    case "over":
      return;
    case "bidding":
    case "shown": {
      const isBidding = state.phase === "bidding";
      state.left[seat] = 0;
      state.dice[seat] = [];
      state.out.push([seat]);
      table.emit("player-out", { seat });
      if (table.config.play === "one-round" || playing(state).length === 1) {
        table.stopTimer("turn");
        if (isBidding) table.finishRound();
        return finish(state, [playing(state), ...state.out.toReversed()], table);
      }
      const next = state.mover === seat ? nextAfter(state, seat) : (state.mover ?? seat);
      if (isBidding) show(state, next, table);
      else state.mover = next;
      return;
    }
    default:
      unreachable(state.phase);
  }
};
