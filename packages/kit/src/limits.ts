import { assert } from "./assert.ts";

/** A session keeps a fixed list of seats; a crash table is the largest that the platform plans for. */
export const seatCountMax = 1_024;
/** Sums of money stay exact in a double as long as no single amount comes near 2^53. */
export const amountMax = 1_000_000_000_000;
/** A random draw is one 32-bit word of the round's stream. */
export const randomBoundMax = 2 ** 32;
/** Rejection takes another word with a chance below one half; 128 in a row is a broken source. */
export const rejectionCountMax = 128;
/** Long enough for a UUID with a prefix; short enough to index. */
export const commandIdLengthMax = 64;
export const playerNameLengthMax = 32;
/** What a player may add to the chance of a round; the hash of all seats' seeds is what counts. */
export const playerSeedLengthMax = 64;
/** One action that says more than this is a loop in a game. */
export const eventsPerActionMax = 1_000;
export const postingsPerActionMax = 10_000;
/** A turn clock longer than a week is correspondence play; the idle expiry rules there. */
export const timerMsMax = 7 * 24 * 60 * 60 * 1_000;

assert(postingsPerActionMax * amountMax > 0, "limits are positive");
assert(
  amountMax * 1_000 < Number.MAX_SAFE_INTEGER,
  "a thousand largest amounts still add up exactly",
);
