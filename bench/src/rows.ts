import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { measurements, type Case, type Params } from "./cases.ts";

/** One run of one case, as it is kept: a line of JSON. */
const row = z.object({
  measurement: z.enum(measurements),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  at: z.string(),
  /** Of the code that was measured; with a plus where the tree had changes of its own. */
  commit: z.string(),
  wallSeconds: z.number(),
  /** Cores that other work on the machine took meanwhile, on average. */
  others: z.number(),
  figures: z.record(z.string(), z.number()),
  /** Why there are no figures, where the machine lacks what they need. */
  missing: z.string().optional(),
  /** What was measured where: only at the calibration. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Row = z.output<typeof row>;

export const readRows = (file: string): readonly Row[] =>
  existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => withStore(row.parse(JSON.parse(line))))
    : [];

/** What was measured into one file, under its name in the folder. */
export interface Results {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** Everything that was ever measured, the newest last. */
export const readResults = (folder: string): readonly Results[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .toSorted()
    .map((name) => ({ name, rows: readRows(join(folder, name)) }));

/** Before it could be measured on others, the open loop did not say that it was on SQLite. */
const withStore = (one: Row): Row => {
  const { game, rate, store } = one.params;
  const isOld = one.measurement === "open-loop" && store === undefined;
  if (!isOld || game === undefined || rate === undefined) return one;
  return { ...one, params: { game, store: "sqlite", rate } };
};

export const appendRow = (file: string, one: Row): void =>
  appendFileSync(file, `${JSON.stringify(one)}\n`);

const keyOf = ({ measurement, params }: { measurement: string; params: Params }): string =>
  JSON.stringify([measurement, params]);

/** The runs of a case at one commit. */
export const rowsOfCase = (rows: readonly Row[], one: Case, commit: string): readonly Row[] =>
  rows.filter((other) => other.commit === commit && keyOf(other) === keyOf(one));

/** All runs by case, each case only with those at the commit that it was last measured at. */
export const groupsOf = (rows: readonly Row[]): readonly (readonly Row[])[] => {
  const groups = new Map<string, Row[]>();
  for (const one of rows) {
    const group = groups.get(keyOf(one)) ?? [];
    groups.set(keyOf(one), group[0] && group[0].commit !== one.commit ? [one] : [...group, one]);
  }
  return [...groups.values()];
};
