import type { BotMaker, BotSight, Game, Random } from "@parlor/kit";
import { ExactValues } from "./exact-values.ts";

/** Where something is hidden, the values are averages over so many ways in which it may lie. */
const dealtStates = 16;

/**
 * Looks at everything that chance can bring for so many decisions ahead, and takes what is worth most money; what comes
 * later is played out at random. For games against the house and other small ones.
 */
export const expectimaxBot =
  (depth: number): BotMaker =>
  (game) => ({
    choose: (sight, random) => {
      const totals = totalsOf(game, sight, depth, random);
      let best = totals[0];
      for (const one of totals) if (best === undefined || one.total > best.total) best = one;
      return best === undefined || typeof best.move === "string" ? null : best.move;
    },
  });

const totalsOf = (game: Game, sight: BotSight, depth: number, random: Random) => {
  const count = game.redeal ? dealtStates : 1;
  let totals: { readonly move: ReturnType<ExactValues["moves"]>[number]["move"]; total: number }[] =
    [];
  for (let dealt = 0; dealt < count; dealt++) {
    const values = new ExactValues(game, sight.table, random);
    const found = values.moves(sight, sight.deal(random), depth);
    totals = found.map(({ move, values: worth }, index) => ({
      move,
      total: (totals[index]?.total ?? 0) + (worth[sight.seat] ?? 0),
    }));
  }
  return totals;
};
