import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GameName } from "./game-name.ts";

/** Lines that a person has to add to a file. */
export interface LinesToAdd {
  readonly file: string;
  readonly lines: readonly string[];
}

/** Where lines go in a file of the clone: after the last line that begins so, or before the first that is so. */
interface Insertion {
  readonly line: string;
  readonly afterLast?: RegExp;
  readonly beforeLast?: RegExp;
}

/**
 * Names a game where a clone lists its games. A file that is not of the shape that is expected is left as it
 * is, and its lines are handed back.
 */
export const registerGame = (clone: string, name: GameName): readonly LinesToAdd[] => {
  const { kebab, camel, pascal } = name;
  const key = camel === kebab ? camel : `"${kebab}"`;
  const edits: Readonly<Record<string, readonly Insertion[]>> = {
    "packages/games/src/index.ts": [
      {
        line: `import { ${camel} } from "./${kebab}/index.ts";`,
        afterLast: /^import .* from "\.\/.*\/index\.ts";$/,
      },
      { line: `  ${camel},`, beforeLast: /^\];$/ },
    ],
    "packages/games/src/tables.ts": [
      {
        line: `import type { ${camel} } from "./${kebab}/game.ts";`,
        afterLast: /^import type .* from "\.\/.*\/game\.ts";$/,
      },
      {
        line: `  ${key}: tableOf<TypesOfGame<typeof ${camel}>>(\n    async () => (await import("./${kebab}/table.tsx")).${pascal}Table,\n  ),`,
        beforeLast: /^\};$/,
      },
    ],
    "packages/games/package.json": [
      {
        line: `    "./${kebab}": "./src/${kebab}/index.ts",`,
        afterLast: /^ {4}"\.": "\.\/src\/index\.ts",$/,
      },
    ],
  };
  return Object.entries(edits).flatMap(([file, insertions]) => {
    const path = join(clone, file);
    const edited = insertions.reduce<string[] | undefined>(
      (lines, insertion) => lines && inserted(lines, insertion),
      readFileSync(path, "utf8").split("\n"),
    );
    if (edited === undefined) return [{ file, lines: insertions.map(({ line }) => line) }];
    writeFileSync(path, edited.join("\n"));
    return [];
  });
};

const inserted = (
  lines: readonly string[],
  { line, afterLast, beforeLast }: Insertion,
): string[] | undefined => {
  const pattern = afterLast ?? beforeLast;
  const found = pattern ? lines.findLastIndex((one) => pattern.test(one)) : -1;
  return found < 0 ? undefined : lines.toSpliced(found + (afterLast ? 1 : 0), 0, line);
};
