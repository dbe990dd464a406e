/** An entry of the most transfers and events that one command may cause is a few megabytes. */
export const lineBytesMax = 16 * 1_024 * 1_024;
/**
 * Until a round's seed is out, nobody knows how many words its draws threw away. So many more than the
 * draws themselves are tried, beside so many for each draw: each costs a hash of the state.
 */
export const rejectedWordsMax = 16;
export const rejectedWordsPerDraw = 2;
