import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(
  import.meta.resolve("@parlor/cli/package.json").replace(/package\.json$/, "src/main.ts"),
);

/** Runs the command to its end; anything but success is an error. */
export const runParlor = (
  args: readonly string[],
): { readonly out: string; readonly seconds: number } => {
  const since = performance.now();
  const run = spawnSync(process.execPath, [main, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 64 * 2 ** 20,
  });
  if (run.status !== 0) throw new Error(`parlor ${args.join(" ")} ended with ${run.status}`);
  return { out: run.stdout, seconds: (performance.now() - since) / 1_000 };
};
