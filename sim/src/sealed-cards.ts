import { choice, defineGame } from "@parlor/kit";
import { z } from "zod";

/** What is secret here is recognisable in any text: twelve digits, a 7 first for words and an 8 for cards. */
const wordMin = 700_000_000_000;
const wordMax = 799_999_999_999;
const cardMin = 800_000_000_000;
const secretPattern = /(?<![\w.])[78]\d{11}(?![\w.])/g;

/** The words and cards in a text; the least and the greatest word are told to everybody who may choose. */
export const secretsIn = (text: string): number[] =>
  (text.match(secretPattern) ?? [])
    .map(Number)
    .filter((found) => found !== wordMin && found !== wordMax);

export const randomWord = (int: (bound: number) => number): number =>
  wordMin + 1 + int(100_000) * 999_000 + int(999_000);

interface Sealed {
  words: (number | null)[];
  cards: (number | null)[];
  wins: number[];
  round: number;
}
const roundCount = 4;

/**
 * A game of hidden information whose secrets can be found in any text: a seat seals a word, and is
 * dealt a card that it alone is told; when both have, all is shown and the higher card wins.
 */
export const sealedCards = defineGame({
  id: "sealed-cards",
  version: "1.0.0",
  title: "Sealed cards",
  summary: "The higher card wins.",
  bank: "none",
  seats: { min: 2, max: 2 },
  rounds: "sealed",
  config: z.object({ sealMs: z.int().min(1).default(20_000) }),
  actions: { seal: z.object({ word: z.int().min(wordMin).max(wordMax) }) },
  events: {
    sealed: z.object({ seat: z.int() }),
    "own-card": z.object({ word: z.int(), card: z.int() }),
    shown: z.object({ words: z.array(z.int()), cards: z.array(z.int()) }),
    forfeited: z.object({}),
  },
  refusals: { already_sealed: "You have sealed a word." },
  setup: (): Sealed => ({ words: [null, null], cards: [null, null], wins: [0, 0], round: 1 }),
  act: {
    seal(state, { word }, seat, table) {
      if (state.words[seat] !== null) return table.refuse("already_sealed");
      const card = cardMin + table.random.int(2 ** 32);
      state.words[seat] = word;
      state.cards[seat] = card;
      table.emit("sealed", { seat });
      table.emit("own-card", { word, card }, [seat]);
      table.startTimer("seal", table.config.sealMs, 1 - seat);
      const [one, other] = state.cards;
      if (typeof one !== "number" || typeof other !== "number") return;
      const words = state.words.map((sealed) => sealed ?? 0);
      table.emit("shown", { words, cards: [one, other] });
      const winner = one > other ? 0 : 1;
      state.wins[winner] = (state.wins[winner] ?? 0) + 1;
      state.words = [null, null];
      state.cards = [null, null];
      state.round += 1;
      table.stopTimer("seal");
      table.finishRound();
      if (state.round > roundCount) table.finishGame({ places: [[0, 1]] });
    },
  },
  timeout(_state, { seat }, table) {
    table.emit("forfeited", {});
    table.finishGame({ places: [[seat === 0 ? 1 : 0], [seat ?? 0]] });
  },
  legal: (state, seat) =>
    state.words[seat] === null ? [choice("seal", { word: { min: wordMin, max: wordMax } })] : [],
  view: ({ words, cards, wins, round }, seat) => ({
    wins,
    round,
    words: words.map((word, other) => (other === seat ? word : word !== null)),
    cards: cards.map((card, other) => (other === seat ? card : card !== null)),
  }),
  redeal: (state, seat, random) => ({
    ...state,
    words: state.words.map((word, other) =>
      word === null || other === seat ? word : wordMin + random.int(1_000_000),
    ),
    cards: state.cards.map((card, other) =>
      card === null || other === seat ? card : cardMin + random.int(2 ** 32),
    ),
  }),
});
