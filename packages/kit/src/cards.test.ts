import { expect, test } from "vitest";
import { cardIndex, deck, isCard, rankIndex, rankOf, suitOf, type Card } from "./cards.ts";
import { seededDraws } from "./prng.ts";
import { randomFrom } from "./random.ts";
import { newShoe, returnCard, takeCard } from "./shoe.ts";

test("the deck has 52 cards, each at its index", () => {
  expect(new Set(deck).size).toBe(52);
  expect(deck.map(cardIndex)).toEqual(deck.map((_, index) => index));
  expect([deck[0], deck[51]]).toEqual(["2c", "As"]);
});

test.each([
  ["Td", "T", "d", 8],
  ["2c", "2", "c", 0],
  ["As", "A", "s", 12],
] as const)("%s is rank %s of suit %s", (card, rank, suit, index) => {
  expect([rankOf(card), suitOf(card), rankIndex(card)]).toEqual([rank, suit, index]);
});

test.each(["", "1c", "10c", "tc", "AS", "Ax", "toString"])("%j is no card", (text) => {
  expect(isCard(text)).toBe(false);
  expect(cardIndex(text as Card)).toBe(-1);
});

test.each([1, 6, 8])("a shoe of %i decks gives each card that often and then is empty", (decks) => {
  const shoe = newShoe(decks);
  const random = randomFrom(seededDraws(decks));
  const dealt = Array.from({ length: 52 * decks }, () => random.drawFrom(shoe));
  for (const card of deck) expect(dealt.filter((one) => one === card)).toHaveLength(decks);
  expect(shoe.left).toBe(0);
  expect(() => random.drawFrom(shoe)).toThrow("no bound: 0");
  expect(() => takeCard(shoe, 0)).toThrow("empty");
});

test("the nth card that is left is counted in deck order, over what was dealt", () => {
  const shoe = newShoe(1);
  expect([0, 0, 49].map((nth) => takeCard(shoe, nth))).toEqual(["2c", "2d", "As"]);
});

test("a shoe that says it has more cards than it has gives none that it has not", () => {
  const shoe = { ...newShoe(1), left: 60 };
  expect(takeCard(shoe, 51)).toBe("As");
  expect(() => takeCard(shoe, 55)).toThrow("fewer cards than it says");
  expect(shoe.left).toBe(59);
});

test("an endless shoe of few cards gives those for ever, and no others", () => {
  const counts = deck.map((card) => (card === "3h" || card === "Kc" ? 2 : 0));
  const shoe = { counts, left: 4, infinite: true };
  expect([0, 1, 2, 3, 0].map((nth) => takeCard(shoe, nth))).toEqual(["3h", "3h", "Kc", "Kc", "3h"]);
});

test("a card that is put back can come again", () => {
  const shoe = newShoe(1);
  const card = takeCard(shoe, 20);
  returnCard(shoe, card);
  expect(shoe).toEqual(newShoe(1));
});

test("an infinite shoe never changes", () => {
  const shoe = newShoe("infinite");
  const random = randomFrom(seededDraws(1));
  for (let i = 0; i < 200; i++) returnCard(shoe, random.drawFrom(shoe));
  for (let i = 0; i < 200; i++) random.drawFrom(shoe);
  expect(shoe).toEqual(newShoe("infinite"));
});

test.each([0, -1, 1.5])("there is no shoe of %d decks", (decks) => {
  expect(() => newShoe(decks)).toThrow("no number of decks");
});
