/** A command with more ways to go than this is not enumerated: 36 rolls and 52 cards are far below. */
export const branchCountMax = 100_000;
/** Positions that one bet may lead through; some hundred bytes each, so that a proof fits in memory. */
export const nodeCountMax = 100_000;
/**
 * Positions that can come back to each other, and so are solved together: a walk of 1,000 steps, whose
 * fractions have hundreds of digits, takes some seconds.
 */
export const cyclicNodeCountMax = 1_000;
/** Chances are exact, and so each draw makes them longer: 200,000 bits are 60,000 digits. */
export const denominatorBitsMax = 200_000;
/** Terms that are worked out for it; where every position leads to every other, some 180 of them take so many. */
export const solvedTermCountMax = 2_000_000;
/**
 * Positions that are looked through for the places where bets can be made: with at most one stake up,
 * and then with two. Craps needs 803 of the first and none of the second.
 */
export const searchedCountsMax = [3_000, 400] as const;
/** A search looks at every way that an action can go up to so many, else at a sample of them. */
export const searchedBranchCountMax = 3_000;
export const searchSampleCount = 100;
/** From so many positions each that differ in history alone is play compared. */
export const historiesComparedMax = 2;
/** Actions that are tried for a way to go on where a bet waits for something else to be bet. */
export const supportTriedMax = 2_000;
/** Rounds of better decisions; each is strictly better than the one before, so few are ever needed. */
export const policyRoundsMax = 1_000;
/** Bets that are simulated with one seed: a fraction of a second, so that cores share them evenly. */
export const betsPerChunk = 20_000;
/** Bets that are played slowly first, to see how the game answers a move that it does not allow. */
export const rehearsedBetCount = 100;
/** Decisions that a simulation remembers, some hundred bytes each. */
export const decisionsKeptMax = 20_000;
/** Decisions that are compared with first: a bet at craps leads through few places that ask for one. */
export const decisionsAtHandCount = 8;
/** A bet that is open after so many moves will not be decided: a pass bet takes 3.4 on average. */
export const movesPerBetMax = 1_000_000;
/** Objects and lists whose copy is written out as code; a larger state is walked through. */
export const copiedByCodeMax = 200;
