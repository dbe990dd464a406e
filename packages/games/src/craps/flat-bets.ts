import { evenMoney, inWords, perPoint, plain, type Bet, type Side } from "./bet.ts";
import type { BetId, Spot } from "./bet-ids.ts";
import { oddsAgainst, oddsOn, waysOf, type Point } from "./dice.ts";
import { dontEdge, raceEdge } from "./edges.ts";

/** A flat bet that has its number: a come or don't come bet that has moved, or a put bet. */
const onNumber = (number: Point, side: Side, odds: Spot) =>
  ({
    ...plain,
    pays: "1 to 1",
    rule: { kind: "number", number, side, pays: evenMoney, whenOff: "stays" },
    mustStand: side === "right" ? "always" : "never",
    odds,
  }) as const;

/** Odds behind a flat bet that has its number. */
const oddsOnNumber = (title: string, number: Point, side: Side, flat: Spot, ledger: BetId): Bet => {
  const pays = (side === "right" ? oddsAgainst : oddsOn)[number];
  return {
    ...plain,
    title: `${title} ${number}`,
    pays: inWords(pays),
    edge: { edge: "0/1", per: "bet made" },
    rule: { kind: "number", number, side, pays: () => pays, whenOff: "returned" },
    opens: { kind: "behind", flat, number, side },
    worksOnComeOut: side === "right" ? (config) => config.comeOddsOnComeOut : null,
    ledger,
  };
};

export const lineBets = {
  pass: {
    ...plain,
    title: "Pass line",
    pays: "1 to 1",
    edge: "7/495",
    rule: { kind: "line", side: "right" },
    opens: { kind: "come-out" },
    mustStand: "with-point",
    odds: "pass-odds",
    ledger: "pass",
  },
  "pass-odds": {
    ...plain,
    title: "Pass line odds",
    pays: "2 to 1, 3 to 2 or 6 to 5",
    edge: "0/1",
    rule: { kind: "line-odds", side: "right" },
    opens: { kind: "behind", flat: "pass", number: null, side: "right" },
    ledger: "pass-odds",
  },
  "dont-pass": {
    ...plain,
    title: "Don't pass",
    pays: "1 to 1",
    edge: (config) => dontEdge(config.dontBar),
    rule: { kind: "line", side: "wrong" },
    opens: { kind: "come-out" },
    odds: "dont-pass-odds",
    ledger: "dont-pass",
  },
  "dont-pass-odds": {
    ...plain,
    title: "Don't pass odds",
    pays: "1 to 2, 2 to 3 or 5 to 6",
    edge: "0/1",
    rule: { kind: "line-odds", side: "wrong" },
    opens: { kind: "behind", flat: "dont-pass", number: null, side: "wrong" },
    ledger: "dont-pass-odds",
  },
  come: {
    ...plain,
    title: "Come",
    pays: "1 to 1",
    edge: "7/495",
    rule: { kind: "come", side: "right", to: "come" },
    opens: { kind: "with-point" },
    ledger: "come",
  },
  "dont-come": {
    ...plain,
    title: "Don't come",
    pays: "1 to 1",
    edge: (config) => dontEdge(config.dontBar),
    rule: { kind: "come", side: "wrong", to: "dont-come" },
    opens: { kind: "with-point" },
    ledger: "dont-come",
  },
} as const satisfies Partial<Record<Spot, Bet>>;

// Bets that have moved carry no edge of their own: they were made, and are counted, as come bets.
export const comeBets = {
  ...perPoint("come", (number) => ({
    ...onNumber(number, "right", `come-odds-${number}`),
    title: `Come on ${number}`,
    opens: { kind: "never" },
    ledger: "come",
  })),
  ...perPoint("dont-come", (number) => ({
    ...onNumber(number, "wrong", `dont-come-odds-${number}`),
    title: `Don't come on ${number}`,
    opens: { kind: "never" },
    ledger: "dont-come",
  })),
  ...perPoint("put", (number) => ({
    ...onNumber(number, "right", `put-odds-${number}`),
    title: `Put on ${number}`,
    edge: raceEdge(waysOf(number), 6, "1/1"),
    opens: { kind: "put" },
    ledger: `put-${number}`,
  })),
  ...perPoint("come-odds", (number) =>
    oddsOnNumber("Come odds on", number, "right", `come-${number}`, `come-odds-${number}`),
  ),
  ...perPoint("dont-come-odds", (number) =>
    oddsOnNumber(
      "Don't come odds on",
      number,
      "wrong",
      `dont-come-${number}`,
      `dont-come-odds-${number}`,
    ),
  ),
  ...perPoint("put-odds", (number) =>
    oddsOnNumber("Put odds on", number, "right", `put-${number}`, `put-odds-${number}`),
  ),
};
