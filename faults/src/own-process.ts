import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";

/** A program of the run, whose output goes to a file. Ctrl-C in the terminal does not reach it. */
export class OwnProcess {
  readonly child: ChildProcess;
  /** Resolves with the exit code, or with the signal that ended it. */
  readonly exit: Promise<number | NodeJS.Signals>;
  readonly #listeners = new Set<() => void>();
  #said = "";
  #isOver = false;

  constructor(command: readonly string[], logFile: string) {
    const [program = "", ...args] = command;
    this.child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
    const log = createWriteStream(logFile, { flags: "a" });
    const hear = (data: Buffer): void => {
      log.write(data);
      this.#said += data.toString();
      this.#tell();
    };
    this.child.stdout?.on("data", hear);
    this.child.stderr?.on("data", hear);
    this.exit = new Promise((resolve, reject) => {
      this.child.on("error", reject);
      this.child.on("close", (code, signal) => {
        this.#isOver = true;
        log.end();
        this.#tell();
        resolve(code ?? signal ?? 0);
      });
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Waits until it has said this, and forgets all that it has said. */
  async said(pattern: RegExp, timeoutMs: number): Promise<void> {
    const timeout = AbortSignal.timeout(timeoutMs);
    timeout.addEventListener("abort", () => this.#tell());
    while (!pattern.test(this.#said)) {
      if (this.#isOver) throw new Error(`it ended without saying ${pattern}: ${this.#said}`);
      if (timeout.aborted) throw new Error(`it did not say ${pattern} in time: ${this.#said}`);
      await new Promise<void>((resolve) => this.#listeners.add(resolve));
    }
    this.#said = "";
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
    // Of a program that talks for minutes only the newest may be waited for.
    this.#said = this.#said.slice(-keptLengthMax);
  }
}

const keptLengthMax = 20_000;
