import { unreachable, type Fraction } from "@parlor/kit";
import type { Bet, Rule, Side } from "./bet.ts";
import type { Spot } from "./bet-ids.ts";
import type { Config } from "./config.ts";
import { isPoint, oddsAgainst, oddsOn, type Point, type Roll } from "./dice.ts";
import type { Call } from "./state.ts";

/** What a roll does to a bet. */
export type Verdict =
  | { readonly kind: "stands" | "loses" | "pushes" }
  | { readonly kind: "wins"; readonly pays: Fraction }
  | { readonly kind: "moves"; readonly to: Spot };

// Most bets stand on most rolls, so the plain verdicts are made once.
const stands: Verdict = { kind: "stands" };
const loses: Verdict = { kind: "loses" };
const pushes: Verdict = { kind: "pushes" };
const winsEvenMoney: Verdict = { kind: "wins", pays: "1/1" };
const wins = (pays: Fraction): Verdict => ({ kind: "wins", pays });

/** Whether a bet is in play on the next roll. */
export const isWorking = (bet: Bet, call: Call, point: Point | null, config: Config): boolean => {
  if (bet.worksOnComeOut === null || call === "on") return true;
  if (call === "off") return false;
  return point !== null || bet.worksOnComeOut(config);
};

/** What a roll does to a bet that works or not, where `point` is the one before the roll. */
export const decide = (
  rule: Rule,
  works: boolean,
  roll: Roll,
  point: Point | null,
  config: Config,
): Verdict => {
  const total = roll.first + roll.second;
  switch (rule.kind) {
    case "line":
      if (point !== null) return race(rule.side, point, total, "1/1");
      return isPoint(total) ? stands : firstRoll(rule.side, total, config);
    case "come":
      if (isPoint(total)) return { kind: "moves", to: `${rule.to}-${total}` };
      return firstRoll(rule.side, total, config);
    case "line-odds":
      // Odds go up behind a point and are decided with it.
      if (point === null) return pushes;
      return race(rule.side, point, total, (rule.side === "right" ? oddsAgainst : oddsOn)[point]);
    case "number": {
      if (total !== 7 && total !== rule.number) return stands;
      if (!works) return rule.whenOff === "returned" ? pushes : stands;
      return race(rule.side, rule.number, total, rule.pays(config));
    }
    case "hard": {
      if (!works || (total !== 7 && total !== rule.number)) return stands;
      return roll.first === roll.second ? wins(rule.pays(config)) : loses;
    }
    case "one-roll":
      return oneRoll(rule, roll, config);
    default:
      return unreachable(rule);
  }
};

/** A flat bet's first roll, when it is no number. */
const firstRoll = (side: Side, total: number, config: Config): Verdict => {
  if (side === "right") return total === 7 || total === 11 ? winsEvenMoney : loses;
  if (total === 7 || total === 11) return loses;
  return total === config.dontBar ? pushes : winsEvenMoney;
};

/** The number against the seven. */
const race = (side: Side, number: Point, total: number, pays: Fraction): Verdict => {
  if (total === number) return side === "right" ? wins(pays) : loses;
  if (total === 7) return side === "right" ? loses : wins(pays);
  return stands;
};

const oneRoll = (
  { hits }: Extract<Rule, { kind: "one-roll" }>,
  { first, second }: Roll,
  config: Config,
): Verdict => {
  for (const hit of hits) {
    const isHit =
      hit.kind === "totals"
        ? hit.totals.includes(first + second)
        : (first === hit.low && second === hit.high) || (first === hit.high && second === hit.low);
    if (isHit) return wins(hit.pays(config));
  }
  return loses;
};
