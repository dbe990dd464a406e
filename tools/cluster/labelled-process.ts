import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

export interface LabelledProcessOptions {
  /** What its lines begin with. */
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A program that runs beside others in one terminal: each line that it prints says whose it is. */
export class LabelledProcess {
  readonly label: string;
  /** How it ended: with an exit code, by a signal, or why it could not be started. */
  readonly end: Promise<string>;
  isOver = false;
  readonly #child: ChildProcess;
  readonly #listeners = new Set<(line: string) => void>();

  constructor({ label, command, args, environment }: LabelledProcessOptions) {
    this.label = label;
    // In a group of its own: Ctrl-C would reach it twice otherwise, from the terminal and from here.
    this.#child = spawn(command, args, {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...environment },
    });
    this.end = new Promise((resolve) => {
      this.#child.once("error", (error) => resolve(error.message));
      this.#child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    void this.end.then(() => (this.isOver = true));
    for (const [from, to] of [
      [this.#child.stdout, process.stdout],
      [this.#child.stderr, process.stderr],
    ] as const) {
      if (from === null) continue;
      createInterface({ input: from }).on("line", (line) => {
        to.write(`${label} | ${line}\n`);
        for (const listener of this.#listeners) listener(line);
      });
    }
  }

  /** Its number, for whoever wants to see what happens when it is killed. */
  get id(): number | undefined {
    return this.#child.pid;
  }

  /** Whether it has printed such a line; false when it ended without. */
  said(pattern: RegExp): Promise<boolean> {
    return new Promise((resolve) => {
      const hear = (line: string): void => {
        if (pattern.test(line)) answer(true);
      };
      const answer = (heard: boolean): void => {
        this.#listeners.delete(hear);
        resolve(heard);
      };
      this.#listeners.add(hear);
      void this.end.then(() => answer(false));
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}
