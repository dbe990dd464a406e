import { assert } from "../assert.ts";
import { cardIndex, type Card } from "../cards.ts";
import { categories, type Category } from "./hand-category.ts";
import { lowBits, lowMask, makeHandTables, type HandTables } from "./hand-tables.ts";

/** Strengths go from 1 (seven high) to this (a royal flush); equal hands are equal, and the higher wins. */
export const strengthMax = 7_462;

// Made when a hand is first evaluated: a server that plays no poker does not wait for them.
let made: HandTables | undefined;
const tables = (): HandTables => (made ??= makeHandTables());

/** Added to the four bits of each suit, so that its highest bit is set from five cards on. */
const suitBias = 0x3333;
const fiveOfASuit = 0x8888;

/** Tables of numbers are looked up within their bounds only; the compiler cannot know it. */
const at = (table: Int32Array | Uint16Array, index: number): number => table[index] as number;

/**
 * The strength of the best five of seven different cards, each by its index in `deck`. It looks at nothing but tables,
 * so it takes some tens of nanoseconds.
 */
export const evaluateSeven = (
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: number,
): number => {
  const { rankKeys, suitKeys, begins, lowPlaces, strengths } = made ?? tables();
  const suits =
    suitBias +
    at(suitKeys, a) +
    at(suitKeys, b) +
    at(suitKeys, c) +
    at(suitKeys, d) +
    at(suitKeys, e) +
    at(suitKeys, f) +
    at(suitKeys, g);
  // Seven cards that have a flush cannot have four of a kind or a full house: nothing beats it but itself.
  if ((suits & fiveOfASuit) !== 0) return flushStrength([a, b, c, d, e, f, g], suits);
  const ranks =
    at(rankKeys, a) +
    at(rankKeys, b) +
    at(rankKeys, c) +
    at(rankKeys, d) +
    at(rankKeys, e) +
    at(rankKeys, f) +
    at(rankKeys, g);
  const begin = begins[7] as Int32Array; // there are tables for five, six and seven cards
  return at(strengths, at(begin, ranks >> lowBits) + at(lowPlaces, ranks & lowMask));
};

/** The strength of the best five of five, six or seven different cards, each by its index in `deck`. */
export const evaluate = (cards: readonly number[]): number => {
  const { rankKeys, suitKeys, begins, lowPlaces, strengths } = tables();
  const begin = begins[cards.length];
  assert(begin !== undefined, `a hand has five to seven cards, not ${cards.length}`);
  let suits = suitBias;
  let ranks = 0;
  for (const card of cards) {
    suits += at(suitKeys, card);
    ranks += at(rankKeys, card);
  }
  if ((suits & fiveOfASuit) !== 0) return flushStrength(cards, suits);
  return at(strengths, at(begin, ranks >> lowBits) + at(lowPlaces, ranks & lowMask));
};

const flushStrength = (cards: readonly number[], suits: number): number => {
  const suit = (31 - Math.clz32(suits & fiveOfASuit)) >> 2;
  let set = 0;
  for (const card of cards) if ((card & 3) === suit) set |= 1 << (card >> 2);
  return at(tables().flushes, set);
};

/** The same for cards by name. */
export const evaluateCards = (cards: readonly Card[]): number => evaluate(cards.map(cardIndex));

export const categoryOf = (strength: number): Category => {
  const { categoryBegins } = tables();
  const category = categoryBegins.findLastIndex((begin) => strength >= begin);
  const name = categories[category];
  assert(name !== undefined && strength <= strengthMax, `not a strength: ${strength}`);
  return name;
};
