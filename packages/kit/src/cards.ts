/** Ranks from low to high, ace last; suits in alphabetical order. */
export const ranks = ["2", "3", "4", "5", "6", "7", "8", "9", "T", "J", "Q", "K", "A"] as const;
export const suits = ["c", "d", "h", "s"] as const;
export type Rank = (typeof ranks)[number];
export type Suit = (typeof suits)[number];

/** Rank and suit, such as "Td" (ten of diamonds): the notation of every poker tool. */
export type Card = `${Rank}${Suit}`;

/** All 52 cards; a card's place in this list is its index in shoes and evaluators. */
export const deck: readonly Card[] = ranks.flatMap((rank) =>
  suits.map((suit): Card => `${rank}${suit}`),
);

export const rankOf = (card: Card): Rank => card[0] as Rank; // the first letter of a Card is its rank
export const suitOf = (card: Card): Suit => card[1] as Suit; // the second letter of a Card is its suit

/** Highest for the ace: 2 is 0, ace is 12. */
export const rankIndex = (card: Card): number => ranks.indexOf(rankOf(card));

const indices = new Map(deck.map((card, index) => [card, index]));
export const isCard = (text: string): text is Card => indices.has(text as Card); // a look-up, not a claim
export const cardIndex = (card: Card): number => indices.get(card) ?? -1;
