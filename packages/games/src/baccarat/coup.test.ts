import { deck, suits, type Card } from "@parlor/kit";
import { expect, test } from "vitest";
import type { BetId } from "./bet-ids.ts";
import { config, type Config } from "./config.ts";
import { dealCoup, endedNaturally, pairOf, winnerOf } from "./coup.ts";
import { returnOf, verdictOn } from "./payouts.ts";
import { addPoints, bankerDraws, playerDraws, pointsOf } from "./points.ts";
import { bigRoad, beadPlate } from "./roads.ts";
import { noteOf, recordOf, type CoupRecord } from "./record.ts";
import { coupOf, known } from "./testing/scripted-shoe.ts";

test("[BACCARAT-1] what cards count, and that only the last digit of a sum does", () => {
  const points = { A: 1, T: 0, J: 0, Q: 0, K: 0 } as Readonly<Record<string, number>>;
  for (const card of deck) {
    const rank = card[0] ?? "";
    expect([card, pointsOf(card)]).toEqual([card, points[rank] ?? Number(rank)]);
  }
  expect([addPoints(7, 8), addPoints(9, 1), addPoints(0, 9)]).toEqual([5, 0, 9]);
});

const ofPoints = (points: number, suit = "c"): Card => {
  const rank = points === 0 ? "T" : points === 1 ? "A" : String(points);
  return `${rank}${suit}` as Card; // a rank and a suit
};

test("[BACCARAT-2] player first and in turn, then the third cards", () => {
  const order: Card[] = ["2c", "Tc", "3d", "4d", "5h", "As"];
  const left = [...order];
  const coup = dealCoup(() => left.shift() ?? "Tc");
  expect(coup.player).toEqual(["2c", "3d", "5h"]);
  expect(coup.banker).toEqual(["Tc", "4d", "As"]);
  expect([coup.playerTotal, coup.bankerTotal]).toEqual([0, 5]);
});

/** Deals two hands of these totals, and then cards of these points; how many each side has in the end. */
const dealtOn = (player: number, banker: number, third: number) => {
  const script = [ofPoints(player), ofPoints(banker), ofPoints(0), ofPoints(0), ofPoints(third)];
  const coup = dealCoup(() => script.shift() ?? "Ah");
  return [coup.player.length, coup.banker.length];
};

test("[BACCARAT-3] a natural on either side ends the coup", () => {
  for (let total = 0; total <= 9; total++) {
    for (const natural of [8, 9]) {
      expect(dealtOn(natural, total, 5)).toEqual([2, 2]);
      expect(dealtOn(total, natural, 5)).toEqual([2, 2]);
    }
  }
});

test("[BACCARAT-4] the player draws on 0 to 5", () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7].map(playerDraws)).toEqual([
    true,
    true,
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
  for (let total = 0; total <= 7; total++)
    expect(dealtOn(total, 7, 5)).toEqual([total <= 5 ? 3 : 2, 2]);
});

// Rows: the banker's total; columns: what the player's third card counts, and last that there was none.
// oxfmt-ignore
const tableau = [
  "DDDDDDDDDD D", "DDDDDDDDDD D", "DDDDDDDDDD D",
  "DDDDDDDDSD D", "SSDDDDDDSS D", "SSSSDDDDSS D", "SSSSSSDDSS S", "SSSSSSSSSS S",
];

test("[BACCARAT-5] the banker's tableau, cell by cell", () => {
  for (const [total, row] of tableau.entries()) {
    for (let third = 0; third <= 9; third++) {
      const draws = row[third] === "D";
      expect([total, third, bankerDraws(total, third)]).toEqual([total, third, draws]);
      expect([total, third, dealtOn(2, total, third)]).toEqual([total, third, [3, draws ? 3 : 2]]);
    }
    const draws = row.at(-1) === "D";
    expect([total, bankerDraws(total, null)]).toEqual([total, draws]);
    expect([total, dealtOn(7, total, 5)]).toEqual([total, [2, draws ? 3 : 2]]);
  }
});

test("[BACCARAT-6] the higher total wins", () => {
  // oxfmt-ignore
  const winners = ["player", "banker", "tie", "player", "banker", "tie", "banker", "player"];
  expect(Object.values(known).map(winnerOf)).toEqual(winners);
  expect(winnerOf({ playerTotal: 9, bankerTotal: 9 })).toBe("tie");
  expect(Object.values(known).map(endedNaturally)).toEqual([
    ...Array.from({ length: 3 }, () => true),
    ...Array.from({ length: 5 }, () => false),
  ]);
});

/** What 1,000 on the bet brings back. */
const back = (bet: BetId, cardsInOrder: string, over: Partial<Config> = {}, stake = 1_000) => {
  const parsed = config.parse(over);
  return returnOf(stake, verdictOn(bet, coupOf(cardsInOrder), parsed), parsed);
};
const playerWins = "7h 6c Kd Kc";
const bankerWins = "6h 7c Kd Kc";
const bankerWinsWith6 = "5h 6c 5d Kd Ts";
const tie = "6h 6c Kd Kh";

test("[BACCARAT-9] player pays even money and comes back on a tie", () => {
  expect([playerWins, bankerWins, tie].map((one) => back("player", one))).toEqual([
    2_000, 0, 1_000,
  ]);
});

test("[BACCARAT-10] banker pays even money less commission, and comes back on a tie", () => {
  expect([playerWins, bankerWins, tie].map((one) => back("banker", one))).toEqual([
    0, 1_950, 1_000,
  ]);
  expect(back("banker", bankerWinsWith6)).toBe(1_950);
  expect(back("banker", bankerWins, {}, 10)).toBe(19);
  expect(back("banker", bankerWins, {}, 41)).toBe(79);
  expect(back("banker", bankerWins, { commission: "1/25" })).toBe(1_960);
});

test("[BACCARAT-11] without commission banker is paid in full, but less with 6", () => {
  const over = { banker: "no-commission" } as const;
  expect(
    [bankerWins, bankerWinsWith6, tie, playerWins].map((one) => back("banker", one, over)),
  ).toEqual([2_000, 1_500, 1_000, 0]);
  expect(back("banker", bankerWinsWith6, over, 15)).toBe(22);
});

test("[BACCARAT-12] tie", () => {
  expect([tie, playerWins, bankerWins].map((one) => back("tie", one))).toEqual([9_000, 0, 0]);
  expect(back("tie", tie, { tiePays: 9 })).toBe(10_000);
});

const noPair = "2h 7c 3d Kd Tc";
const playerPair = "3h 7c 3d Kd";
const bankerPairs = "2h 3c 5d 3d";
const bothPairs = "3h 7c 3d 7d Tc";

test("[BACCARAT-13] pairs of rank, on one side or on both", () => {
  const on = (bet: BetId) =>
    [noPair, playerPair, bankerPairs, bothPairs].map((one) => back(bet, one));
  expect(coupOf(bankerPairs).bankerPair).toBe("mixed");
  expect(on("player-pair")).toEqual([0, 12_000, 0, 12_000]);
  expect(on("banker-pair")).toEqual([0, 0, 12_000, 12_000]);
  expect(on("either-pair")).toEqual([0, 6_000, 6_000, 6_000]);
});

test("[BACCARAT-14] perfect pairs", () => {
  expect([pairOf("3h", "3h"), pairOf("3h", "3d"), pairOf("3h", "4h")]).toEqual([
    "perfect",
    "mixed",
    "none",
  ]);
  const coups = [bothPairs, "3h 7c 3h 7d Tc", "3h 7c 3d 7c Tc", "3h 7c 3h 7c Tc"];
  expect(coups.map((one) => back("perfect-pair", one))).toEqual([0, 26_000, 26_000, 201_000]);
});

test("[BACCARAT-15] super six is banker's win with 6", () => {
  const coups = [bankerWinsWith6, bankerWins, tie, "7h 6c Kd Kc"];
  expect(coups.map((one) => back("super-six", one))).toEqual([13_000, 0, 0, 0]);
});

test.each([
  ["natural win", "9h 2c Kd 3d", 2_000, 0],
  ["the other's natural", "2h 8c 3d Kd", 0, 2_000],
  ["natural tie", "8h 8c Kd Kh", 1_000, 1_000],
  ["natural by one", "8h 9c Kd Kh", 0, 2_000],
  ["tie without a natural", tie, 0, 0],
  ["by 1", playerWins, 0, 0],
  ["by 3", "7h 4c Kd Kc Ts", 0, 0],
  ["player by 4", "7h 3c Kd Kc Ts", 2_000, 0],
  ["player by 9", "5h 2c Kd 8d 4s Tc", 10_000 * 3 + 1_000, 0],
  ["player by 7", "5h 2c Td Tc 4s Td", 7_000, 0],
  ["banker by 6", bankerWinsWith6, 0, 5_000],
  ["banker by 7", "5h 7c 5d Kd Ts", 0, 7_000],
] as const)("[BACCARAT-16] dragon bonus: %s", (_, coup, onPlayer, onBanker) => {
  expect([back("player-dragon", coup), back("banker-dragon", coup)]).toEqual([onPlayer, onBanker]);
});

test("[BACCARAT-16] dragon bonus pays by margin as configured", () => {
  const parsed = config.parse({});
  const margins = Array.from({ length: 10 }, (_, margin) => {
    const coup = { ...known.bankerSix, playerTotal: 0, bankerTotal: margin };
    return returnOf(100, verdictOn("banker-dragon", coup, parsed), parsed);
  });
  expect(margins).toEqual([0, 0, 0, 0, 200, 300, 500, 700, 1_100, 3_100]);
});

const road = (text: string): CoupRecord[] =>
  text.split("").map((letter) => ({
    winner: letter === "P" ? "player" : letter === "B" ? "banker" : "tie",
    playerTotal: 0,
    bankerTotal: 0,
    playerPair: false,
    bankerPair: false,
  }));

test("[BACCARAT-27] the bead plate has every coup, six to a column", () => {
  const cells = beadPlate(road("PBTPBTPB"));
  expect(cells.map(({ column, row }) => `${column},${row}`)).toEqual(
    "0,0 0,1 0,2 0,3 0,4 0,5 1,0 1,1".split(" "),
  );
  expect(cells[2]?.coup.winner).toBe("tie");
});

test.each([
  ["a streak goes down, the next begins beside it", "BBP", "0,0 0,1 1,0"],
  ["the seventh of a streak turns right", "BBBBBBBB", "0,0 0,1 0,2 0,3 0,4 0,5 1,5 2,5"],
  [
    "the next streak turns where the first one lies below it",
    "BBBBBBBPPPPPP",
    "0,0 0,1 0,2 0,3 0,4 0,5 1,5 1,0 1,1 1,2 1,3 1,4 2,4",
  ],
  [
    "a streak that has turned goes on to the right though there is room below again",
    "BBBBBBBPPPPPPP",
    "0,0 0,1 0,2 0,3 0,4 0,5 1,5 1,0 1,1 1,2 1,3 1,4 2,4 3,4",
  ],
  [
    "a streak that has turned in the top row pushes the next one on",
    `${"B".repeat(12)}${"P".repeat(9)}${"B".repeat(7)}${"P".repeat(5)}${"B".repeat(4)}${"P".repeat(3)}B`,
    null,
  ],
  ["ties have no cell", "BTTB", "0,0 0,1"],
  ["ties come before anything", "TTB", "0,0"],
  ["nothing but ties", "TTT", ""],
] as const)("[BACCARAT-28] the big road: %s", (_, text, expected) => {
  const cells = bigRoad(road(text));
  const places = cells.map(({ column, row }) => `${column},${row}`);
  expect(new Set(places).size).toBe(places.length);
  expect(places.join(" ")).toBe(expected ?? places.join(" "));
  expect(cells.length).toBe(text.split("").filter((letter) => letter !== "T").length);
  expect(cells.every(({ row }) => row < 6)).toBe(true);
});

test("[BACCARAT-28] ties are counted where they came", () => {
  expect(bigRoad(road("TTBTPT")).map(({ ties }) => ties)).toEqual([3, 1]);
});

test("[BACCARAT-29] a coup is noted in a few letters and read back", () => {
  for (const coup of Object.values(known)) {
    expect(recordOf(noteOf(coup))).toEqual({
      winner: winnerOf(coup),
      playerTotal: coup.playerTotal,
      bankerTotal: coup.bankerTotal,
      playerPair: coup.playerPair !== "none",
      bankerPair: coup.bankerPair !== "none",
    });
  }
  expect(noteOf(known.bothPairs)).toBe("P64pb");
});

test("suits do not matter to anything but perfect pairs", () => {
  for (const suit of suits) expect(pointsOf(ofPoints(7, suit))).toBe(7);
});
