import { rankOf, type Card } from "@parlor/kit";

/** What a card counts: ace 1, 2 to 9 their number, ten and court cards nothing. */
export const pointsOf = (card: Card): number => {
  const rank = rankOf(card);
  switch (rank) {
    case "A":
      return 1;
    case "T":
    case "J":
    case "Q":
    case "K":
      return 0;
    default:
      return Number(rank);
  }
};

/** Only the last digit of a sum counts. */
export const addPoints = (total: number, points: number): number => (total + points) % 10;

/** Two cards that come to 8 or 9 end the coup at once. */
export const isNatural = (total: number): boolean => total >= 8;

export const playerDraws = (total: number): boolean => total <= 5;

/** Whether the banker draws on a total; `third` is what the player's third card counts, null without one. */
export const bankerDraws = (total: number, third: number | null): boolean => {
  if (third === null) return total <= 5;
  switch (total) {
    case 0:
    case 1:
    case 2:
      return true;
    case 3:
      return third !== 8;
    case 4:
      return third >= 2 && third <= 7;
    case 5:
      return third >= 4 && third <= 7;
    case 6:
      return third === 6 || third === 7;
    default:
      return false;
  }
};
