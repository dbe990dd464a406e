import { assert } from "../assert.ts";
import { seededWords, rejecting } from "../prng.ts";
import { rejectionCountMax } from "../limits.ts";
import type { Seeds } from "../seeds.ts";

/**
 * Seeds from a fast generator: repeatable, and never fit for a real table. Like the seeds of a live
 * session they keep nothing between two calls, so a command can be stepped again.
 */
export const prngSeeds = (seed: number | string): Seeds => ({
  seed: (round) => `${seed}/${round}`,
  commitment: (round) => `commitment to ${seed}/${round}`,
  draws: ({ serverSeed, clientSeed, nonce }, wordsUsed) => {
    const next = seededWords(`${serverSeed}:${clientSeed}:${nonce}`);
    for (let word = 0; word < wordsUsed; word++) next();
    let used = wordsUsed;
    const nextWord = (): number => {
      used += 1;
      return next();
    };
    return { draw: rejecting(nextWord, rejectionCountMax), wordsUsed: () => used };
  },
});

/**
 * Seeds whose draws are these values, one after the other over all rounds, so that a test can say
 * what comes: a die that shows 3 is the value 2, as `die` is one more than its draw. A draw that is
 * refused takes its values all the same.
 */
export const scriptedSeeds = (draws: readonly number[]): Seeds => {
  let next = 0;
  return {
    seed: (round) => `scripted/${round}`,
    commitment: (round) => `commitment to scripted/${round}`,
    draws: (_stream, wordsUsed) => {
      let used = wordsUsed;
      const draw = (bound: number): number => {
        const value = draws[next++];
        assert(value !== undefined, `draw ${next}, below ${bound}, is not in the script`);
        assert(
          Number.isInteger(value) && value >= 0 && value < bound,
          `draw ${next} is ${value} in the script, but has to be below ${bound}`,
        );
        used += 1;
        return value;
      };
      return { draw, wordsUsed: () => used };
    },
  };
};

/** The draws that these dice are made of, for {@link scriptedSeeds}. */
export const diceDraws = (...faces: readonly number[]): number[] => faces.map((face) => face - 1);
