import { rangeOf, spanOf } from "./figures.ts";
import type { Row } from "./rows.ts";
import { tableSpecs, type TableSpec } from "./table-specs.ts";

const textOf = (value: string | number | undefined): string =>
  typeof value === "number" ? value.toLocaleString("en") : (value ?? "");

const tableOf = (spec: TableSpec, groups: readonly (readonly Row[])[]): string => {
  const lines = groups.filter(
    ([first]) =>
      first?.measurement === spec.measurement &&
      Object.entries(spec.where ?? {}).every(([name, value]) => first.params[name] === value),
  );
  if (lines.length === 0) return "Not measured.";
  const heads = [...spec.params, ...Object.values(spec.columns), "neighbours, cores", "runs"];
  const body = lines.map((rows) => [
    ...spec.params.map((name) => textOf(rows[0]?.params[name])),
    ...Object.keys(spec.columns).map((name, at) => {
      const figure = spanOf(rangeOf(rows.map((row) => row.figures[name])));
      // Where nothing could be measured, the first column says why.
      return at === 0 ? (rows.find(({ missing }) => missing)?.missing ?? figure) : figure;
    }),
    spanOf(rangeOf(rows.map((row) => row.others))),
    String(rows.length),
  ]);
  return [heads, heads.map(() => "---"), ...body]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
};

/** Every table of the report by its name. */
export const tablesOf = (groups: readonly (readonly Row[])[]): ReadonlyMap<string, string> =>
  new Map(tableSpecs.map((spec) => [spec.name, tableOf(spec, groups)]));
