import { readFileSync, writeFileSync } from "node:fs";
import { numberText } from "./figures.ts";
import { medianOf } from "./percentiles.ts";
import { groupsOf, type Results, type Row } from "./rows.ts";
import { tablesOf } from "./tables.ts";
import { targetTable } from "./targets.ts";

/** Where and when, and at which commits: with every report, since no figure means anything without. `used`: those of the rows that count. */
const factsOf = ({ name, rows }: Results, used: readonly Row[]): string => {
  const calibrations = rows.filter((row) => row.facts);
  const facts = calibrations.at(-1)?.facts;
  const medianText = (figure: string): string =>
    numberText(medianOf(calibrations.flatMap(({ figures }) => figures[figure] ?? [])));
  const machine = facts
    ? `${facts["cores"]} cores of ${facts["cpu"]}, ${facts["memoryGiB"]} GiB, kernel ${facts["kernel"]}, Node ${facts["node"]}, where HMAC-SHA256 takes ${medianText("hmacMicros")} µs and 500 B are appended and synced in ${medianText("fdatasyncMs")} ms`
    : "an unknown machine";
  const measured = [...new Set(used.map(({ measurement }) => measurement))].join(", ");
  const times = used.map(({ at }) => at.slice(0, 16).replace("T", " ")).toSorted();
  const commits = [...new Set(used.map(({ commit }) => commit))];
  const plus = commits.some((commit) => commit.endsWith("+"))
    ? " (+: with changes of its own)"
    : "";
  return `- **${measured}**: on ${machine}, from ${times[0]} to ${times.at(-1)} UTC, at ${commits.join(", ")}${plus}. Every row is in [results/${name}](results/${name}).`;
};

/** The text with another block between the markers of that name. */
export const putBlock = (text: string, name: string, block: string): string => {
  const [begin, end] = [`<!-- figures: ${name} -->`, `<!-- end: ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`the report has no place for ${name}: ${begin} ${end}`);
  return `${text.slice(0, from)}${begin}\n\n${block}\n\n${text.slice(to)}`;
};

/** Puts the tables between their markers; what was written by hand around them stays. Each case counts as it was measured last. */
export const writeReport = (file: string, results: readonly Results[]): void => {
  const groups = groupsOf(results.flatMap(({ rows }) => rows));
  const counting = new Set(groups.flat());
  const facts = results.flatMap((one) => {
    const used = one.rows.filter((row) => counting.has(row));
    return used.length > 0 ? [factsOf(one, used)] : [];
  });
  const blocks = new Map([
    ...tablesOf(groups),
    ["targets", targetTable(groups)],
    ["facts", facts.join("\n")],
  ]);
  let text = readFileSync(file, "utf8");
  for (const [name, block] of blocks) text = putBlock(text, name, block);
  writeFileSync(file, text);
};
