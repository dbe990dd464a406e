import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { OwnProcess } from "./own-process.ts";
import { until } from "./waiting.ts";

const startTimeoutMs = 90_000;
const stopTimeoutMs = 60_000;

const cli = dirname(fileURLToPath(import.meta.resolve("@parlor/cli/package.json")));
const shiftedClock = fileURLToPath(new URL("shifted-clock.ts", import.meta.url));

/** The command `parlor`. */
export const parlorCommand = [process.execPath, join(cli, "src", "main.ts")];

export interface NodeOptions {
  readonly name: string;
  readonly enter: readonly string[];
  readonly url: string;
  /** What `parlor serve` is given. */
  readonly args: readonly string[];
  readonly folder: string;
  /** Told when it ends although nobody asked it to. */
  readonly onDeath: (how: number | NodeJS.Signals) => void;
}

/** A real `parlor serve`. */
export class NodeProcess {
  readonly name: string;
  readonly url: string;
  readonly #options: NodeOptions;
  #process: OwnProcess | undefined;
  #mayEnd = false;

  constructor(options: NodeOptions) {
    this.#options = options;
    this.name = options.name;
    this.url = options.url;
    this.#writeClock(0);
  }

  /** Runs, and takes commands. */
  async start(): Promise<void> {
    const { enter, args, folder } = this.#options;
    const [node = "", main = ""] = parlorCommand;
    this.#mayEnd = false;
    const clock = ["env", `PARLOR_FAULTS_CLOCK=${this.#clockFile}`];
    const started = new OwnProcess(
      [...enter, ...clock, node, "--import", shiftedClock, main, "serve", ...args],
      `${folder}/node-${this.name}.log`,
    );
    this.#process = started;
    void this.#watch(started);
    await started.said(/Parlor is open at/, startTimeoutMs);
  }

  async #watch(started: OwnProcess): Promise<void> {
    const how = await started.exit;
    if (!this.#mayEnd && this.#process === started) this.#options.onDeath(how);
  }

  /** Whether it says that it may be sent traffic. */
  async isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(1_000) });
      await answer.text();
      return answer.ok;
    } catch {
      return false; // it does not answer
    }
  }

  async kill(): Promise<void> {
    this.#mayEnd = true;
    this.#process?.signal("SIGKILL");
    await this.#process?.exit;
  }

  /** It stands still, and knows nothing of it. */
  freeze(): void {
    this.#process?.signal("SIGSTOP");
  }
  thaw(): void {
    this.#process?.signal("SIGCONT");
  }

  /** Asks it to go; what it ended with. */
  async stop(): Promise<number | NodeJS.Signals> {
    this.#mayEnd = true;
    const stopped = this.#process;
    if (!stopped) return 0;
    stopped.signal("SIGTERM");
    const isGone = await until(() => stopped.isOver, stopTimeoutMs);
    if (!isGone) {
      stopped.signal("SIGKILL");
      await stopped.exit;
      return "SIGTERM";
    }
    return stopped.exit;
  }

  /** Sets its clock this far from the right time. */
  shiftClock(offsetMs: number): void {
    this.#writeClock(offsetMs);
    this.#process?.signal("SIGUSR2");
  }

  get #clockFile(): string {
    return `${this.#options.folder}/clock-${this.name}`;
  }

  #writeClock(offsetMs: number): void {
    writeFileSync(this.#clockFile, `${offsetMs}`);
  }
}
