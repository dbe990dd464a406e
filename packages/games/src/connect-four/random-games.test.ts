import { seededDraws, randomFrom } from "@parlor/kit";
import { testTable, type TestTable } from "@parlor/kit/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openSpielPlays, type OracleStep } from "../../test/oracles.ts";
import { isInLine, linesThrough } from "./board.ts";
import { connectFour } from "./game.ts";

interface Seen {
  readonly columns: readonly (readonly number[])[];
  readonly mover: number | null;
  readonly winner: number | null;
  readonly line: readonly (readonly number[])[];
}

/** All cells that are in some line, found by looking at every line that the board has. */
const slowLines = (
  at: (column: number, row: number) => number | undefined,
  { columns, rows, line }: { columns: number; rows: number; line: number },
): Set<string> => {
  const found = new Set<string>();
  for (let column = 0; column < columns; column++)
    for (let row = 0; row < rows; row++)
      for (const [right, up] of [
        [1, 0],
        [0, 1],
        [1, 1],
        [1, -1],
      ] as const) {
        const cells = Array.from({ length: line }, (_, n) => [column + n * right, row + n * up]);
        const discs = new Set(cells.map(([c, r]) => at(c ?? -1, r ?? -1)));
        if (discs.size === 1 && !discs.has(undefined))
          for (const cell of cells) found.add(String(cell));
      }
  return found;
};

const size = fc
  .record({
    columns: fc.integer({ min: 4, max: 12 }),
    rows: fc.integer({ min: 4, max: 12 }),
    line: fc.integer({ min: 3, max: 6 }),
  })
  .filter(({ columns, rows, line }) => line <= Math.max(columns, rows));

type Size = Parameters<typeof slowLines>[1];

/** Holds what is seen against the slow search; gives back the columns to choose from, none after the end. */
const checkSeen = (table: TestTable, config: Size): readonly number[] => {
  const { columns, mover, winner, line } = table.view(null) as Seen; // the view of this game
  const lines = slowLines((column, row) => columns[column]?.[row], config);
  const discs = columns.flat().length;
  const isFull = discs === config.columns * config.rows;
  expect(winner !== null).toBe(lines.size > 0);
  expect(new Set(line.map(String))).toEqual(lines);
  expect(mover).toBe(lines.size > 0 || isFull ? null : discs % 2);
  const open = mover === null ? [] : table.legal(mover)[0]?.fields["column"];
  const notFull = [...columns.keys()].filter((at) => (columns[at]?.length ?? 0) < config.rows);
  expect(open).toEqual(mover === null ? [] : notFull);
  return mover === null ? [] : notFull;
};

test("[CF-4] [CF-5] a game on any board ends with the first line there is, or full", () => {
  fc.assert(
    fc.property(size, fc.integer(), (config, seed) => {
      const random = randomFrom(seededDraws(seed));
      const table = testTable(connectFour, { setup: { config } });
      let seat = 0;
      for (let open = checkSeen(table, config); open.length > 0; open = checkSeen(table, config)) {
        const result = table.act(seat, { type: "drop", column: random.pick(open) });
        expect(result.kind).toBe("done");
        seat = 1 - seat;
      }
    }),
    { numRuns: 60 },
  );
});

test("[CF-4] a disc alone is in no line, whatever lies elsewhere", () => {
  const cells = Array.from({ length: 16 }, () => -1);
  cells[5] = 0;
  expect(isInLine(cells, { columns: 4, rows: 4, line: 3 }, 1, 1)).toBe(false);
  expect(linesThrough(cells, { columns: 4, rows: 4, line: 3 }, 1, 1)).toEqual([[1, 1]]);
});

const asText = ({ columns }: Seen, rows: number): string =>
  Array.from({ length: rows }, (_, down) =>
    columns.map((discs) => "xo"[discs[rows - 1 - down] ?? 2] ?? ".").join(""),
  ).join("\n");

/** The moves that lead to where a playthrough begins. */
const before = (game: string): number[] =>
  /history=([\d;]+)/.exec(game)?.[1]?.split(";").map(Number) ?? [];

/** Whether OpenSpiel's step tells of a state that could be compared. */
const isSeenAs = (table: TestTable, step: OracleStep): boolean => {
  if (step.state === undefined) return false;
  const seen = table.view(null) as Seen; // the view of this game
  expect(asText(seen, 6)).toBe(step.state);
  expect(seen.mover).toBe(step.terminal ? null : step.player);
  const open = seen.mover === null ? undefined : table.legal(seen.mover)[0]?.fields["column"];
  expect(open).toEqual(step.legal);
  const worth = (seat: number) => (seen.winner === null ? 0 : seen.winner === seat ? 1 : -1);
  expect([worth(0), worth(1)]).toEqual(step.returns);
  return true;
};

test("[CF-3] [CF-4] [CF-8] games of OpenSpiel: the same board, turn, choices and result at every step", (context) => {
  let compared = 0;
  for (const { game, steps } of openSpielPlays("connect_four", context)) {
    const table = testTable(connectFour);
    const play = (column: number) => {
      const { mover } = table.view(null) as Seen; // the view of this game
      expect(table.act(mover ?? -1, { type: "drop", column }).kind).toBe("done");
    };
    before(game).forEach(play);
    for (const step of steps) {
      if (isSeenAs(table, step)) compared += 1;
      if (step.action !== undefined) play(step.action);
    }
  }
  expect(compared).toBeGreaterThan(10);
});
