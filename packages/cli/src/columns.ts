/** Rows of cells as text, each column as wide as its widest cell. */
export const columns = (rows: readonly (readonly string[])[], indent = ""): string => {
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, column) => Math.max(cell.length, widest[column] ?? 0)),
    [],
  );
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
    .map((line) => `${indent}${line}`.trimEnd())
    .join("\n");
};
