import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { appendRow, readRows, type Row } from "./rows.ts";

const rowOf = (params: Row["params"]): Row => ({
  measurement: "open-loop",
  params,
  at: "2026-11-25T06:43:04.737Z",
  commit: "a",
  wallSeconds: 1,
  others: 0,
  figures: {},
  missing: "there is no PostgreSQL",
});

test("rows are read as they were kept, and old ones of the open loop as what they are now", () => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-rows-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "rows.jsonl");
  const now = rowOf({ game: "coin-flip", store: "postgres", rate: 10_000 });
  appendRow(file, now);
  appendRow(file, rowOf({ game: "coin-flip", rate: 10_000 }));
  expect(readRows(file)).toEqual([
    now,
    rowOf({ game: "coin-flip", store: "sqlite", rate: 10_000 }),
  ]);
});
