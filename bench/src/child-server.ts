import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("./peers/server.ts", import.meta.url));
/** The kernel counts CPU time in hundredths of a second. */
const ticksPerSecond = 100;

/** A Parlor server in a process of its own, with what the kernel says of it. */
export class ChildServer {
  readonly #child: ChildProcess;
  readonly port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  static async start(folder: string, settings = "{}"): Promise<ChildServer> {
    const child = fork(script, {
      execArgv: ["--expose-gc"],
      env: { ...process.env, NODE_ENV: "production", DIR: folder, PARLOR_BENCH_SETTINGS: settings },
    });
    const failed = once(child, "exit").then(() => {
      throw new Error("the server did not start");
    });
    const [message] = (await Promise.race([once(child, "message"), failed])) as [{ ready: number }]; // sent by server.ts
    failed.catch(() => undefined);
    return new ChildServer(child, message.ready);
  }

  /** What is resident and what is on the heap, after full collections. */
  async memory(): Promise<{ readonly rssMiB: number; readonly heapMiB: number }> {
    const answered = once(this.#child, "message");
    this.#child.send({ gc: true });
    const [{ heapMiB }] = (await answered) as [{ heapMiB: number }]; // sent by own-memory.ts
    const status = readFileSync(`/proc/${this.#child.pid}/status`, "utf8");
    return { rssMiB: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024, heapMiB };
  }

  cpuSeconds(): number {
    const stat = readFileSync(`/proc/${this.#child.pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  }

  async kill(): Promise<void> {
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }
}
