import { testTable, scriptedSeeds, type TestTable } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { connectFour } from "./game.ts";

interface Options {
  readonly config?: unknown;
  readonly draws?: readonly number[];
  readonly players?: number;
}
const newTable = ({ config = {}, draws = [], players = 2 }: Options = {}): TestTable =>
  testTable(connectFour, { players, setup: { config }, seeds: scriptedSeeds(draws) });

const answer = (table: TestTable, seat: number, action: { type: string; column?: number }) => {
  const result = table.act(seat, action);
  if (result.kind === "fault") throw result.fault;
  return result.kind === "refused" ? result.refusal.refused : "done";
};
const drop = (table: TestTable, seat: number, column: number) =>
  answer(table, seat, { type: "drop", column });
/** Drops in turn, seat 0 first. */
const dropAll = (table: TestTable, columns: readonly number[]) =>
  columns.map((column, turn) => drop(table, turn % 2, column));
const outcomeOf = ({ state: { phase } }: TestTable) =>
  phase.status === "ended" ? phase.outcome?.places : null;

test.each([
  [{}, [7, 6]],
  [{ columns: 12, rows: 4, line: 5 }, [12, 4]],
])("[CF-1] the board of %j has %j columns and rows", (config, [columns, rows]) => {
  const table = newTable({ config });
  expect(table.view(0)).toMatchObject({ columns: Array.from({ length: columns! }, () => []) });
  for (let row = 0; row < rows!; row++) expect(drop(table, row % 2, 0)).toBe("done");
  expect(drop(table, rows! % 2, 0)).toBe("column_full");
});

test.each([
  [{ columns: 3 }, false],
  [{ rows: 13 }, false],
  [{ columns: 5, rows: 4, line: 6 }, false],
  [{ columns: 5, rows: 4, line: 5 }, true],
  [{ columns: 8, rows: 8, line: 8 }, true],
])("[CF-1] the configuration %j is valid: %s", (config, valid) => {
  expect(connectFour.config.safeParse(config).success).toBe(valid);
});

test("[CF-2] seat 0 moves first, and turns alternate", () => {
  const table = newTable();
  expect(drop(table, 1, 3)).toBe("not_your_turn");
  expect(dropAll(table, [3, 3, 2])).toEqual(["done", "done", "done"]);
  expect(drop(table, 0, 2)).toBe("not_your_turn");
  expect(table.view(null)).toMatchObject({ mover: 1, columns: [[], [], [0], [0, 1], [], [], []] });
});

test.each([0, 1])("[CF-2] where the lot decides, it may be seat %i that begins", (first) => {
  const table = newTable({ config: { first: "random" }, draws: [first] });
  expect(table.view(0)).toMatchObject({ mover: first });
  expect(drop(table, 1 - first, 0)).toBe("not_your_turn");
  expect(drop(table, first, 0)).toBe("done");
});

test("[CF-3] a refused move changes nothing", () => {
  const table = newTable();
  dropAll(table, [0, 0, 0, 0, 0, 0]);
  const before = table.state;
  expect(drop(table, 0, 0)).toBe("column_full");
  expect(drop(table, 0, 7)).toBe("invalid_action");
  expect(drop(table, 0, -1)).toBe("invalid_action");
  expect(drop(table, 1, 1)).toBe("not_your_turn");
  expect(table.state).toBe(before);
  expect(table.view(0)).toMatchObject({ columns: [[0, 1, 0, 1, 0, 1], [], [], [], [], [], []] });
});

// oxfmt-ignore
test.each([
  { way: "across", columns: [0, 0, 1, 1, 2, 2, 3], winner: 0, line: [[0, 0], [1, 0], [2, 0], [3, 0]] },
  { way: "up", columns: [6, 5, 6, 5, 6, 5, 6], winner: 0, line: [[6, 0], [6, 1], [6, 2], [6, 3]] },
  { way: "up, for seat 1", columns: [6, 5, 6, 5, 6, 5, 0, 5], winner: 1, line: [[5, 0], [5, 1], [5, 2], [5, 3]] },
  { way: "rising", columns: [0, 1, 1, 2, 2, 3, 2, 3, 3, 6, 3], winner: 0, line: [[0, 0], [1, 1], [2, 2], [3, 3]] },
  { way: "falling", columns: [3, 2, 2, 1, 1, 0, 1, 0, 0, 6, 0], winner: 0, line: [[0, 3], [1, 2], [2, 1], [3, 0]] },
  { way: "more than enough", columns: [0, 0, 1, 1, 2, 2, 4, 4, 5, 5, 6, 6, 3], winner: 0,
    line: [[0, 0], [1, 0], [2, 0], [3, 0], [4, 0], [5, 0], [6, 0]] },
])("[CF-4] four in a row $way", ({ columns, winner, line }) => {
  const table = newTable();
  expect(dropAll(table, columns).every((one) => one === "done")).toBe(true);
  expect(table.view(0)).toMatchObject({ winner, mover: null, line });
  expect(table.deed?.events.at(-1)).toEqual({
    type: "won",
    data: { seat: winner, by: "line", line },
  });
  expect(outcomeOf(table)).toEqual([[winner], [1 - winner]]);
});

test("[CF-4] one disc that finishes two lines shows both", () => {
  const table = newTable({ config: { line: 3 } });
  dropAll(table, [0, 0, 1, 6, 1, 6, 0, 5]);
  expect(table.view(0)).toMatchObject({ winner: null });
  drop(table, 0, 2);
  const across = ["0,0", "1,0", "2,0"];
  const falling = ["0,2", "1,1", "2,0"];
  const { winner, line } = table.view(0) as { winner: number; line: number[][] }; // the view of this game
  expect(winner).toBe(0);
  expect(line.map(String)).toEqual([...new Set([...across, ...falling])].toSorted());
});

/** Fills a board of 4 by 4 without four in a row. */
const drawn = [0, 1, 0, 1, 1, 0, 1, 0, 2, 3, 2, 3, 3, 2, 3, 2];

test("[CF-5] a full board without a line is a draw", () => {
  const table = newTable({ config: { columns: 4, rows: 4 } });
  expect(dropAll(table, drawn).every((one) => one === "done")).toBe(true);
  expect(table.view(0)).toMatchObject({ winner: null, mover: null, line: [] });
  expect(table.deed?.events.at(-1)).toEqual({ type: "drawn", data: {} });
  expect(outcomeOf(table)).toEqual([[0, 1]]);
});

test("[CF-6] each turn has its clock, and the seat whose time runs out loses", () => {
  const table = newTable();
  expect(table.state.timers).toEqual({ turn: { dueAt: table.now + 30_000, seat: 0 } });
  table.now += 5_000;
  drop(table, 0, 0);
  expect(table.state.timers).toEqual({ turn: { dueAt: table.now + 30_000, seat: 1 } });
  table.now += 30_000;
  expect(table.send({ kind: "timeout", timer: "turn" }).kind).toBe("done");
  expect(table.deed?.events).toEqual([{ type: "won", data: { seat: 0, by: "timeout", line: [] } }]);
  expect(outcomeOf(table)).toEqual([[0], [1]]);
});

test("[CF-6] what a turn takes beyond its time comes off the reserve, but not what a pause takes", () => {
  const table = newTable({ config: { turnTimeoutMs: 10_000, reserveMs: 60_000 } });
  table.now += 10_000;
  drop(table, 0, 0);
  table.now += 15_000;
  drop(table, 1, 0);
  expect(table.view(0)).toMatchObject({ reserveMs: [60_000, 55_000] });
  table.now += 1_000;
  table.send({ kind: "pause", by: "operator" });
  table.now += 500_000;
  table.send({ kind: "resume", by: "operator" });
  table.now += 29_000;
  drop(table, 0, 0);
  expect(table.view(0)).toMatchObject({ reserveMs: [40_000, 55_000] });
  expect(table.state.timers).toEqual({ turn: { dueAt: table.now + 65_000, seat: 1 } });
});

test.each([0, 1])("[CF-7] seat %i resigns on its turn, and loses", (seat) => {
  const table = newTable();
  if (seat === 1) drop(table, 0, 0);
  expect(answer(table, 1 - seat, { type: "resign" })).toBe("not_your_turn");
  expect(answer(table, seat, { type: "resign" })).toBe("done");
  expect(table.view(0)).toMatchObject({ winner: 1 - seat, line: [] });
  expect(outcomeOf(table)).toEqual([[1 - seat], [seat]]);
});

test.each([0, 1])("[CF-7] seat %i forfeits by leaving, whoever is to move", (seat) => {
  const table = newTable();
  drop(table, 0, 0);
  expect(table.send({ kind: "leave", player: `player-${seat}` }).kind).toBe("done");
  expect(outcomeOf(table)).toEqual([[1 - seat], [seat]]);
});

test("[CF-7] before the start, leaving only frees the seat", () => {
  const table = newTable({ players: 1 });
  expect(table.send({ kind: "leave", player: "player-0" }).kind).toBe("done");
  expect(table.state).toMatchObject({ phase: { status: "waiting" }, players: [null, null] });
});

test("[CF-8] legal are the columns that are not full and resigning, for the mover only", () => {
  const table = newTable({ config: { columns: 4, rows: 4 } });
  dropAll(table, [0, 0, 0, 0, 2]);
  expect(table.legal(0)).toEqual([]);
  expect(table.legal(1)).toEqual([
    { type: "drop", fields: { column: [1, 2, 3] } },
    { type: "resign", fields: {} },
  ]);
  answer(table, 1, { type: "resign" });
  expect([table.legal(0), table.legal(1)]).toEqual([[], []]);
});

test("[CF-9] both seats and a spectator see the same", () => {
  const table = newTable();
  dropAll(table, [3, 3, 4]);
  expect(table.view(1)).toEqual(table.view(0));
  expect(table.view(null)).toEqual({
    columns: [[], [], [], [0, 1], [0], [], []],
    mover: 1,
    winner: null,
    latest: 4,
    line: [],
    reserveMs: [0, 0],
  });
});
