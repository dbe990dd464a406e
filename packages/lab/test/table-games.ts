import { amount, choice, defineGame, scale, type Fraction } from "@parlor/kit";
import { z } from "zod";

const stake = { stake: amount };

/** One die; a six pays five to one less a tenth, which is an edge of 1/12. */
export const dieGame = (edge: Fraction = "1/12") =>
  defineGame({
    id: "one-die",
    version: "1.0.0",
    title: "One die",
    summary: "A six wins.",
    bank: "house",
    seats: { min: 1, max: 1 },
    config: z.object({}),
    actions: { roll: z.object(stake) },
    bets: { six: { title: "Six", edge } },
    setup: () => ({ rolls: 0 }),
    act: {
      roll(state, action, seat, table) {
        const taken = table.bank.take(seat, action.stake, "six");
        if (taken) return taken;
        if (table.random.die() === 6)
          table.bank.give(seat, scale(action.stake, "11/2", "down"), "six");
        state.rolls += 1;
        table.finishRound();
      },
    },
    legal: (_state, _seat, table) => [choice("roll", { stake: table.limits })],
    view: (state) => state,
  });

/** A walk of one step at a time from `from` to 0, which loses, or to `to`, which pays even money. */
export const walkGame = (from: number, to: number, up: readonly [wins: number, of: number]) =>
  defineGame({
    id: "walk",
    version: "1.0.0",
    title: "Walk",
    summary: "The ruin of a gambler.",
    bank: "house",
    seats: { min: 1, max: 1 },
    config: z.object({}),
    actions: { bet: z.object(stake), step: z.object({}) },
    bets: { walk: { title: "Walk" } },
    setup: () => ({ at: from, stake: 0 }),
    act: {
      bet(state, action, seat, table) {
        if (state.stake > 0) return table.refuse("invalid_action");
        const taken = table.bank.take(seat, action.stake, "walk");
        if (taken) return taken;
        state.stake = action.stake;
        state.at = from;
      },
      step(state, _action, seat, table) {
        if (state.stake === 0) return table.refuse("invalid_action");
        state.at += table.random.weighted([up[0], up[1] - up[0]]) === 0 ? 1 : -1;
        if (state.at === to) table.bank.give(seat, 2 * state.stake, "walk");
        if (state.at === to || state.at === 0) state.stake = 0;
        table.finishRound();
      },
    },
    legal: (state, _seat, table) => [
      state.stake > 0 ? choice("step") : choice("bet", { stake: table.limits }),
    ],
    view: (state) => state,
    stakes: (state) =>
      [{ seat: 0, bet: "walk", amount: state.stake }].filter((one) => one.amount > 0),
  });

/**
 * A die that may be rolled once more: what it shows in the end pays so many sixths of the stake.
 * Doubling puts the stake up again and rolls once.
 */
export const rerollGame = defineGame({
  id: "reroll",
  version: "1.0.0",
  title: "Reroll",
  summary: "Keep it, roll again, or double.",
  bank: "house",
  seats: { min: 1, max: 1 },
  config: z.object({}),
  actions: {
    bet: z.object(stake),
    keep: z.object({}),
    again: z.object({}),
    double: z.object({}),
    back: z.object({}),
  },
  bets: { face: { title: "Face" }, side: { title: "Side" } },
  setup: () => ({ face: 0, stake: 0 }),
  act: {
    bet(state, action, seat, table) {
      if (state.stake > 0) return table.refuse("invalid_action");
      const taken = table.bank.take(seat, action.stake, "face");
      if (taken) return taken;
      state.stake = action.stake;
      state.face = table.random.die();
    },
    keep(state, _action, seat, table) {
      table.bank.give(seat, scale(state.stake, `${state.face}/6`, "down"), "face");
      state.stake = 0;
      table.finishRound();
    },
    again(state, _action, seat, table) {
      table.bank.give(seat, scale(state.stake, `${table.random.die()}/6`, "down"), "face");
      state.stake = 0;
      table.finishRound();
    },
    double(state, _action, seat, table) {
      const taken = table.bank.take(seat, state.stake, "face");
      if (taken) return taken;
      table.bank.give(seat, scale(2 * state.stake, `${table.random.die()}/6`, "down"), "face");
      state.stake = 0;
      table.finishRound();
    },
    back(state, _action, seat, table) {
      table.bank.refund(seat, state.stake, "face");
      state.stake = 0;
      table.finishRound();
    },
  },
  legal: (state, _seat, table) =>
    state.stake > 0
      ? [choice("keep"), choice("again"), choice("double"), choice("back")]
      : [choice("bet", { stake: table.limits })],
  view: (state) => state,
  stakes: (state) =>
    [{ seat: 0, bet: "face", amount: state.stake }].filter((one) => one.amount > 0),
});

/** Heads wins, but after three flips the house always does: what was is not only history. */
export const forgetfulGame = defineGame({
  id: "forgetful",
  version: "1.0.0",
  title: "Forgetful",
  summary: "Three times lucky.",
  bank: "house",
  seats: { min: 1, max: 1 },
  config: z.object({}),
  actions: { bet: z.object(stake), flip: z.object({}) },
  bets: { heads: { title: "Heads", edge: "0/1" } },
  setup: () => ({ flips: 0, stake: 0 }),
  act: {
    bet(state, action, seat, table) {
      const taken = table.bank.take(seat, action.stake, "heads");
      if (taken) return taken;
      state.stake = action.stake;
    },
    flip(state, _action, seat, table) {
      state.flips += 1;
      const face = table.random.int(3);
      if (face === 0) return;
      if (face === 1 && state.flips < 3) table.bank.give(seat, 2 * state.stake, "heads");
      state.stake = 0;
    },
  },
  legal: (state, _seat, table) => [
    state.stake > 0 ? choice("flip") : choice("bet", { stake: table.limits }),
  ],
  view: (state) => state,
  stakes: (state) =>
    [{ seat: 0, bet: "heads", amount: state.stake }].filter((one) => one.amount > 0),
});

/** A number below 2^32 decides: nobody looks at each. */
export const hugeGame = (edge: Fraction = "1/50") =>
  defineGame({
    id: "huge",
    version: "1.0.0",
    title: "Huge",
    summary: "The lower half wins.",
    bank: "house",
    seats: { min: 1, max: 1 },
    config: z.object({}),
    actions: { draw: z.object(stake) },
    bets: { low: { title: "Low", edge } },
    setup: () => ({ last: 0 }),
    act: {
      draw(state, action, seat, table) {
        const taken = table.bank.take(seat, action.stake, "low");
        if (taken) return taken;
        state.last = table.random.int(2 ** 32);
        if (state.last < 2 ** 31)
          table.bank.give(seat, scale(action.stake, "49/25", "down"), "low");
        table.finishRound();
      },
    },
    legal: (_state, _seat, table) => [choice("draw", { stake: table.limits })],
    view: (state) => state,
  });
