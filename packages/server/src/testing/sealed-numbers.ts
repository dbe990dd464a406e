import { choice, defineGame } from "@parlor/kit";
import { z } from "zod";

const numbers = [1, 2, 3, 4, 5, 6];
const roundCount = 3;

interface Sealed {
  sealed: (number | null)[];
  wins: number[];
  round: number;
}

/**
 * A test's game of hidden information: each of two seats seals a number, which it alone is told;
 * when both have, the numbers are shown and the higher one wins the round.
 */
export const sealedNumbers = defineGame({
  id: "sealed-numbers",
  version: "1.0.0",
  title: "Sealed numbers",
  summary: "The higher number wins.",
  bank: "none",
  seats: { min: 2, max: 2 },
  config: z.object({}),
  actions: { seal: z.object({ number: z.int().min(1).max(6) }) },
  events: {
    sealed: z.object({ seat: z.int() }),
    "own-number": z.object({ number: z.int() }),
    shown: z.object({ numbers: z.array(z.int()) }),
  },
  refusals: { already_sealed: "You have sealed a number." },
  setup: (): Sealed => ({ sealed: [null, null], wins: [0, 0], round: 1 }),
  act: {
    seal(state, { number }, seat, table) {
      if (state.sealed[seat] !== null) return table.refuse("already_sealed");
      state.sealed[seat] = number;
      table.emit("sealed", { seat });
      table.emit("own-number", { number }, [seat]);
      const [one, other] = state.sealed;
      if (typeof one !== "number" || typeof other !== "number") return;
      table.emit("shown", { numbers: [one, other] });
      if (one !== other) state.wins[one > other ? 0 : 1]! += 1;
      state.sealed = [null, null];
      state.round += 1;
      table.finishRound();
      if (state.round > roundCount) table.finishGame({ places: [[0, 1]] });
    },
  },
  legal: (state, seat) =>
    state.sealed[seat] === null ? [choice("seal", { number: numbers })] : [],
  view: ({ sealed, wins, round }, seat) => ({
    wins,
    round,
    sealed: sealed.map((number, other) => (other === seat ? number : number !== null)),
  }),
  redeal: (state, seat, random) => ({
    ...state,
    sealed: state.sealed.map((number, other) =>
      number === null || other === seat ? number : random.pick(numbers),
    ),
  }),
});
