import { expect, test } from "vitest";
import { casesOf, defaultPeers, measurements } from "./cases.ts";
import type { Row } from "./rows.ts";
import { tablesOf } from "./tables.ts";
import { targetTable } from "./targets.ts";

const cases = casesOf(new Set(measurements), { seconds: 1, settings: "{}", peers: defaultPeers });

const rowsOf = (figures: Readonly<Record<string, number>>): readonly (readonly Row[])[] =>
  cases.map(({ measurement, params }) => [
    { measurement, params, at: "", commit: "a", wallSeconds: 1, others: 0, figures },
  ]);
const linesOf = (table: string | undefined): readonly string[] => (table ?? "").split("\n");

test("every case is a line of exactly one table", () => {
  const tables = [...tablesOf(rowsOf({})).values()];
  const lines = tables.flatMap((table) => linesOf(table).slice(2));
  expect(tables).not.toContain("Not measured.");
  expect(lines).toHaveLength(cases.length);
});

test("only what measures another framework needs one", () => {
  const needing = cases.filter(({ needsPeers }) => needsPeers);
  expect(new Set(needing.map(({ measurement }) => measurement))).toEqual(
    new Set(["search", "sockets", "crash"]),
  );
  expect(needing.filter(({ measurement }) => measurement === "search")).toHaveLength(1);
});

test("a case of the searches tells its script everything but how the search goes", () => {
  const one = cases.find(({ params }) => params["mode"] === "cfr");
  expect(one).toMatchObject({
    script: "cfr.ts",
    args: ["--game", "kuhn-poker", "--below", "0.001"],
    params: { mode: "cfr", game: "kuhn-poker", below: 0.001 },
  });
});

test("a line whose figures could not be measured says why", () => {
  const rows = rowsOf({}).map(([row]) =>
    row ? [{ ...row, missing: "there is no PostgreSQL" }] : [],
  );
  const lines = linesOf(tablesOf(rows).get("store"));
  expect(lines.at(-1)).toMatch(
    /^\| pgbench, one INSERT \| 1,000 \| there is no PostgreSQL \| – \|/,
  );
});

test("pgbench is told everything but that it is none of the stores", () => {
  const one = cases.find(({ script }) => script === "pgbench.ts");
  expect(one?.args).toEqual(["--sessions", "1", "--seconds", "1"]);
});

const verdictsOf = (rows: readonly (readonly Row[])[], where: string): readonly string[] =>
  linesOf(targetTable(rows)).filter((line) => line.includes(where));

test("a search is held to fifty times what boardgame.io's does", () => {
  const search = (own: number, other: number) =>
    rowsOf({ iterationsPerSecond: own }).map(([row]) =>
      row?.params["mode"] === "bgio-mcts"
        ? [{ ...row, figures: { iterationsPerSecond: other } }]
        : row
          ? [row]
          : [],
    );
  const where = "tree search, tic-tac-toe";
  expect(verdictsOf(search(150_000, 3_000), where)).toEqual([
    expect.stringMatching(/150,000 against 3,000 \| met \|$/),
  ]);
  expect(verdictsOf(search(149_999, 3_000), where)).toEqual([expect.stringMatching(/not met/)]);
  const alone = search(150_000, 3_000).filter(([row]) => row?.params["mode"] !== "bgio-mcts");
  expect(verdictsOf(alone, where)).toEqual([expect.stringMatching(/not measured \|$/)]);
});

test("simple games of the house are held to a million rounds, and others are not", () => {
  const rows = rowsOf({ roundsPerSecond: 999_999 });
  expect(verdictsOf(rows, "simulate roulette")).toEqual([expect.stringMatching(/not met/)]);
  expect(verdictsOf(rows, "simulate video-poker")).toEqual([]);
});
