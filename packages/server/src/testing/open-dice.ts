import { amount, choice, defineGame } from "@parlor/kit";
import { z } from "zod";

interface OpenDice {
  stakes: number[];
  last: number | null;
}

/**
 * A test's house game: stakes stay open over several commands until a roll, or the timer's roll,
 * decides them (4, 5 and 6 pay even money). `quick` is decided at once and always pays.
 */
export const openDice = defineGame({
  id: "open-dice",
  version: "1.0.0",
  title: "Open dice",
  summary: "Bets stand until the dice are rolled.",
  bank: "house",
  seats: { min: 1, max: 4 },
  config: z.object({ rollMs: z.int().min(1).default(30_000) }),
  actions: {
    bet: z.object({ stake: amount }),
    "take-down": z.object({}),
    roll: z.object({}),
    quick: z.object({ stake: amount }),
  },
  events: { rolled: z.object({ face: z.int() }) },
  bets: { high: { title: "High", edge: "0/1" } },
  refusals: { nothing_open: "You have no stake on the table.", bet_open: "Your stake stands." },
  setup: ({ seatCount }): OpenDice => ({
    stakes: Array.from({ length: seatCount }, () => 0),
    last: null,
  }),
  act: {
    bet(state, { stake }, seat, table) {
      if (state.stakes[seat]) return table.refuse("bet_open");
      const taken = table.bank.take(seat, stake, "high");
      if (taken) return taken;
      state.stakes[seat] = stake;
      table.startTimer("roll", table.config.rollMs);
    },
    "take-down"(state, _fields, seat, table) {
      const stake = state.stakes[seat] ?? 0;
      if (stake === 0) return table.refuse("nothing_open");
      table.bank.refund(seat, stake, "high");
      state.stakes[seat] = 0;
    },
    roll(state, _fields, seat, table) {
      if (!state.stakes[seat]) return table.refuse("nothing_open");
      roll(state, table);
    },
    quick(_state, { stake }, seat, table) {
      const taken = table.bank.take(seat, stake, "high");
      if (taken) return taken;
      table.bank.give(seat, 2 * stake, "high");
    },
  },
  leave(state, seat, table) {
    table.bank.refund(seat, state.stakes[seat] ?? 0, "high");
    state.stakes[seat] = 0;
  },
  timeout: (state, _timer, table) => roll(state, table),
  legal: (state, seat, { limits }) =>
    state.stakes[seat]
      ? [choice("roll"), choice("take-down"), choice("quick", { stake: limits })]
      : [choice("bet", { stake: limits }), choice("quick", { stake: limits })],
  view: ({ stakes, last }) => ({ stakes, last }),
  stakes: ({ stakes }) => stakes.map((stake, seat) => ({ seat, amount: stake, bet: "high" })),
});

type Paying = {
  readonly random: { die(): number };
  readonly bank: { give(seat: number, amount: number, bet: "high"): void };
  emit(type: "rolled", data: { readonly face: number }): void;
  finishRound(): void;
  stopTimer(name: string): void;
};

const roll = (state: OpenDice, table: Paying): void => {
  const face = table.random.die();
  state.last = face;
  table.emit("rolled", { face });
  for (const [seat, stake] of state.stakes.entries()) {
    if (stake > 0 && face >= 4) table.bank.give(seat, 2 * stake, "high");
    state.stakes[seat] = 0;
  }
  table.stopTimer("roll");
  table.finishRound();
};
