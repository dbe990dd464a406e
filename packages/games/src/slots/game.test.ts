import type { Game } from "@parlor/kit";
import { checkGame, scriptedSeeds, testTable } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { readMachine, spinsMax } from "./check-machine.ts";
import { slotMachine } from "./game.ts";
import { slotsCopperOrchard, slotsTideLantern } from "./index.ts";
import { copperOrchard } from "./machines/copper-orchard.ts";
import { tideLantern } from "./machines/tide-lantern.ts";
import { smallLines, smallWays } from "./testing/small-machines.ts";

const lines = slotMachine(smallLines);
const ways = slotMachine(smallWays);
/** A draw of the small machine's jackpot, one in 200,000 minor units, that does not win. */
const miss = 199_999;

const tableWith = (
  game: Game,
  draws: readonly number[],
  options: Parameters<typeof testTable>[1] = {},
) => testTable(game, { players: 1, seeds: scriptedSeeds(draws), ...options });
type TableOf = ReturnType<typeof tableWith>;

const spin = (bet: string, stake: number) => ({ type: "spin", bet, stake });
const free = { type: "free-spin" };
const answer = (table: TableOf, action: Parameters<TableOf["act"]>[1]): string => {
  const result = table.act(0, action);
  return result.kind === "refused" ? result.refusal.refused : result.kind;
};
const moneyOf = (table: TableOf) =>
  table.deed?.transfers.map(({ kind, amount }) => `${kind} ${amount}`);

test.each([slotsTideLantern, slotsCopperOrchard, lines, ways])(
  "$id keeps the game contract",
  (game) => {
    expect(checkGame(game, { playouts: 40, stepsMax: 60 }).problems).toEqual([]);
  },
);

test.each([
  ["one unit a line", "lines-3", 3, "done"],
  ["a stake that does not divide by the lines", "lines-3", 10, "done"],
  ["one line with any stake", "lines-1", 7, "done"],
  ["less than the minimum", "lines-1", 1, "below_minimum"],
  ["more than the maximum", "lines-1", 1_001, "above_maximum"],
  ["lines that the machine does not have", "lines-2", 2, "unknown_bet"],
  ["nothing", "lines-1", 0, "invalid_action"],
])("[SLOTS-1] %s", (_, bet, stake, expected) => {
  const limits = { min: 2, max: 1_000 };
  const table = tableWith(lines, [0, 0, 1], { setup: { limits } });
  expect(table.legal(0)).toEqual([
    { type: "spin", fields: { bet: ["lines-1", "lines-3"], stake: limits } },
  ]);
  expect(answer(table, spin(bet, stake))).toBe(expected);
});

test.each([
  [3, 11],
  [10, 36],
  [11, 40],
])("[SLOTS-1] eleven units for three lines return, for a stake of %i, %i", (stake, won) => {
  const table = tableWith(lines, [0, 2, 1]);
  table.act(0, spin("lines-3", stake));
  expect(moneyOf(table)).toEqual([`bet ${stake}`, `payout ${won}`]);
});

test("[SLOTS-2] each reel stops by one draw, and shows what is there and below, over the end of the strip", () => {
  const table = tableWith(lines, [3, 1, 4]);
  table.act(0, spin("lines-1", 5));
  expect(table.deed?.draws).toEqual([
    [4, 3],
    [4, 1],
    [5, 4],
  ]);
  expect(table.view(null)).toMatchObject({
    window: [
      ["wild", "bell"],
      ["double", "bell"],
      ["star", "wild"],
    ],
    last: { stops: [3, 1, 4] },
  });
});

/** Three stars award two free spins: stops 1 or 2, 2 or 3, 3 or 4. */
const threeStars = [2, 3, 4];

test("[SLOTS-3] [SLOTS-10] a round is paid when its free spins are through, and its stake is open until then", () => {
  const table = tableWith(lines, [...threeStars, 0, 0, 0, 0, 2, 0, 0, 2, 0]);
  table.act(0, spin("lines-1", 10));
  // Three stars pay three stakes, kept until the end.
  expect([moneyOf(table), table.state.open]).toEqual([["bet 10"], [10]]);
  expect(table.deed?.finished).toBeUndefined();
  expect(table.legal(0)).toEqual([{ type: "free-spin", fields: {} }]);
  expect(answer(table, spin("lines-1", 10))).toBe("free_spins_first");
  expect(table.view(0)).toMatchObject({ feature: { left: 2, played: 0, won: 30 }, won: null });

  table.act(0, free);
  // Two bells at three units, doubled, and three stars at three stakes; all of it tripled, and one more spin.
  expect(table.view(0)).toMatchObject({
    last: { isFree: true, won: 270 },
    feature: { left: 2, played: 1, won: 300 },
  });
  expect([moneyOf(table), table.state.open]).toEqual([[], [10]]);

  table.act(0, free);
  table.act(0, free);
  expect([moneyOf(table), table.state.open]).toEqual([["payout 360"], [0]]);
  expect(table.deed?.finished).toMatchObject({ number: 1 });
  expect(table.view(0)).toMatchObject({ feature: null, won: 360 });
  expect(answer(table, free)).toBe("no_free_spins");
});

test("[SLOTS-4] events and the view tell of every win", () => {
  const table = tableWith(lines, [0, 2, 1]);
  table.act(0, spin("lines-3", 30));
  expect(table.view(null)).toEqual({
    window: [
      ["bell", "leaf"],
      ["bell", "star"],
      ["bell", "leaf"],
    ],
    last: {
      bet: "lines-3",
      stake: 30,
      stops: [0, 2, 1],
      isFree: false,
      won: 110,
      awarded: 0,
      wins: [
        { symbol: "bell", count: 3, line: 0, ways: 1, won: 100 },
        { symbol: "leaf", count: 1, line: 1, ways: 1, won: 10 },
      ],
    },
    feature: null,
    won: 110,
    meter: null,
    jackpot: 0,
  });
  const spun = { bet: "lines-3", stake: 30, stops: [0, 2, 1], isFree: false, won: 110 };
  expect(table.deed?.events).toEqual([
    { type: "spun", data: { ...spun, awarded: 0, left: 0 } },
    { type: "round-won", data: { won: 110 } },
  ]);
});

test("[SLOTS-10] [SLOTS-11] free spins use their own reels, and everything that they win is multiplied", () => {
  const table = tableWith(lines, [...threeStars, 1, 1, 1]);
  table.act(0, spin("lines-1", 10));
  table.act(0, free);
  expect(table.deed?.draws.map(([bound]) => bound)).toEqual([2, 3, 2]);
  // Three stars again: three stakes, tripled.
  expect(table.view(0)).toMatchObject({ last: { won: 90, wins: [{ symbol: "star", won: 90 }] } });
});

test("[SLOTS-12] free spins award further ones, which are played last and award none", () => {
  const stars = [1, 1, 1];
  const table = tableWith(lines, [...threeStars, ...Array.from({ length: 5 }, () => stars).flat()]);
  table.act(0, spin("lines-1", 1));
  const seen: unknown[] = [];
  for (let played = 0; table.legal(0)[0]?.type === "free-spin"; played++) {
    table.act(0, free);
    const { last, feature } = table.view(0) as {
      last: { awarded: number };
      feature: { left: number } | null;
    }; // the view of this game
    seen.push([last.awarded, feature?.left ?? 0]);
  }
  // Two were awarded first, each of which awards one more; those award none.
  expect(seen).toEqual([
    [1, 2],
    [1, 2],
    [0, 1],
    [0, 0],
  ]);
  expect(
    [smallLines, tideLantern, copperOrchard].map((data) => spinsMax(readMachine(data))),
  ).toEqual([4, 110, 0]);
});

test("[SLOTS-13] whoever leaves gets what the free spins win", () => {
  const table = tableWith(lines, [...threeStars, 0, 0, 0, 0, 2, 0, 0, 2, 0]);
  table.act(0, spin("lines-1", 10));
  table.send({ kind: "leave", player: "player-0" });
  expect(moneyOf(table)).toContain("payout 360");
  expect(table.state.phase.status).toBe("ended");
});

test("[SLOTS-13] free spins that are forgotten are played at once", () => {
  const table = tableWith(lines, [...threeStars, 0, 0, 0, 0, 2, 0, 0, 2, 0]);
  table.act(0, spin("lines-1", 10));
  table.act(0, free);
  expect(Object.keys(table.state.timers)).toEqual(["free-spin"]);
  table.now += 300_000;
  expect(table.send({ kind: "timeout", timer: "free-spin" }).kind).toBe("done");
  expect([moneyOf(table), table.state.timers]).toEqual([["payout 360"], {}]);
});

const jackpotTable = (draws: readonly number[], paidIn = 500, config: unknown = {}) =>
  tableWith(ways, draws, { pools: { jackpot: paidIn }, setup: { config } });
const nothing = [3, 2, 1];

test.each([
  [8, 7, true],
  [8, 8, false],
  [16, 15, true],
  [16, 16, false],
])(
  "[SLOTS-14] a stake of %i wins the jackpot with a draw of %i below 200,000: %j",
  (stake, draw, wins) => {
    const table = jackpotTable([...nothing, draw]);
    table.act(0, spin("ways-8", stake));
    expect(table.deed?.draws.at(-1)).toEqual([200_000, draw]);
    const jackpot = moneyOf(table)?.filter((text) => text.startsWith("jackpot"));
    expect(jackpot).toEqual(wins ? ["jackpot 1500"] : []);
  },
);

test("[SLOTS-14] a large enough stake wins for certain", () => {
  const table = jackpotTable([...nothing, 199], 0, { jackpot: { seed: 10, seedShare: "1/20" } });
  table.act(0, spin("ways-8", 200));
  expect(table.deed?.draws.at(-1)).toEqual([200, 199]);
  expect(moneyOf(table)).toContain("jackpot 12");
});

test("[SLOTS-15] a share of every stake is paid in, with what was left below one before", () => {
  const draws = Array.from({ length: 13 }, () => [...nothing, miss]).flat();
  const table = jackpotTable(draws, 0);
  const paidIn = Array.from({ length: 13 }, () => {
    table.act(0, spin("ways-8", 24));
    const transfer = table.deed?.transfers.find(({ kind }) => kind === "contribution");
    return transfer?.amount ?? 0;
  });
  // 0.24 each: three units after thirteen spins, 3.12.
  expect(paidIn).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
  expect(table.pools).toEqual({ jackpot: 3 });
});

test("[SLOTS-16] the meter shows the seed and what was paid in; the house pays the seed", () => {
  const table = jackpotTable([...nothing, miss, ...nothing, 0], 500);
  table.act(0, spin("ways-8", 200));
  expect(table.view(null)).toMatchObject({ meter: 1_502, jackpot: 0 });
  table.pools = { jackpot: 700 };
  table.act(0, spin("ways-8", 200));
  expect(moneyOf(table)).toEqual(["bet 200", "contribution 2", "seed 1000", "jackpot 1702"]);
  expect(table.view(null)).toMatchObject({ meter: 1_000, jackpot: 1_702, won: 1_702 });
  expect(table.pools).toEqual({ jackpot: 0 });
  expect(table.deed?.events.slice(1)).toEqual([
    { type: "jackpot-won", data: { amount: 1_702 } },
    { type: "round-won", data: { won: 1_702 } },
  ]);
});

test.each([
  [{ jackpot: { share: "1/10", seedShare: "1/200" } }, false],
  [{ jackpot: { share: "1/20", seedShare: "1/20" } }, true],
  [{ jackpot: { seedShare: "0/1" } }, false],
  [{ jackpot: { seedShare: "3/200" } }, false],
  [{ jackpot: { seed: 900, seedShare: "3/200" } }, true],
  [{ jackpot: { seed: 900_000_000, seedShare: "1/200" } }, false],
  [{ jackpot: { seed: 0 } }, false],
])("[SLOTS-17] whether the jackpot may have the terms %j: %j", (config, allowed) => {
  expect(ways.config.safeParse(config).success).toBe(allowed);
});

test("[SLOTS-17] a machine has only that to set which it has", () => {
  expect(slotsTideLantern.config.parse({})).toEqual({ freeSpinTimeoutMs: 300_000 });
  expect(slotsTideLantern.pools).toBeUndefined();
  expect(slotsCopperOrchard.config.parse({})).toEqual({
    jackpot: { seed: copperOrchard.jackpot.seed, share: "1/100", seedShare: "1/200" },
  });
});
