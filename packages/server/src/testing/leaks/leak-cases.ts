import type { Card } from "@parlor/kit";
import { hiddenCards } from "../hidden-cards.ts";
import { sealedNumbers } from "../sealed-numbers.ts";
import { cardDraws } from "./dealt-engine.ts";
import type { LeakCase, PlayStep } from "./leak-case.ts";

const seal = (seat: number, number: number): PlayStep => ({
  kind: "act",
  seat,
  action: { type: "seal", number },
});
const again = (seat: number): PlayStep => ({
  kind: "act",
  seat,
  action: { type: "seal", number: 1 },
  refused: "already_sealed",
});

/** Seat 0 seals 5 or 6; seat 1 seals 2, which loses to both. */
const sealedIn = (number: number): readonly PlayStep[] => [
  seal(0, number),
  again(0),
  { kind: "wait", ms: 70_000 },
  { ...seal(1, 2), reveals: true },
  seal(0, 3),
  seal(1, 4),
  seal(1, 1),
  seal(0, 1),
];

export const sealedCase: LeakCase = {
  game: sealedNumbers,
  playerCount: 2,
  knowing: [0],
  worlds: [{ steps: sealedIn(5) }, { steps: sealedIn(6) }],
  revealed: [/"numbers":\[[56],2\]/],
};

const deal: PlayStep = { kind: "act", seat: 0, action: { type: "deal" } };
const show: PlayStep = { kind: "act", seat: 0, action: { type: "show" } };

const secondRound: readonly Card[] = ["Ah", "2h", "3h", "4h"];
const dealt = (...first: readonly Card[]): readonly (readonly number[])[] =>
  [first, secondRound].map((cards) => cardDraws(cards));

const twoRounds: readonly PlayStep[] = [
  deal,
  deal,
  deal,
  { ...show, reveals: true },
  deal,
  deal,
  deal,
  show,
];

/** With a round's seed every draw of it is out: also the numbers behind its cards. */
const draws = /"draws":\[\[52,[^a-z]*\]\]/;

/** Seat 0, which deals, gets a king or a queen. */
export const dealersCardCase: LeakCase = {
  game: hiddenCards,
  playerCount: 2,
  knowing: [0],
  worlds: [
    { steps: twoRounds, draws: dealt("Ks", "7d", "2c", "9h") },
    { steps: twoRounds, draws: dealt("Qs", "7d", "2c", "9h") },
  ],
  revealed: [/"(hands|shown)":\["[KQ]s","7d"\]/, draws],
};

/** Seat 1 gets a seven or a six, from a dealer who may not know which. */
export const otherCardCase: LeakCase = {
  game: hiddenCards,
  playerCount: 2,
  knowing: [1],
  worlds: [
    { steps: twoRounds, draws: dealt("Ks", "7d", "2c", "9h") },
    { steps: twoRounds, draws: dealt("Ks", "6d", "2c", "9h") },
  ],
  revealed: [/"(hands|shown)":\["Ks","[67]d"\]/, draws],
};

const untilBoard: readonly PlayStep[] = [deal, deal, { ...deal, reveals: true }];

/** The second card of the board, before it is drawn. */
export const undealtCase: LeakCase = {
  game: hiddenCards,
  playerCount: 2,
  knowing: [],
  worlds: [
    { steps: untilBoard, draws: dealt("Ks", "7d", "2c", "9h") },
    { steps: untilBoard, draws: dealt("Ks", "7d", "2c", "Th") },
  ],
};
