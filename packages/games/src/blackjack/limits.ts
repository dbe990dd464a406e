/** With a doubled hand's even money paid in one sum, amounts stay below the kit's 10^12. */
export const mainBetMax = 250_000_000_000;
/** A side bet may win 1,000 times itself. */
export const sideBetMax = 900_000_000;
/**
 * So many hands at most while the shoe is one or two decks. A hand takes cards of 30 pips at most (20, and a ten
 * that breaks it), the dealer of 26, and a deck has 340 pips: so there is always a card left to draw.
 */
export const handCountMaxByDecks: Readonly<Record<number, number>> = { 1: 10, 2: 21 };
