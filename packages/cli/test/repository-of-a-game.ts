import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, onTestFinished } from "vitest";
import { run, temporaryFolder } from "./parlor-process.ts";

export const root = resolve(import.meta.dirname, "../../..");

/** A temporary folder for one test, by its real place. */
export const testFolder = (): string => {
  const made = temporaryFolder();
  onTestFinished(() => made.remove());
  return realpathSync(made.path);
};

/** What `npm install` does for a repository that only links: the links. */
const install = (repository: string): void => {
  // What parlor new has just written.
  const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  for (const [name, link] of Object.entries(all)) {
    const target = resolve(repository, link.replace(/^file:/, ""));
    // A link that leads nowhere is found here, and not by what follows.
    expect(readFileSync(join(target, "package.json"), "utf8")).toContain(`"${name}"`);
    const at = join(repository, "node_modules", name);
    mkdirSync(dirname(at), { recursive: true });
    symlinkSync(target, at);
  }
};

/** A new game, `my-game`, in a repository of its own that is ready to be worked on. */
export const newRepository = async (bank: string): Promise<string> => {
  const repository = join(testFolder(), "my-game");
  const { code, errors } = await run(["new", "my-game", "--in", repository, "--bank", bank]);
  expect([code, errors]).toEqual([0, ""]);
  install(repository);
  return repository;
};

/** Runs a tool of the clone in a folder, to its end. */
export const tool = (cwd: string, path: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "node_modules", path), ...args],
    // Vitest tells its own children that they are; a new one is to begin afresh.
    { cwd, encoding: "utf8", env: { PATH: process.env["PATH"] } },
  );
  return { status, said: `${stdout}${stderr}` };
};
