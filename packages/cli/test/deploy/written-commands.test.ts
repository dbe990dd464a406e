import { expect, test } from "vitest";
import { filesIn, problemOf, textOf } from "./deploy-files.ts";

const texts = ["README.md", ...filesIn("docs", ".md"), ...filesIn("docs/guides", ".md")];

/** The words after `parlor` in the examples of a shell: one list for each call. */
const callsIn = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
    .flatMap(([, shell = ""]) => shell.replaceAll("\\\n", " ").split("\n"))
    .flatMap((line) => line.split(/ #|[|;]|&& /)[0] ?? [])
    .flatMap((line) => {
      const call = /(?:^|npx |exec \S+ (?:-- )?)parlor (.+)$/.exec(line.trim())?.[1];
      return call === undefined ? [] : [call.trim().split(/\s+/)];
    });

test.each(texts)("every command that %s shows is one that there is", (path) => {
  const problems = callsIn(textOf(path)).flatMap((words) => problemOf(words) ?? []);
  expect(problems).toEqual([]);
});

test("what is looked for is found", () => {
  expect(texts.flatMap((path) => callsIn(textOf(path))).length).toBeGreaterThan(30);
  expect(
    problemOf(["nodes", "move", "3", "node-1", "--store", "postgres://there"]),
  ).toBeUndefined();
  expect(problemOf(["nodes", "move", "3", "node-1", "--url", "there"])).toMatch(/no --url/);
  expect(problemOf(["node"])).toMatch(/no command node/);
});
