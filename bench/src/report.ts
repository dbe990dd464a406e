import { readFileSync, writeFileSync } from "node:fs";
import { groupsOf, type Row } from "./rows.ts";
import { tablesOf } from "./tables.ts";
import { targetTable } from "./targets.ts";

/** Where and when, and at which commits: with every report, since no figure means anything without. */
const factsOf = (rows: readonly Row[], source: string): string => {
  const facts = rows.findLast((row) => row.facts)?.facts;
  const machine = facts
    ? `${facts["cores"]} cores of ${facts["cpu"]}, ${facts["memoryGiB"]} GiB, kernel ${facts["kernel"]}, Node ${facts["node"]}`
    : "an unknown machine";
  const times = rows.map(({ at }) => at.slice(0, 16).replace("T", " ")).toSorted();
  const commits = [...new Set(rows.map(({ commit }) => commit))];
  const plus = commits.some((commit) => commit.endsWith("+"))
    ? " (+: with changes of its own)"
    : "";
  return `Measured on ${machine}, from ${times[0]} to ${times.at(-1)} UTC, at ${commits.join(", ")}${plus}. Every row is in [${source}](${source}).`;
};

/** The text with another block between the markers of that name. */
export const putBlock = (text: string, name: string, block: string): string => {
  const [begin, end] = [`<!-- figures: ${name} -->`, `<!-- end: ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`the report has no place for ${name}: ${begin} ${end}`);
  return `${text.slice(0, from)}${begin}\n\n${block}\n\n${text.slice(to)}`;
};

/** Puts the tables between their markers; what was written by hand around them stays. */
export const writeReport = (file: string, rows: readonly Row[], source: string): void => {
  if (rows.length === 0) return;
  // Each case only with the runs at the commit that it was last measured at.
  const groups = groupsOf(rows);
  const blocks = new Map([
    ...tablesOf(groups),
    ["targets", targetTable(groups)],
    ["facts", factsOf(groups.flat(), source)],
  ]);
  let text = readFileSync(file, "utf8");
  for (const [name, block] of blocks) text = putBlock(text, name, block);
  writeFileSync(file, text);
};
