import { assert } from "./assert.ts";
import type { DrawInt } from "./random.ts";

/**
 * Draws by rejection from a source of 32-bit words: a word at or above the largest multiple of the
 * bound is thrown away, so that no outcome is likelier than another.
 */
export const rejecting = (nextWord: () => number, rejectionCountMax: number): DrawInt => {
  return (bound) => {
    if (bound === wordCount) return nextWord();
    const startMax = wordCount - bound;
    for (let tries = 0; tries < rejectionCountMax; tries++) {
      // Whole numbers of 32 bits are divided twice as fast as any others.
      const word = nextWord() >>> 0;
      const value = word % (bound >>> 0);
      // The words come in stretches, one for each multiple of the bound; only the last can be too short.
      if (word - value <= startMax) return value;
    }
    throw new RangeError("the source of chance is broken: every word was rejected");
  };
};
const wordCount = 0x1_0000_0000;

/**
 * A fast seeded generator (sfc32, by Chris Doty-Humphrey) for tests, bots and simulation. It is
 * never what a real round is dealt from.
 */
export const seededDraws = (seed: number | string): DrawInt => rejecting(seededWords(seed), 128);

export const seededWords = (seed: number | string): (() => number) => {
  const text = String(seed);
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  for (let i = 0; i < text.length; i++) a = Math.imul(a ^ text.charCodeAt(i), 0x01000193) | 0;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
};

/** Gives back draws that were recorded, and checks that each is asked for with the same bound. */
export const replayedDraws = (
  draws: readonly (readonly [bound: number, value: number])[],
): DrawInt => {
  let next = 0;
  return (bound) => {
    const draw = draws[next++];
    assert(
      draw !== undefined && draw[0] === bound,
      `draw ${next} was not recorded with bound ${bound}`,
    );
    return draw[1];
  };
};
