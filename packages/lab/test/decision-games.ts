import { amount, choice, defineGame, scale, type Fraction } from "@parlor/kit";
import { z } from "zod";

const stake = { stake: amount };
const oneSeat = { version: "1.0.0", bank: "house", seats: { min: 1, max: 1 } } as const;
const bet = { bet: z.object(stake) };
const none = z.object({});
const stakeOn = (name: string, on: number) => (on > 0 ? [{ seat: 0, bet: name, amount: on }] : []);

/** Two cards of three kinds; each may be held or drawn anew, once. A pair pays 3 for 2. */
export const holdGame = defineGame({
  ...oneSeat,
  id: "hold",
  title: "Hold",
  summary: "Make a pair.",
  config: none,
  actions: { ...bet, hold: z.object({ first: z.boolean(), second: z.boolean() }) },
  bets: { pair: { title: "Pair" } },
  setup: () => ({ first: 0, second: 0, stake: 0 }),
  act: {
    bet(state, action, seat, table) {
      const taken = table.bank.take(seat, action.stake, "pair");
      if (taken) return taken;
      state.stake = action.stake;
      state.first = table.random.int(3);
      state.second = table.random.int(3);
    },
    hold(state, { first, second }, seat, table) {
      if (!first) state.first = table.random.int(3);
      if (!second) state.second = table.random.int(3);
      if (state.first === state.second)
        table.bank.give(seat, scale(state.stake, "3/2", "down"), "pair");
      state.stake = 0;
      table.finishRound();
    },
  },
  legal: (state, _seat, table) =>
    state.stake > 0
      ? [choice("hold", { first: [true, false], second: [true, false] })]
      : [choice("bet", { stake: table.limits })],
  view: (state) => state,
  stakes: (state) => stakeOn("pair", state.stake),
});

/** A die, seen before the player says whether to raise by another stake: 5 and 6 win all that is up. */
export const raiseGame = defineGame({
  ...oneSeat,
  id: "raise",
  title: "Raise",
  summary: "Raise when it is good.",
  config: none,
  actions: { ...bet, stand: none, raise: none },
  bets: { hand: { title: "Hand" } },
  setup: () => ({ face: 0, stake: 0 }),
  act: {
    bet(state, action, seat, table) {
      const taken = table.bank.take(seat, action.stake, "hand");
      if (taken) return taken;
      state.stake = action.stake;
      state.face = table.random.die();
    },
    stand(state, _action, seat, table) {
      if (state.face >= 5) table.bank.give(seat, 2 * state.stake, "hand");
      state.stake = 0;
      table.finishRound();
    },
    raise(state, _action, seat, table) {
      const taken = table.bank.take(seat, state.stake, "hand");
      if (taken) return taken;
      if (state.face >= 5) table.bank.give(seat, 4 * state.stake, "hand");
      state.stake = 0;
      table.finishRound();
    },
  },
  legal: (state, _seat, table) =>
    state.stake > 0 ? [choice("stand"), choice("raise")] : [choice("bet", { stake: table.limits })],
  view: (state) => state,
  stakes: (state) => stakeOn("hand", state.stake),
});

/** A hand that wins even money one time in three, unless the player gives up for a part of the stake. */
export const surrenderGame = (back: Fraction) =>
  defineGame({
    ...oneSeat,
    id: "surrender",
    title: "Surrender",
    summary: "Play on, or take some of it back.",
    config: none,
    actions: { ...bet, play: none, surrender: none },
    bets: { hand: { title: "Hand" } },
    setup: () => ({ stake: 0 }),
    act: {
      bet(state, action, seat, table) {
        const taken = table.bank.take(seat, action.stake, "hand");
        if (taken) return taken;
        state.stake = action.stake;
      },
      play(state, _action, seat, table) {
        if (table.random.int(3) === 0) table.bank.give(seat, 2 * state.stake, "hand");
        state.stake = 0;
        table.finishRound();
      },
      surrender(state, _action, seat, table) {
        table.bank.give(seat, scale(state.stake, back, "down"), "hand");
        state.stake = 0;
        table.finishRound();
      },
    },
    legal: (state, _seat, table) =>
      state.stake > 0
        ? [choice("play"), choice("surrender")]
        : [choice("bet", { stake: table.limits })],
    view: (state) => state,
    stakes: (state) => stakeOn("hand", state.stake),
  });

/** A come-out that is won by 4 and lost by 5 of 20, and else sets a point, which is even; odds may be put behind it. */
export const comeOutGame = defineGame({
  ...oneSeat,
  id: "come-out",
  title: "Come-out",
  summary: "A line bet with odds.",
  config: none,
  actions: { ...bet, roll: none, odds: none },
  bets: { line: { title: "Line" } },
  setup: () => ({ point: false, stake: 0, odds: 0 }),
  act: {
    bet(state, action, seat, table) {
      const taken = table.bank.take(seat, action.stake, "line");
      if (taken) return taken;
      state.stake = action.stake;
    },
    roll(state, _action, seat, table) {
      const wins = state.point ? 10 : 4;
      const face = table.random.int(20);
      if (!state.point && face >= 9) state.point = true;
      else {
        if (face < wins) table.bank.give(seat, 2 * (state.stake + state.odds), "line");
        Object.assign(state, { point: false, stake: 0, odds: 0 });
      }
      table.finishRound();
    },
    odds(state, _action, seat, table) {
      const taken = table.bank.take(seat, 2 * state.stake, "line");
      if (taken) return taken;
      state.odds = 2 * state.stake;
    },
  },
  legal: (state, _seat, table) => {
    if (state.stake === 0) return [choice("bet", { stake: table.limits })];
    return state.point && state.odds === 0 ? [choice("roll"), choice("odds")] : [choice("roll")];
  },
  view: (state) => state,
  stakes: (state) => stakeOn("line", state.stake + state.odds),
});

/** One step up a long stair at a time; a fall ends it. No position comes back, but there are many. */
export const climbGame = (steps: number) =>
  defineGame({
    ...oneSeat,
    id: "climb",
    title: "Climb",
    summary: "Do not fall.",
    config: none,
    actions: { ...bet, climb: none },
    bets: { climb: { title: "Climb" } },
    setup: () => ({ at: 0, stake: 0 }),
    act: {
      bet(state, action, seat, table) {
        const taken = table.bank.take(seat, action.stake, "climb");
        if (taken) return taken;
        Object.assign(state, { at: 0, stake: action.stake });
      },
      climb(state, _action, seat, table) {
        state.at += 1;
        const falls = table.random.weighted([1, 999]) === 0;
        if (!falls && state.at > steps) table.bank.give(seat, 2 * state.stake, "climb");
        if (falls || state.at > steps) state.stake = 0;
        table.finishRound();
      },
    },
    legal: (state, _seat, table) =>
      state.stake > 0 ? [choice("climb")] : [choice("bet", { stake: table.limits })],
    view: (state) => state,
    stakes: (state) => stakeOn("climb", state.stake),
  });
