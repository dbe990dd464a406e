import { execFileSync } from "node:child_process";
import { OwnProcess } from "./own-process.ts";
import type { Whereabouts } from "./own-postgres.ts";

const startTimeoutMs = 30_000;

/** Whether the program is installed. */
export const hasNats = (): boolean => {
  try {
    execFileSync("nats-server", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false; // it is not there, or it does not run
  }
};

/** A bus of the run's own. */
export class OwnNats {
  readonly url: string;
  readonly #where: Whereabouts;
  readonly #folder: string;
  #process: OwnProcess | undefined;

  constructor(where: Whereabouts, folder: string) {
    this.#where = where;
    this.#folder = folder;
    this.url = `nats://${where.address}:${where.port}`;
  }

  async start(): Promise<void> {
    const { enter, address, port } = this.#where;
    const server = ["nats-server", "-a", address, "-p", `${port}`];
    const keeping = ["-js", "-sd", this.#folder];
    this.#process = new OwnProcess([...enter, ...server, ...keeping], `${this.#folder}.log`);
    await this.#process.said(/Server is ready/, startTimeoutMs);
  }

  async stop(): Promise<void> {
    this.#process?.signal("SIGTERM");
    await this.#process?.exit;
  }

  async kill(): Promise<void> {
    this.#process?.signal("SIGKILL");
    await this.#process?.exit;
  }
}
