import { declaredEdge, exactRatioOf } from "@parlor/kit";
import { expect, test } from "vitest";
import { betIds, type BetId } from "./bet-ids.ts";
import { config, type Config } from "./config.ts";
import { points, waysOf } from "./dice.ts";
import { craps } from "./game.ts";
import { scriptedTable, type ScriptedTable } from "./testing/scripted-table.ts";

// Divides by everything that a payout or a commission divides by, so that nothing is rounded.
const stake = 3_600;
const faces = [1, 2, 3, 4, 5, 6];
const allRolls = faces.flatMap((first) => faces.map((second) => [first, second] as const));
/** A common multiple of 36 first rolls and of the 9, 10 or 11 rolls that decide a number. */
const whole = 36 * 990;

const isDecided = (table: ScriptedTable): boolean =>
  table.told().some((type) => ["bet-won", "bet-lost", "bet-pushed"].includes(type));

// oxfmt-ignore
const configs: readonly (readonly [string, Partial<Config>])[] = [
  ["standard", {}],
  ["commission on wins", { buyCommission: "on-win", layCommission: "on-win" }],
  ["winners come down", { winnersStay: false }],
  [
    "winners come down, commission on wins at 4 per cent",
    { winnersStay: false, buyCommission: "on-win", layCommission: "on-win", commission: "1/25" },
  ],
  ["bar 2, field pays double on 12", { dontBar: 2, field12Pays: "2/1" }],
  ["bar 3, field pays triple on both", { dontBar: 3, field2Pays: "3/1" }],
  [
    "other payouts",
    {
      hopHardPays: "32/1",
      hopEasyPays: "16/1",
      hard4And10Pays: "15/2",
      hard6And8Pays: "19/2",
      anySevenPays: "9/2", anyCrapsPays: "15/2", acesAndBoxcarsPay: "31/1",
      aceDeuceAndYoPay: "16/1", hornPaysOn2And12: "28/4", hornPaysOn3And11: "13/4",
      cAndEPaysOnCraps: "13/4", cAndEPaysOn11: "15/2", bigPays: "7/6",
    },
  ],
];

/** Rolls each of the 36 rolls from here: what they win in all, and how many decide the bet. */
const afterOneRoll = (table: ScriptedTable) => {
  const rewind = table.checkpoint();
  const before = table.net();
  let [net, decided] = [0, 0];
  const undecided: (readonly [number, number])[] = [];
  for (const roll of allRolls) {
    rewind();
    expect(table.roll(...roll)).toBe("");
    if (isDecided(table)) {
      decided += 1;
      net += table.net() - before;
    } else undecided.push(roll);
  }
  rewind();
  return { net, decided, undecided };
};

/** A table with nothing up but the bet, and a point on that is not the bet's number. */
const withBet = (id: BetId, over: Partial<Config>): ScriptedTable => {
  const table = scriptedTable({ config: { ...over, shooterNeedsLineBet: false, putBets: true } });
  if (!id.includes("pass")) table.roll(4, id.endsWith("-5") ? 4 : 1);
  expect(table.bet(id, stake)).toBe("");
  return table;
};

/** The declared edge and what was measured, -net / of, brought to one denominator. */
const compared = (id: BetId, over: Partial<Config>, net: number, of: number) => {
  const declared = declaredEdge(craps, id, config.parse(over));
  const { numerator, denominator } = exactRatioOf(declared!.edge);
  const [exact, measured] = [numerator * BigInt(of), BigInt(-net) * denominator];
  return { declared: [id, exact], measured: [id, measured] };
};

const flats = ["pass", "dont-pass", "come", "dont-come"] as const;
const isOdds = (id: BetId) => id.includes("odds");

for (const [name, over] of configs) {
  test(`[CRAPS-42] declared edges are exact for bets on one roll or one number: ${name}`, () => {
    for (const id of betIds) {
      if (flats.some((flat) => flat === id) || isOdds(id)) continue;
      const table = withBet(id, over);
      const staked = -table.cash();
      const { net, decided } = afterOneRoll(table);
      const one = declaredEdge(craps, id, config.parse(over));
      expect([id, one?.per === "bet made" ? 36 : decided]).toEqual([id, decided]);
      const { declared, measured } = compared(id, over, net, decided * staked);
      expect(measured).toEqual(declared);
    }
  });

  test(`[CRAPS-42] declared edges are exact for line and come bets: ${name}`, () => {
    for (const id of flats) {
      const table = withBet(id, over);
      const first = afterOneRoll(table);
      const rewind = table.checkpoint();
      let net = (first.net * whole) / 36;
      for (const number of first.undecided) {
        rewind();
        table.roll(...number);
        const second = afterOneRoll(table);
        net += (second.net * whole) / 36 / second.decided;
      }
      const { declared, measured } = compared(id, over, net, whole * stake);
      expect(measured).toEqual(declared);
    }
  });
}

test("[CRAPS-42] odds of every kind cost nothing", () => {
  for (const number of points) {
    const dice = [Math.floor(number / 2), Math.ceil(number / 2)] as const;
    const kinds = [
      ["pass", "pass-odds"],
      ["dont-pass", "dont-pass-odds"],
      ["come", `come-odds-${number}`],
      ["dont-come", `dont-come-odds-${number}`],
      [`put-${number}`, `put-odds-${number}`],
    ] as const;
    for (const [flat, odds] of kinds) {
      const table = withBet(flat, {});
      if (!flat.startsWith("put")) table.roll(...dice);
      // A come bet on the table's own point made it: come odds work only with a point.
      if (flat.includes("come") && table.game().point === null) table.roll(4, 5);
      const without = afterOneRoll(table);
      expect([odds, table.bet(odds, stake)]).toEqual([odds, ""]);
      const withOdds = afterOneRoll(table);
      expect(withOdds.decided).toBe(waysOf(number) + 6);
      expect([odds, withOdds.net]).toEqual([odds, without.net]);
      expect(declaredEdge(craps, odds, config.parse({}))?.edge).toBe("0/1");
    }
  }
});

test("[CRAPS-42] the figures that everybody knows", () => {
  // oxfmt-ignore
  const known: Partial<Record<BetId, string>> = {
    pass: "7/495", "dont-pass": "3/220", come: "7/495", "dont-come": "3/220",
      "place-6": "1/66",
      "place-5": "1/25",
      "place-4": "1/15",
      "buy-4": "1/21",
      "buy-6": "1/21",
    "lay-4": "1/41", "lay-5": "1/31", "lay-6": "1/25", "big-6": "1/11", field: "1/36",
    "hard-4": "1/9", "hard-6": "1/11", "any-seven": "1/6", "any-craps": "1/9",
    aces: "5/36", yo: "1/9", horn: "1/8", "c-and-e": "1/9",
    "hop-1-1": "5/36", "hop-1-2": "1/9", "put-4": "1/3", "put-6": "1/11",
  };
  for (const [id, edge] of Object.entries(known)) {
    expect([id, declaredEdge(craps, id, config.parse({}))?.edge]).toEqual([id, edge]);
  }
  const onWin = config.parse({ buyCommission: "on-win", layCommission: "on-win" });
  expect(declaredEdge(craps, "buy-4", onWin)?.edge).toBe("1/60");
  expect(declaredEdge(craps, "lay-4", onWin)?.edge).toBe("1/60");
});

test("[CRAPS-43] no configuration pays more than true odds", () => {
  for (const bad of [
    { hopHardPays: "36/1" },
    { hopEasyPays: "18/1" },
    { field12Pays: "4/1" },
    { hornPaysOn2And12: "81/10" },
    { bigPays: "5/4" },
    { hard4And10Pays: "8001/1001" },
    { commission: "2/1" },
  ]) {
    expect([bad, config.safeParse(bad).success]).toEqual([bad, false]);
  }
  // At the bounds every bet is fair, and its edge can still be declared.
  // oxfmt-ignore
  const fair = config.parse({
    field2Pays: "3/1", bigPays: "6/5", hard4And10Pays: "8/1", hard6And8Pays: "10/1",
    anySevenPays: "5/1", anyCrapsPays: "8/1", acesAndBoxcarsPay: "35/1",
    aceDeuceAndYoPay: "17/1", hornPaysOn2And12: "8/1", hornPaysOn3And11: "7/2",
    cAndEPaysOnCraps: "7/2", cAndEPaysOn11: "8/1", hopEasyPays: "17/1", hopHardPays: "35/1",
    commission: "0/1",
  });
  for (const id of [
    "field",
    "big-6",
    "hard-4",
    "any-seven",
    "any-craps",
    "yo",
    "horn",
    "c-and-e",
  ]) {
    expect([id, declaredEdge(craps, id, fair)?.edge]).toEqual([id, "0/1"]);
  }
});
