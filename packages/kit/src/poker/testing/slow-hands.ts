import { cardIndex, rankIndex, suitOf, type Card } from "../../cards.ts";
import { categories, type Category } from "../hand-category.ts";

/** Five cards as a player reads them: the category, and then the ranks, those of which there are most first. */
export const readHand = (cards: readonly Card[]): { category: Category; ranks: number[] } => {
  const counts = new Map<number, number>();
  for (const card of cards) counts.set(rankIndex(card), (counts.get(rankIndex(card)) ?? 0) + 1);
  const groups = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0]);
  const ranks = groups.map(([rank]) => rank);
  const sizes = groups.map(([, count]) => count).join("");
  const [top = 0, , , , bottom = 0] = ranks;
  const isWheel = sizes === "11111" && top === 12 && ranks[1] === 3;
  const isStraight = sizes === "11111" && (top - bottom === 4 || isWheel);
  const isFlush = new Set(cards.map(suitOf)).size === 1;
  const name = (): Category => {
    if (isStraight && isFlush) return "straight-flush";
    if (sizes === "41") return "four-of-a-kind";
    if (sizes === "32") return "full-house";
    if (isFlush) return "flush";
    if (isStraight) return "straight";
    if (sizes === "311") return "three-of-a-kind";
    if (sizes === "221") return "two-pair";
    return sizes === "2111" ? "pair" : "high-card";
  };
  return { category: name(), ranks: isWheel ? [3] : ranks };
};

/** A number that orders hands as players do, from {@link readHand}. */
export const slowStrength = (cards: readonly Card[]): number => {
  const { category, ranks } = readHand(cards);
  let value = categories.indexOf(category);
  for (let at = 0; at < 5; at++) value = value * 13 + (ranks[at] ?? 0);
  return value;
};

/** The best of all fives of the cards. */
export const slowBest = (cards: readonly Card[]): number => {
  let best = -1;
  const choose = (from: number, chosen: readonly Card[]): void => {
    if (chosen.length === 5) best = Math.max(best, slowStrength(chosen));
    else
      for (const [at, card] of cards.entries()) if (at >= from) choose(at + 1, [...chosen, card]);
  };
  choose(0, []);
  return best;
};

export const indicesOf = (cards: readonly Card[]): number[] => cards.map(cardIndex);
