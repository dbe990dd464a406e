import { execFile } from "node:child_process";
import { join } from "node:path";

export interface SimRun {
  readonly failed: boolean;
  readonly output: string;
  /** The promise that was found broken. */
  readonly broken: string | undefined;
}

const main = join(import.meta.dirname, "..", "src", "main.ts");

/** The simulation in a process of its own, since it changes modules as they are loaded. */
export const runSim = (...args: readonly string[]): Promise<SimRun> =>
  new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { encoding: "utf8" }, (error, stdout, stderr) => {
      const output = stdout + stderr;
      const broken = / breaks \[(\w+)\]: /.exec(output)?.[1];
      resolve({ failed: error !== null, output, broken });
    });
  });
