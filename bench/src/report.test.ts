import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeReport } from "./report.ts";
import { readResults } from "./rows.ts";

const bench = join(import.meta.dirname, "..");
const results = readResults(join(bench, "results"));

/** What the report says of these. */
const reportOf = (...said: Parameters<typeof writeReport>[1]): string => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-report-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "RESULTS.md");
  cpSync(join(bench, "RESULTS.md"), file);
  writeReport(file, said);
  return readFileSync(file, "utf8");
};

test("the tables are those of the rows that are kept", () => {
  expect(reportOf(...results)).toBe(readFileSync(join(bench, "RESULTS.md"), "utf8"));
});

test("a case counts as it was measured last, and each file says what is from it, and from which machine", () => {
  const [first] = results;
  const row = first?.rows.find(({ measurement }) => measurement === "recovery");
  if (!first || !row) throw new Error("there are no results");
  const figures = { ...row.figures, readyMs: 123_456 };
  const later = { name: "later.jsonl", rows: [{ ...row, commit: "later", figures }] };
  const report = reportOf(first, later);
  expect(report).toContain("123,456");
  expect(report).toMatch(
    /^- \*\*recovery\*\*: on an unknown machine, from .+, at later\. .*later\.jsonl/m,
  );
  const line = report.split("\n").find((one) => one.includes(`results/${first.name}](`));
  expect(line).toMatch(/: on \d+ cores of /);
  expect(line).not.toContain("recovery");
});
