import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

interface ProcessOptions {
  /** What is run instead of the command `parlor`. */
  readonly script?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The command `parlor` as a process of its own, with what it has said so far. */
export class ParlorProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves with the exit code, or with null when a signal ended it. */
  readonly exit: Promise<number | null>;
  out = "";
  errors = "";
  readonly #listeners = new Set<() => void>();
  #over = false;

  constructor(
    args: readonly string[],
    cwd = process.cwd(),
    { script = main, environment = {} }: ProcessOptions = {},
  ) {
    const env = { ...process.env, ...environment };
    this.child = spawn(process.execPath, [script, ...args], { stdio: "pipe", cwd, env });
    this.child.stdout.on("data", (data: Buffer) => this.#hear(() => (this.out += data.toString())));
    this.child.stderr.on("data", (data: Buffer) =>
      this.#hear(() => (this.errors += data.toString())),
    );
    this.exit = new Promise((resolve) => {
      this.child.on("close", (code) => this.#hear(() => ((this.#over = true), resolve(code))));
    });
  }

  /** Waits until the text of standard output has what is looked for, and gives the match. */
  async said(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.out);
      if (match) return match;
      if (this.#over)
        throw new Error(`it ended without saying ${pattern}: ${this.out}${this.errors}`);
      await new Promise<void>((resolve) => this.#listeners.add(resolve));
    }
  }

  type(line: string): void {
    this.child.stdin.write(`${line}\n`);
  }

  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.exit;
  }

  #hear(take: () => void): void {
    take();
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}

/** A server that is started and has said where it is. */
export const serve = async (
  data: string,
  args: readonly string[] = [],
): Promise<{ readonly server: ParlorProcess; readonly url: string }> => {
  const server = new ParlorProcess(["serve", "--data", data, "--port", "0", ...args]);
  const [, url = ""] = await server.said(/Parlor is open at (\S+)\n/);
  return { server, url };
};

/** Runs a command to its end. */
export const run = async (
  args: readonly string[],
  input = "",
  cwd = process.cwd(),
): Promise<{ readonly code: number | null; readonly out: string; readonly errors: string }> => {
  const command = new ParlorProcess(args, cwd);
  command.child.stdin.end(input);
  const code = await command.exit;
  return { code, out: command.out, errors: command.errors };
};

export const temporaryFolder = (): { readonly path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), "parlor-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};
