import {
  assert,
  cardIndex,
  newShoe,
  randomFrom,
  type Card,
  type Seeds,
  type StepContext,
} from "@parlor/kit";
import type { Engine } from "../../ports/engine.ts";

/** The draws that take these cards, in this order, out of a fresh shoe. */
export const cardDraws = (cards: readonly Card[], decks = 1): number[] => {
  const shoe = newShoe(decks);
  return cards.map((card) => {
    const before = shoe.counts.slice(0, cardIndex(card)).reduce((sum, count) => sum + count, 0);
    const taken = randomFrom(() => before).drawFrom(shoe);
    assert(taken === card, `there is no ${card} left in the shoe`);
    return before;
  });
};

/**
 * An engine whose chance is told, round by round. Seeds and commitments stay what they are, so that two
 * worlds can differ in a hidden card and in nothing that is published before it is shown.
 */
export const dealtEngine = (inner: Engine, rounds: readonly (readonly number[])[]): Engine => {
  const dealt = (context: StepContext): StepContext => ({
    ...context,
    seeds: dealtSeeds(context.seeds, rounds),
  });
  return {
    game: inner.game,
    open: (setup, context) => inner.open(setup, dealt(context)),
    step: (setup, state, command, context) => inner.step(setup, state, command, dealt(context)),
    look: (setup, state, seat) => inner.look(setup, state, seat),
  };
};

const dealtSeeds = (seeds: Seeds, rounds: readonly (readonly number[])[]): Seeds => ({
  seed: (round) => seeds.seed(round),
  commitment: (round) => seeds.commitment(round),
  draws: (stream, wordsUsed) => {
    const told = rounds[stream.nonce - 1] ?? [];
    let used = wordsUsed;
    return {
      draw: (bound) => {
        const value = told[used];
        if (value === undefined) {
          const own = seeds.draws(stream, used);
          const drawn = own.draw(bound);
          used = own.wordsUsed();
          return drawn;
        }
        const place = `draw ${used + 1} of round ${stream.nonce}`;
        assert(value >= 0 && value < bound, `${place} is told to be ${value}, of ${bound}`);
        used += 1;
        return value;
      },
      wordsUsed: () => used,
    };
  },
});
