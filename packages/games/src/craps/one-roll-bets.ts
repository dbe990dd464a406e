import { evenMoney, plain, type Bet, type Hit, type Pays } from "./bet.ts";
import type { BetId, Spot } from "./bet-ids.ts";
import { crapsTotals, waysOf } from "./dice.ts";
import { oneRollEdge } from "./edges.ts";

const waysOfHit = (hit: Hit): number => {
  if (hit.kind === "faces") return hit.low === hit.high ? 1 : 2;
  return hit.totals.reduce((sum, total) => sum + waysOf(total), 0);
};

const oneRoll = (ledger: BetId, title: string, pays: string, hits: readonly Hit[]): Bet => ({
  ...plain,
  title,
  pays,
  edge: (config) => oneRollEdge(hits.map((hit) => [waysOfHit(hit), hit.pays(config)])),
  rule: { kind: "one-roll", hits },
  ledger,
});

const on = (totals: readonly number[], pays: Pays): Hit => ({ kind: "totals", totals, pays });

const hop = (ledger: BetId & `hop-${number}-${number}`, low: number, high: number): Bet => {
  const pays: Pays = ({ hopEasyPays, hopHardPays }) => (low === high ? hopHardPays : hopEasyPays);
  const inText = low === high ? "30 to 1" : "15 to 1";
  return oneRoll(ledger, `Hop ${low}-${high}`, inText, [{ kind: "faces", low, high, pays }]);
};

const onHigh: Pays = (config) => config.acesAndBoxcarsPay;
const onLow: Pays = (config) => config.aceDeuceAndYoPay;
const fieldHits = [
  on([3, 4, 9, 10, 11], evenMoney),
  on([2], (config) => config.field2Pays),
  on([12], (config) => config.field12Pays),
];
const hornHits = [
  on([2, 12], (config) => config.hornPaysOn2And12),
  on([3, 11], (config) => config.hornPaysOn3And11),
];
const cAndEHits = [
  on(crapsTotals, (config) => config.cAndEPaysOnCraps),
  on([11], (config) => config.cAndEPaysOn11),
];

// oxfmt-ignore
export const centreBets = {
  field: oneRoll("field", "Field", "1 to 1; 2 to 1 on 2, 3 to 1 on 12", fieldHits),
  "any-seven": oneRoll("any-seven", "Any seven", "4 to 1", [on([7], (config) => config.anySevenPays)]),
  "any-craps": oneRoll("any-craps", "Any craps", "7 to 1", [on(crapsTotals, (config) => config.anyCrapsPays)]),
  aces: oneRoll("aces", "Aces", "30 to 1", [on([2], onHigh)]),
  "ace-deuce": oneRoll("ace-deuce", "Ace-deuce", "15 to 1", [on([3], onLow)]),
  boxcars: oneRoll("boxcars", "Boxcars", "30 to 1", [on([12], onHigh)]),
  yo: oneRoll("yo", "Yo (11)", "15 to 1", [on([11], onLow)]),
  horn: oneRoll("horn", "Horn", "27 to 4 on 2 and 12, 3 to 1 on 3 and 11", hornHits),
  "c-and-e": oneRoll("c-and-e", "C & E", "3 to 1 on craps, 7 to 1 on 11", cAndEHits),
} as const satisfies Partial<Record<Spot, Bet>>;

// oxfmt-ignore
export const hopBets = {
  "hop-1-1": hop("hop-1-1", 1, 1), "hop-1-2": hop("hop-1-2", 1, 2), "hop-1-3": hop("hop-1-3", 1, 3),
  "hop-1-4": hop("hop-1-4", 1, 4), "hop-1-5": hop("hop-1-5", 1, 5), "hop-1-6": hop("hop-1-6", 1, 6),
  "hop-2-2": hop("hop-2-2", 2, 2), "hop-2-3": hop("hop-2-3", 2, 3), "hop-2-4": hop("hop-2-4", 2, 4),
  "hop-2-5": hop("hop-2-5", 2, 5), "hop-2-6": hop("hop-2-6", 2, 6), "hop-3-3": hop("hop-3-3", 3, 3),
  "hop-3-4": hop("hop-3-4", 3, 4), "hop-3-5": hop("hop-3-5", 3, 5), "hop-3-6": hop("hop-3-6", 3, 6),
  "hop-4-4": hop("hop-4-4", 4, 4), "hop-4-5": hop("hop-4-5", 4, 5), "hop-4-6": hop("hop-4-6", 4, 6),
  "hop-5-5": hop("hop-5-5", 5, 5), "hop-5-6": hop("hop-5-6", 5, 6), "hop-6-6": hop("hop-6-6", 6, 6),
} as const;
