import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect, orThrow } from "@parlor/client";
import { expect, onTestFinished, test } from "vitest";
import { gameNameOf } from "../src/game-name.ts";
import { run, serve } from "./parlor-process.ts";
import { newRepository, root, testFolder, tool } from "./repository-of-a-game.ts";

const banks = ["house", "none", "players"] as const;

test("a new game in a repository of its own compiles, passes its tests and is proved", async () => {
  const repository = await newRepository("house");
  expect(tool(repository, "typescript/bin/tsc")).toEqual({ status: 0, said: "" });
  const tested = tool(repository, "vitest/vitest.mjs", "run", "--reporter=verbose");
  expect(tested).toMatchObject({ status: 0 });
  expect(tested.said).toContain("my game keeps the game contract");
  const proved = await run(["prove", "src/game.ts", "--cores", "1"], "", repository);
  expect([proved.code, proved.errors]).toEqual([0, ""]);
  expect(proved.out).toMatch(/call +1\/26 +bet made +1\/26/);
  expect(proved.out).toContain("Every declared edge holds.");
}, 60_000);

test("a new game is served from its file, and a round of it is played and verified", async () => {
  const repository = await newRepository("house");
  const file = join(repository, "src/game.ts");
  const data = join(repository, "data");
  const { server, url } = await serve(data, ["--game", file, "--log", "error"]);
  onTestFinished(async () => server.kill());
  const parlor = connect({ url });
  onTestFinished(() => parlor.close());
  orThrow(await parlor.signIn("Ann"));
  const { info } = orThrow(await parlor.open({ game: "my-game" }));
  const table = parlor.table(info.id);
  orThrow(await table.join());
  orThrow(await table.act({ type: "draw", stake: 100 }));
  const { seq } = orThrow(await table.act({ type: "call", call: "higher" }));
  const { view } = orThrow(await table.until((update) => update.view.seq >= seq));
  expect(view.view).toMatchObject({ first: null, last: { call: "higher" } });
  parlor.close();
  server.child.kill("SIGTERM");
  expect(await server.exit).toBe(0);
  const verified = await run(["verify", info.id, "--data", data, "--game", file]);
  expect([verified.code, verified.errors]).toEqual([0, ""]);
});

test("a new game plays against bots from its file, in the terminal and in the arena", async () => {
  const repository = await newRepository("none");
  const args = ["--bots", "random,random", "--games", "4", "--cores", "1"];
  const arena = await run(["arena", "src/game.ts", ...args], "", repository);
  expect([arena.code, arena.errors]).toEqual([0, ""]);
  const played = await run(["play", "src/game.ts", "--bots", "easy"], "quit\n", repository);
  expect([played.code, played.errors]).toEqual([0, ""]);
  expect(played.out).toMatch(/My game at .*\n/);
});

/** As much of a clone as a new game is added to. */
const smallClone = (): string => {
  const clone = testFolder();
  const source = join(root, "packages/games");
  cpSync(source, join(clone, "packages/games"), { recursive: true });
  mkdirSync(join(clone, "packages/kit"));
  cpSync(join(root, "packages/kit/package.json"), join(clone, "packages/kit/package.json"));
  symlinkSync(join(root, "node_modules"), join(clone, "node_modules"));
  const config = {
    extends: join(root, "tsconfig.base.json"),
    compilerOptions: { lib: ["es2024", "dom", "dom.iterable"], types: ["vite/client"] },
    include: ["packages/games/src/my-*/*", "packages/games/src/*.ts"],
    exclude: ["packages/games/src/*.test.ts"],
  };
  writeFileSync(join(clone, "tsconfig.json"), JSON.stringify(config));
  return clone;
};

test("new games in a clone are among its games, have tables and compile, whoever is the bank", async () => {
  const clone = smallClone();
  const inside = join(clone, "packages/games/src");
  for (const bank of banks) {
    const made = await run(["new", `my-${bank}`, "--bank", bank], "", inside);
    expect([made.code, made.errors]).toEqual([0, ""]);
    expect(made.out).toContain("It is among the games that Parlor serves.");
  }
  expect(tool(clone, "typescript/bin/tsc")).toEqual({ status: 0, said: "" });
  const manifest = readFileSync(join(clone, "packages/games/package.json"), "utf8");
  const paths = banks.map((bank) => [`./my-${bank}`, `./src/my-${bank}/index.ts`]);
  expect(JSON.parse(manifest)).toMatchObject({ exports: Object.fromEntries(paths) });
  const index = readFileSync(join(inside, "index.ts"), "utf8");
  expect(index).toContain("  myHouse,\n  myNone,\n  myPlayers,\n];");
  const again = await run(["new", "my-none"], "", inside);
  expect([again.code, again.errors]).toEqual([1, "my-none is there already.\n"]);
}, 60_000);

test("lists of another shape are left alone, and the lines to add are told", async () => {
  const clone = smallClone();
  const index = join(clone, "packages/games/src/index.ts");
  writeFileSync(index, "export {};\n");
  const { code, out } = await run(["new", "my-game"], "", clone);
  expect(code).toBe(0);
  expect(out).toContain("Still to be done in packages/games/src/index.ts:\n  import { myGame }");
  expect(readFileSync(index, "utf8")).toBe("export {};\n");
});

test.each([
  ["a name that is none", ["My_Game"], "My_Game is no name for a game"],
  ["a name that is taken", ["craps"], "There is a game craps already."],
  ["a word that the code uses", ["choice"], "The word choice means something else"],
  ["a word of the language", ["new"], "The word new means something else"],
  ["no clone", ["my-game", "--parlor", "/nowhere"], "/nowhere is no clone of Parlor"],
])("%s is refused, and nothing is written", async (_, args, says) => {
  const at = join(testFolder(), "new");
  const { code, errors } = await run(["new", ...args, "--in", at]);
  expect(code).toBe(1);
  expect(errors).toContain(says);
  expect(existsSync(at)).toBe(false);
});

test("a folder with something in it is not written to", async () => {
  const at = testFolder();
  writeFileSync(join(at, "README.md"), "mine");
  const { code, errors } = await run(["new", "my-game", "--in", at]);
  expect(code).toBe(1);
  expect(errors).toContain("is not empty.");
  expect(readFileSync(join(at, "README.md"), "utf8")).toBe("mine");
});

test.each([
  ["a file without a game", "export const nothing = 1;", "exports no game."],
  [
    "a file with two",
    "const of = { id: 'a', actions: {}, act: {}, legal: 0, view: 0 }; export const one = of; export const two = { ...of };",
    "exports several games, and none as `game`.",
  ],
])("%s is refused with a sentence", async (_, text, says) => {
  const file = join(testFolder(), "game.ts");
  writeFileSync(file, text);
  for (const args of [["serve", "--store", "memory", "--game"], ["prove"]]) {
    const { code, errors } = await run([...args, file]);
    expect([code, errors]).toEqual([1, `${file} ${says}\n`]);
  }
});

test.each([
  ["my-game", ["my-game", "myGame", "MyGame", "My game", "my game", "MYGAME"]],
  ["pick-3", ["pick-3", "pick3", "Pick3", "Pick 3", "pick 3", "PICK3"]],
  ["solo", ["solo", "solo", "Solo", "Solo", "solo", "SOLO"]],
])("the forms of %s", (name, forms) => {
  expect(Object.values(gameNameOf(name) ?? {})).toEqual(forms);
});
