import type { Card } from "@parlor/kit";
import type { Config } from "../config.ts";
import { sumOf, valueOf } from "../hand-value.ts";
import { factsOf } from "../state.ts";
import type { BestPlay, Decision } from "./best-play.ts";
import { newPlays } from "./deals.ts";
import type { Weights } from "./weights.ts";

/** All that a decision is made of; a game's state and its view both have it. */
export interface Situation {
  /** Before the dealer has looked, or in the hand's turn. */
  readonly moment: "offers" | "turn";
  readonly up: Card;
  readonly hands: readonly { readonly cards: readonly Card[] }[];
  /** Which of the hands is to be decided. */
  readonly hand: number;
}

/** What to do; `decline` is for everything that is offered before the look. */
export type Advice = Decision | "decline";

/** The best play for the rules in force, worked out when it is first asked for and then remembered. */
export interface Adviser {
  readonly advise: (situation: Situation) => Advice;
}

const codes = ["", "stand", "hit", "double", "split", "surrender"] as const;
type Coded = (typeof codes)[number];

/** What is best in a hand's turn. */
const decide = (play: BestPlay<number>, { hands, hand }: Situation): Coded => {
  const one = hands[hand];
  const [best] = one ? play.options(factsOf(one, hands.length)) : [];
  // Even money is no decision in a hand's turn.
  return best === undefined || best.decision === "even-money" ? "stand" : best.decision;
};

/**
 * Which play a hand belongs to: with a finite shoe the cards that were dealt to the seat and to the dealer count, so a hand of a
 * split belongs to its pair.
 */
export const newAdviser = (config: Config, weights?: Weights): Adviser => {
  const playOf = newPlays(config, weights);
  // One place for each hand that can be told apart: two cards, the open one, the sum, and what may be done.
  const decided = new Uint8Array(10 * 10 * 10 * 1024);
  // What is offered before the look depends on the three cards alone.
  const answered: (Advice | undefined)[] = Array.from({ length: 10 * 10 * 10 });
  const isEarly = config.surrender === "early" && config.holeCard === "peek";

  const inTurn = (situation: Situation): Advice => {
    const { hands, hand, up } = situation;
    const cards = hands[hand]?.cards ?? [];
    const [first, second] = cards;
    if (first === undefined || second === undefined) return "stand";
    const [a, b] = [valueOf(first), valueOf(second)];
    const handCount = hands.length;
    const other = handCount > 1 ? a : b;
    const upValue = valueOf(up);
    const deal = (((a - 1) * 10 + other - 1) * 10 + upValue - 1) * 1024;
    const kind = cards.length > 2 ? 0 : a === b ? 2 : 1;
    const { hard, ace } = sumOf(cards);
    const place = deal + (((handCount - 1) * 3 + kind) * 2 + (ace ? 1 : 0)) * 32 + hard;
    const known = codes[decided[place] ?? 0];
    if (known !== undefined && known !== "") return known;
    const decision = decide(playOf(a, other, upValue), situation);
    decided[place] = codes.indexOf(decision);
    return decision === "" ? "stand" : decision;
  };

  const beforeLook = ({ up, hands }: Situation): Advice => {
    const [first, second] = hands[0]?.cards ?? [];
    if (first === undefined || second === undefined) return "decline";
    const [a, b, upValue] = [valueOf(first), valueOf(second), valueOf(up)];
    const place = ((a - 1) * 10 + b - 1) * 10 + upValue - 1;
    const known = answered[place];
    if (known !== undefined) return known;
    const { decision } = playOf(a, b, upValue).ofDeal(a, b);
    const isTaken = decision === "even-money" || (decision === "surrender" && isEarly);
    const answer = isTaken ? decision : "decline";
    answered[place] = answer;
    return answer;
  };

  return {
    advise: (situation) =>
      situation.moment === "offers" ? beforeLook(situation) : inTurn(situation),
  };
};

const advisers = new WeakMap<Config, Adviser>();
/** The adviser of a configuration; a table's configuration is one object for as long as the table is open. */
export const adviserFor = (config: Config): Adviser => {
  const known = advisers.get(config);
  if (known) return known;
  const made = newAdviser(config);
  advisers.set(config, made);
  return made;
};
