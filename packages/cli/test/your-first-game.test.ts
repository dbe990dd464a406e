import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "./parlor-process.ts";
import { newRepository, root, tool } from "./repository-of-a-game.ts";

const guide = readFileSync(join(root, "docs/guides/your-first-game.md"), "utf8");

interface Block {
  readonly language: string;
  /** What stands behind the language: a file, or `excerpt`. */
  readonly what: string;
  readonly text: string;
}

const blocks: readonly Block[] = [...guide.matchAll(/^```(\w*) ?(.*)\n([\s\S]*?)^```$/gm)].map(
  ([, language = "", what = "", text = ""]) => ({ language, what, text }),
);

/** What a diff takes away and what it puts there; both have the lines around it. */
const sidesOf = (diff: string): readonly [before: string, after: string] => {
  const lines = diff.trimEnd().split("\n");
  const without = (mark: string): string =>
    lines
      .filter((line) => !line.startsWith(mark))
      .map((line) => line.slice(1))
      .join("\n");
  return [without("+"), without("-")];
};

const change = (repository: string, { what, text }: Block): void => {
  const file = join(repository, what);
  const old = readFileSync(file, "utf8");
  const [before, after] = sidesOf(text);
  expect([what, before, old.split(before).length - 1]).toEqual([what, before, 1]);
  writeFileSync(
    file,
    old.replace(before, () => after),
  );
};

const proved = async (repository: string) =>
  run(["prove", "src/game.ts", "--cores", "1"], "", repository);

test("all that the guide to a first game does comes to what it says", async () => {
  const repository = await newRepository("house");
  const vitest = () => tool(repository, "vitest/vitest.mjs", "run", "--reporter=verbose");
  const original = readFileSync(join(repository, "src/game.ts"), "utf8");
  for (const { text } of blocks.filter(({ what }) => what === "excerpt"))
    expect(original).toContain(text.trimEnd());

  const diffs = blocks.filter(({ language }) => language === "diff");
  const isOffer = ({ text }: Block): boolean => text.includes('choice("fold")');
  const isGenerous = ({ text }: Block): boolean =>
    text.includes('+      const won = scale(stake, "3/4"');
  const [offer, generous] = [diffs.findIndex(isOffer), diffs.findIndex(isGenerous)];
  expect([offer, generous]).toEqual([4, 6]);

  for (const diff of diffs.slice(0, offer)) change(repository, diff);
  const unlisted = vitest();
  expect(unlisted.status).toBe(1);
  const [complaint] = blocks.filter(({ language }) => language === "");
  expect(unlisted.said).toContain(complaint?.text.trim());

  for (const diff of diffs.slice(offer, generous)) change(repository, diff);
  const listed = vitest();
  expect(listed).toMatchObject({ status: 0 });
  expect(listed.said).toMatch(/\[MYGAME-7\]/);
  expect((await proved(repository)).out).toMatch(/1\/26 +bet made +1\/26/);

  for (const diff of diffs.slice(generous, generous + 1)) change(repository, diff);
  const found = await proved(repository);
  expect(found.code).toBe(1);
  expect(found.out).toMatch(/! call +1\/26 +bet made +1\/39/);

  for (const { language, what, text } of blocks)
    if (language === "ts" && what !== "excerpt") writeFileSync(join(repository, what), text);
  for (const diff of diffs.slice(generous + 1)) change(repository, diff);
  expect(tool(repository, "typescript/bin/tsc")).toEqual({ status: 0, said: "" });
  expect((await proved(repository)).code).toBe(0);
  const bots = ["--bots", "careful,random", "--games", "4", "--rounds", "5", "--cores", "1"];
  const arena = await run(["arena", "src/game.ts", ...bots], "", repository);
  expect([arena.code, arena.errors]).toEqual([0, ""]);
  expect(arena.out).toMatch(/^careful/m);
}, 60_000);

test("every command of the guide is one that there is", async () => {
  const repository = await newRepository("house");
  const { scripts: own } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const commands = blocks
    .filter(({ language }) => language === "sh")
    .flatMap(({ text }) => text.trim().split("\n"));
  const scripts = commands.flatMap((line) => /^npm run (\S+)/.exec(line)?.[1] ?? []);
  expect(scripts.length).toBeGreaterThan(4);
  // The page is built in the clone; the rest is run in the game's repository.
  expect(scripts.filter((script) => !(script in own))).toEqual(["build"]);
  expect(commands).toContain("npx parlor new my-game --in ../my-game");
});
