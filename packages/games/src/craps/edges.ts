import { fractionOf, ratioOf, type Edge, type Fraction } from "@parlor/kit";
import type { Config } from "./config.ts";
import { waysOf, type Point } from "./dice.ts";

const perDecision = (numerator: number, denominator: number): Edge => ({
  edge: fractionOf(numerator, denominator),
  per: "bet resolved",
});

/** A bet that so many equally likely rolls win and so many lose; the others leave it up. */
export const raceEdge = (wins: number, loses: number, pays: Fraction): Edge => {
  const { numerator, denominator } = ratioOf(pays);
  return perDecision(loses * denominator - wins * numerator, (wins + loses) * denominator);
};

/** A bet that the next roll decides: it loses on every one of the 36 that is not listed. */
export const oneRollEdge = (hits: readonly (readonly [ways: number, pays: Fraction])[]): Edge => {
  let [numerator, denominator] = [36, 36];
  for (const [ways, pays] of hits) {
    const ratio = ratioOf(pays);
    // Less what a hit gives back of the stake: ways * (pays + 1) / 36.
    numerator =
      numerator * ratio.denominator -
      (denominator / 36) * ways * (ratio.numerator + ratio.denominator);
    denominator *= ratio.denominator;
  }
  return { edge: fractionOf(numerator, denominator), per: "bet made" };
};

/**
 * Pass and come win 244 of 495 and lose the rest, so without a bar the don't bets would gain 7/495
 * = 28/1980. Each barred roll takes a win of 1/36 = 55/1980 from them. Counted per bet made: a push
 * is a bet too.
 */
export const dontEdge = (bar: number): Fraction => fractionOf(55 * waysOf(bar) - 28, 1980);

/**
 * A bet at true odds costs exactly its commission. Taken with the bet, it is lost either way, and the
 * stake is the bet and the commission; taken out of a win, it is lost as often as the bet wins.
 */
const commissionEdge = (
  commission: Fraction,
  taken: "on-bet" | "on-win",
  [wins, loses]: readonly [number, number],
  base: Fraction,
): Edge => {
  const [part, of] = [ratioOf(commission), ratioOf(base)];
  const numerator = part.numerator * of.numerator;
  const denominator = part.denominator * of.denominator;
  return taken === "on-bet"
    ? perDecision(numerator, denominator + numerator)
    : perDecision(wins * numerator, (wins + loses) * denominator);
};

export const buyEdge = (config: Config, number: Point): Edge =>
  commissionEdge(config.commission, config.buyCommission, [waysOf(number), 6], "1/1");

export const layEdge = (config: Config, number: Point): Edge =>
  commissionEdge(
    config.commission,
    config.layCommission,
    [6, waysOf(number)],
    fractionOf(waysOf(number), 6), // true odds: what it wins for 1
  );
