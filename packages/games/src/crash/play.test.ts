import {
  declaredEdge,
  randomFrom as randomOf,
  seededDraws,
  type Seeds,
  type Step,
} from "@parlor/kit";
import { testTable, type TestTable } from "@parlor/kit/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { config } from "./config.ts";
import { timeOf } from "./curve.ts";
import { ceilingOf, flightMs, worthOf } from "./flight.ts";
import { crash } from "./game.ts";
import { boardMax, historyMax, type State } from "./state.ts";
import { seedsFor } from "./testing/seeds-for.ts";
import type { viewOf } from "./view.ts";

type View = ReturnType<typeof viewOf>;
const standard = config.parse({});

interface Options {
  readonly config?: object;
  readonly players?: number;
  readonly seatCount?: number;
  readonly limits?: { readonly min: number; readonly max: number; readonly step?: number };
  readonly seeds?: Seeds;
}
const tableWith = (points: readonly number[], options: Options = {}) => {
  const rules = config.parse(options.config ?? {});
  const { players = 3, limits = { min: 1, max: 1_000_000 }, seatCount = 8 } = options;
  return testTable(crash, {
    players,
    seeds: options.seeds ?? seedsFor(rules, points),
    setup: { config: rules, limits, seatCount },
  });
};

const codeOf = (step: Step): string => (step.kind === "refused" ? step.refusal.refused : step.kind);
const bet = (table: TestTable, seat: number, stake: number, target?: number): string =>
  codeOf(table.act(seat, { type: "bet", stake, ...(target === undefined ? {} : { target }) }));
const cashOut = (table: TestTable, seat: number): string =>
  codeOf(table.act(seat, { type: "cash-out" }));
const stateOf = (table: TestTable) => table.state.game as State; // what this game's setup made
const viewFor = (table: TestTable, seat: number | null = null) => table.view(seat) as View;
/** The timer runs out, at its time or so much later. */
const ring = (table: TestTable, timer: string, lateMs = 0): string => {
  table.now = (table.state.timers[timer]?.dueAt ?? NaN) + lateMs;
  return codeOf(table.send({ kind: "timeout", timer }));
};
const takeOff = (table: TestTable): number => {
  expect(ring(table, "betting")).toBe("done");
  return table.now;
};
const paid = (table: TestTable): string[] =>
  (table.deed?.transfers ?? []).map(({ credit, debit, amount, kind }) =>
    kind === "bet" ? `${debit} bets ${amount}` : `${credit} ${kind} ${amount}`,
  );
const eventsOf = (table: TestTable) => (table.deed?.events ?? []).map(({ type }) => type);

test("[CRASH-1] a round is betting, a flight and a pause; an idle table runs no clock", () => {
  const table = tableWith([150]);
  expect([viewFor(table).phase, table.state.timers]).toEqual(["betting", {}]);
  bet(table, 0, 100);
  expect(Object.keys(table.state.timers)).toEqual(["betting"]);
  const bets = table.state.timers["betting"];
  table.now += 1_000;
  bet(table, 1, 100);
  expect(table.state.timers["betting"]).toEqual(bets);
  takeOff(table);
  expect(viewFor(table).phase).toBe("flying");
  ring(table, "crash");
  expect([viewFor(table).phase, Object.keys(table.state.timers)]).toEqual(["crashed", ["pause"]]);
  ring(table, "pause");
  expect(viewFor(table)).toMatchObject({
    phase: "betting",
    bettors: 0,
    staked: 0,
    bets: [],
    own: null,
  });
  expect(table.state.timers).toEqual({});
});

test.each([
  ["within the limits", {}, [100], "done"],
  ["below the minimum", {}, [9], "below_minimum"],
  ["above the maximum", {}, [1_005], "above_maximum"],
  ["between two steps", {}, [12], "invalid_amount"],
  ["with a target", {}, [100, 101], "done"],
  ["with the highest target", {}, [100, 1_000_000], "done"],
  ["with a target of 1.00", {}, [100, 100], "invalid_action"],
  ["with a target below the table's", { targetMin: 150 }, [100, 149], "below_minimum"],
  ["with a target above the table's", { multiplierMax: 500 }, [100, 501], "above_maximum"],
  ["without a target where one is needed", { manualCashOut: false }, [100], "target_needed"],
  ["that would win too much at the lowest target", { profitMax: 9 }, [905], "above_maximum"],
] as const)("[CRASH-2] a bet %s", (_, rules, [stake, target], expected) => {
  const table = tableWith([], { config: rules, limits: { min: 10, max: 1_000, step: 5 } });
  expect(bet(table, 0, stake, target)).toBe(expected);
});

test("[CRASH-2] one bet a seat, before the flight only, and it may be taken back until then", () => {
  const table = tableWith([300]);
  expect(codeOf(table.act(0, { type: "cancel" }))).toBe("no_bet");
  expect(bet(table, 0, 100)).toBe("done");
  expect(bet(table, 0, 100)).toBe("already_bet");
  expect(codeOf(table.act(0, { type: "cancel" }))).toBe("done");
  expect([paid(table), table.state.timers]).toEqual([["player:player-0 refund 100"], {}]);
  bet(table, 0, 100);
  takeOff(table);
  expect([bet(table, 1, 100), codeOf(table.act(0, { type: "cancel" }))]).toEqual([
    "betting_closed",
    "betting_closed",
  ]);
  ring(table, "crash");
  expect([bet(table, 1, 100), cashOut(table, 0)]).toEqual(["betting_closed", "not_flying"]);
});

test("[CRASH-3] what is legal is exactly what is accepted", () => {
  const table = tableWith([300], { config: { profitMax: 50 } });
  const [aimed, free] = [
    {
      type: "bet",
      fields: { stake: { min: 1, max: 5_000 }, target: { min: 101, max: 1_000_000 } },
    },
    { type: "bet", fields: { stake: { min: 1, max: 5_000 } } },
  ];
  expect(table.legal(0)).toEqual([aimed, free]);
  bet(table, 0, 10, 120);
  bet(table, 1, 10);
  expect(table.legal(0)).toEqual([{ type: "cancel", fields: {} }]);
  takeOff(table);
  expect([table.legal(1), table.legal(2)]).toEqual([[{ type: "cash-out", fields: {} }], []]);
  expect(cashOut(table, 2)).toBe("no_bet");
  cashOut(table, 1);
  expect([table.legal(1), cashOut(table, 1)]).toEqual([[], "no_bet"]);
  const auto = tableWith([], { config: { manualCashOut: false } });
  expect(auto.legal(0).map(({ fields }) => Object.keys(fields))).toEqual([["stake", "target"]]);
});

test("[CRASH-4] the point is drawn at take-off, from the round's chance, and shown in nothing before the crash", () => {
  const table = tableWith([250]);
  bet(table, 0, 100);
  expect(stateOf(table).point).toBeNull();
  takeOff(table);
  expect(table.deed?.draws.length).toBeGreaterThan(0);
  expect(stateOf(table).point).toBe(250);
  expect(viewFor(table).point).toBeNull();
  expect(table.state.timers["crash"]?.secret).toBe(true);
  ring(table, "crash");
  expect(viewFor(table).point).toBe(250);
  expect(table.deed?.finished).toMatchObject({ number: 1 });
});

test("[CRASH-6] a flight that never takes off loses every bet at once", () => {
  const table = tableWith([0]);
  bet(table, 0, 100, 101);
  takeOff(table);
  expect(eventsOf(table)).toEqual(["took-off", "crashed"]);
  expect(viewFor(table)).toMatchObject({ phase: "crashed", point: 0, history: [0] });
  expect([table.state.tableBalance, table.state.open[0]]).toEqual([100, 0]);
});

test.each([
  [0, 100],
  [148, 100],
  [149, 101],
  [10_000, 200],
  [15_000, 283],
])("[CRASH-8] cashing out by hand after %i ms pays %i hundredths of the stake", (ms, at) => {
  const table = tableWith([300]);
  bet(table, 0, 1_000);
  const start = takeOff(table);
  table.now = start + ms;
  expect(cashOut(table, 0)).toBe("done");
  expect(paid(table)).toEqual([`player:player-0 payout ${10 * at}`]);
  expect(table.deed?.events).toEqual([
    { type: "cashed-out", data: { outs: [{ seat: 0, at, paid: 10 * at, by: "hand" }] } },
  ]);
  expect(viewFor(table, 0).own).toMatchObject({ out: at, paid: 10 * at });
});

test("[CRASH-9] after the crash moment it is too late, although its timer has not come", () => {
  const last = flightMs(300, standard) - 1;
  for (const [ms, out] of [
    [last, 300],
    [last + 1, null],
    [last + 5_000, null],
  ] as const) {
    const table = tableWith([300]);
    bet(table, 0, 100);
    table.now = takeOff(table) + ms;
    expect(cashOut(table, 0)).toBe("done");
    expect(viewFor(table, 0)).toMatchObject({
      phase: out === null ? "crashed" : "flying",
      own: { out },
    });
  }
});

test("[CRASH-9] time that the session stands still is no time of the flight", () => {
  const table = tableWith([300]);
  bet(table, 0, 100);
  table.now = takeOff(table) + 5_000;
  table.send({ kind: "pause", by: "operator" });
  table.now += 60_000;
  table.send({ kind: "resume", by: "operator" });
  table.now += 5_000;
  cashOut(table, 0);
  expect(viewFor(table, 0).own).toMatchObject({ out: 200 });
});

test("[CRASH-10] targets are paid exactly, whenever they are swept, and never above the point", () => {
  const table = tableWith([250], { players: 4 });
  for (const [seat, target] of [250, 150, 251, 151].entries()) bet(table, seat, 100, target);
  const start = takeOff(table);
  expect(table.state.timers["sweep"]?.dueAt).toBe(start + timeOf(150, 10_000));
  ring(table, "sweep", 100);
  expect(table.deed?.events).toEqual([
    {
      type: "cashed-out",
      data: {
        outs: [
          { seat: 1, at: 150, paid: 150, by: "target" },
          { seat: 3, at: 151, paid: 151, by: "target" },
        ],
      },
    },
  ]);
  expect(table.state.timers["sweep"]?.dueAt).toBe(start + timeOf(250, 10_000));
  ring(table, "crash");
  expect(paid(table)).toEqual(["player:player-0 payout 250"]);
  expect(viewFor(table).bets.map(({ seat, out }) => [seat, out])).toEqual([
    [0, 250],
    [1, 150],
    [2, null],
    [3, 151],
  ]);
});

test("[CRASH-10] sweeps are at least `sweepMs` apart, and any command of the flight pays what was passed", () => {
  const table = tableWith([900], { players: 4, config: { sweepMs: 5_000 } });
  for (const [seat, target] of [110, 111, 500, 600].entries()) bet(table, seat, 100, target);
  takeOff(table);
  ring(table, "sweep");
  const swept = table.now;
  expect(table.state.timers["sweep"]?.dueAt).toBe(swept + 5_000);
  table.now = swept + 4_000;
  cashOut(table, 3);
  expect(paid(table)[0]).toBe("player:player-1 payout 111");
  // Whoever cashes out by hand when their target was passed gets the target.
  const late = tableWith([900]);
  bet(late, 0, 100, 150);
  late.now = takeOff(late) + timeOf(200, 10_000);
  cashOut(late, 0);
  expect(late.deed?.events[0]?.data).toEqual({
    outs: [{ seat: 0, at: 150, paid: 150, by: "target" }],
  });
});

test("[CRASH-10] a sweep that comes after the crash moment ends the flight at its point", () => {
  const table = tableWith([250], { players: 2 });
  bet(table, 0, 100, 150);
  bet(table, 1, 100, 251);
  takeOff(table);
  ring(table, "sweep", 60_000);
  expect(eventsOf(table)).toEqual(["cashed-out", "crashed"]);
  expect(paid(table)).toEqual(["player:player-0 payout 150"]);
});

test("[CRASH-11] at the highest multiplier everybody who is left is paid", () => {
  for (const timer of ["crash", "flight"]) {
    const table = tableWith([500], { config: { multiplierMax: 500 } });
    bet(table, 0, 100);
    bet(table, 1, 100, 500);
    bet(table, 2, 100, 400);
    takeOff(table);
    expect(ring(table, timer)).toBe("done");
    expect(viewFor(table)).toMatchObject({
      phase: "crashed",
      point: 500,
      cashedOut: 3,
      paid: 1_400,
    });
  }
});

test.each([
  [1_000, 10_000, 1_000_000, 1_100],
  [1_000, 10_000, 500, 500],
  [30, 10_000, 1_000_000, 33_433],
  [7, 3, 1_000_000, 142],
])(
  "[CRASH-12] a stake of %i that may win %i is out at %i or %i",
  (stake, profitMax, wished, at) => {
    expect(Math.min(wished, ceilingOf(stake, { ...standard, profitMax }))).toBe(at);
    const table = tableWith([1_000_000], { config: { profitMax } });
    bet(table, 0, stake, wished);
    expect(viewFor(table, 0).own?.target).toBe(at);
    expect(worthOf(stake, at) - stake).toBeLessThanOrEqual(profitMax);
    takeOff(table);
    ring(table, "crash");
    expect(paid(table)).toEqual([`player:player-0 payout ${worthOf(stake, at)}`]);
  },
);

test("[CRASH-13] winnings are rounded down to whole minor units", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 100, max: 10_000 }),
      (stake, at) => {
        const exact = BigInt(stake) * BigInt(at);
        expect(BigInt(worthOf(stake, at))).toBe(exact / 100n);
      },
    ),
  );
});

test("[CRASH-14] leaving takes a bet back before the flight, cashes it out in it, and leaves nothing behind", () => {
  const table = tableWith([300], { players: 4 });
  for (const seat of [0, 1, 2]) bet(table, seat, 100);
  table.send({ kind: "leave", player: "player-0" });
  expect(paid(table)).toEqual(["player:player-0 refund 100"]);
  table.now = takeOff(table) + 10_000;
  table.send({ kind: "leave", player: "player-1" });
  expect(paid(table)).toEqual(["player:player-1 payout 200"]);
  expect(viewFor(table).bets.map(({ seat }) => seat)).toEqual([2]);
  table.now += 60_000;
  table.send({ kind: "leave", player: "player-2" });
  expect([paid(table), eventsOf(table)]).toEqual([[], ["crashed"]]);
  expect(table.state).toMatchObject({ open: [0, 0, 0, 0, 0, 0, 0, 0], tableBalance: 0 });
});

test("[CRASH-14] where bets are cashed out at their targets only, nobody leaves in the flight to be out of it", () => {
  const table = tableWith([300], { config: { manualCashOut: false } });
  bet(table, 0, 100, 200);
  takeOff(table);
  expect(cashOut(table, 0)).toBe("manual_closed");
  expect(codeOf(table.send({ kind: "leave", player: "player-0" }))).toBe("bet_in_play");
  expect(codeOf(table.send({ kind: "leave", player: "player-1" }))).toBe("done");
});

test("[CRASH-15] everybody sees the largest bets and the sums; each seat its own bet too", () => {
  const table = tableWith([300], { players: 30, seatCount: 30 });
  for (let seat = 0; seat < 30; seat++) bet(table, seat, seat < 25 ? 100 + seat : 90);
  const view = viewFor(table, 29);
  expect(view.bets.map(({ stake }) => stake)).toEqual(
    Array.from({ length: boardMax }, (_, n) => 124 - n),
  );
  expect(view).toMatchObject({
    bettors: 30,
    staked: 2_800 + 450,
    own: { seat: 29, stake: 90, out: null },
  });
  expect(viewFor(table)).toEqual({ ...view, own: null });
  table.act(24, { type: "cancel" });
  expect(viewFor(table).bets.map(({ stake }) => stake)[19]).toBe(104);
});

test("[CRASH-15] the last points are kept, the newest last", () => {
  const points = Array.from({ length: 25 }, (_, round) => 100 + round);
  const table = tableWith(points);
  for (const point of points) {
    bet(table, 0, 10);
    takeOff(table);
    ring(table, "crash");
    expect(viewFor(table).history.at(-1)).toBe(point);
    ring(table, "pause");
  }
  expect(viewFor(table).history).toHaveLength(historyMax);
});

test("[CRASH-16] a redealt flight has come at least as far as its last command told", () => {
  const table = tableWith([900]);
  bet(table, 0, 100);
  bet(table, 1, 100);
  table.now = takeOff(table) + 10_000;
  cashOut(table, 1);
  expect(stateOf(table).flown).toBe(200);
  const seen = new Set<number>();
  const seeds = seedsFor(standard, []);
  for (let round = 1; round <= 200; round++) {
    const { draw } = seeds.draws({ serverSeed: "x", clientSeed: "y", nonce: round }, 0);
    const redealt = crash.redeal?.(stateOf(table), 0, randomOf(draw)) as State; // its own state
    seen.add(redealt.point ?? 0);
  }
  expect(Math.min(...seen)).toBeGreaterThanOrEqual(200);
  expect(seen.size).toBeGreaterThan(50);
});

test("[CRASH-5] the declared edge is the configured one", () => {
  for (const edge of ["1/100", "3/97", "0/1"] as const)
    expect(declaredEdge(crash, "flight", config.parse({ edge }))).toEqual({
      edge,
      per: "bet made",
    });
  for (const edge of ["51/100", "1/1", "2/1", "1/1000001"])
    expect(config.safeParse({ edge }).success).toBe(false);
  expect(config.safeParse({ targetMin: 300, multiplierMax: 200 }).success).toBe(false);
});

test("[CRASH-17] 200 players, by hand and by target: what they win is what the house loses", () => {
  const random = randomOf(seededDraws("many"));
  const table = tableWith([], { players: 200, seatCount: 200 });
  const balances = new Map<string, number>();
  const count = () => {
    for (const { debit, credit, amount } of table.deed?.transfers ?? []) {
      balances.set(debit, (balances.get(debit) ?? 0) - amount);
      balances.set(credit, (balances.get(credit) ?? 0) + amount);
    }
  };
  for (let round = 0; round < 5; round++) {
    for (let seat = 0; seat < 200; seat++) {
      bet(
        table,
        seat,
        1 + random.int(1_000),
        random.int(2) === 0 ? 101 + random.int(300) : undefined,
      );
      count();
    }
    takeOff(table);
    count();
    for (let seat = 0; viewFor(table).phase === "flying" && seat < 200; seat++) {
      table.now += random.int(50);
      if (table.legal(seat).length === 0) continue;
      expect(cashOut(table, seat)).toBe("done");
      count();
    }
    if (viewFor(table).phase === "flying") {
      ring(table, "crash");
      count();
    }
    expect(table.state.open.every((amount) => amount === 0)).toBe(true);
    ring(table, "pause");
  }
  expect([...balances.values()].reduce((sum, one) => sum + one, 0)).toBe(0);
  expect(balances.get("table:test")).toBe(table.state.tableBalance);
});
