import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "@nats-io/transport-node";

/** Where a server usually is. */
const standardUrl = "nats://127.0.0.1:4222";
const answerTimeMaxMs = 2_000;
const startTimeMaxMs = 15_000;

export interface NatsServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A server that a test may be hard on. */
export interface OwnNatsServer extends NatsServer {
  /** SIGKILL, as if the machine had died, but for what the disk had not got yet. */
  kill(): Promise<void>;
  /** Lets it end by itself; its files stay. */
  end(): Promise<void>;
  /** Starts it again, at the same port and on the same files. */
  restart(): Promise<void>;
  /** It stands still, with its connections open, until it goes on. */
  freeze(): void;
  unfreeze(): void;
  /** Keeps a copy of its files, which it does not write to just now; what is returned puts them back. */
  copyFiles(): () => void;
}

interface NatsNeeds {
  readonly jetstream?: boolean;
}

export interface NatsOptions extends NatsNeeds {
  /** The text of a configuration file, for what is not said otherwise. */
  readonly config?: string;
}

/**
 * The server that PARLOR_TEST_NATS names, or the one at the standard port, or one of the program `nats-server` in the search
 * path; that one alone where PARLOR_TEST_NATS is `own`. Null where there is none of them.
 */
const findNats = async ({ jetstream = false }: NatsNeeds): Promise<NatsServer | null> => {
  const named = process.env["PARLOR_TEST_NATS"];
  if (named === "own") return startNats({ jetstream });
  const url = named ?? standardUrl;
  const problem = await problemAt(url, jetstream);
  if (problem === undefined) return { url, stop: async () => undefined };
  if (named !== undefined)
    throw new Error(`PARLOR_TEST_NATS: ${named} will not do`, { cause: problem });
  return startNats({ jetstream });
};

const problemAt = async (url: string, jetstream: boolean): Promise<unknown> => {
  try {
    const connection = await connect({ servers: url, timeout: answerTimeMaxMs });
    const has = connection.info?.jetstream === true;
    await connection.close();
    return has || !jetstream ? undefined : new Error("it has no JetStream");
  } catch (error) {
    return error;
  }
};

const none =
  "there is no NATS: name a server in PARLOR_TEST_NATS, start one at 127.0.0.1:4222, or install the program nats-server";

const noProgram = "the program nats-server, which they stop and start, is not installed";

/** A server for a file's tests. Where there is none, it is said what is left out; in CI that is a failure. */
export const testNats = async (tests: string, needs: NatsNeeds = {}): Promise<TestNats> => {
  const server = await findNats(needs);
  return server ? { ...server, isMissing: false } : leftOut(tests, none);
};

/** The same with a server of the file's own, which may be killed. */
export const ownNats = async (tests: string, options: NatsOptions = {}): Promise<TestOwnNats> => {
  const server = await startNats(options);
  return server ? { ...server, isMissing: false } : leftOut(tests, noProgram);
};

export interface TestNats extends NatsServer {
  /** There is no server: the tests that need one are to be skipped. */
  readonly isMissing: boolean;
}
export interface TestOwnNats extends OwnNatsServer, TestNats {}

const leftOut = (tests: string, why: string): TestOwnNats => {
  if (process.env["CI"]) throw new Error(why);
  process.stderr.write(`\nLEFT OUT: the tests of ${tests}, since ${why}.\n`);
  return missing;
};

const unavailable = (): never => {
  throw new Error(none);
};
/** Nothing else of it is called where its tests are left out. */
const missing: TestOwnNats = {
  isMissing: true,
  url: standardUrl,
  stop: async () => undefined,
  kill: unavailable,
  end: unavailable,
  restart: unavailable,
  freeze: unavailable,
  unfreeze: unavailable,
  copyFiles: unavailable,
};

/** An empty server in a folder of its own, at a free port. Null where the program is not installed. */
export const startNats = async (options: NatsOptions = {}): Promise<OwnNatsServer | null> => {
  const { jetstream = false, config = "" } = options;
  const folder = mkdtempSync(join(tmpdir(), "parlor-nats-"));
  const files = join(folder, "files");
  writeFileSync(join(folder, "config"), config);
  const store = jetstream ? ["-js", "-sd", files] : [];
  const start = (port: number): Promise<Running | null> =>
    run(["-a", "127.0.0.1", "-p", String(port), "-c", join(folder, "config"), ...store]);
  // Port -1: a free one.
  const first = await start(-1);
  if (!first) {
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
  const { port } = first;
  let running: Running | null = first;
  const leave = async (signal: NodeJS.Signals): Promise<void> => {
    await running?.end(signal);
    running = null;
  };
  return {
    url: `nats://127.0.0.1:${port}`,
    kill: () => leave("SIGKILL"),
    end: () => leave("SIGTERM"),
    restart: async () => void (running = await start(port)),
    freeze: () => running?.signal("SIGSTOP"),
    unfreeze: () => running?.signal("SIGCONT"),
    copyFiles: () => {
      const copy = mkdtempSync(join(folder, "copy-"));
      cpSync(files, copy, { recursive: true });
      return () => {
        rmSync(files, { recursive: true, force: true });
        cpSync(copy, files, { recursive: true });
      };
    },
    stop: async () => {
      await leave("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

interface Running {
  readonly port: number;
  signal(signal: NodeJS.Signals): void;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts the program and waits until it takes connections. */
const run = async (args: readonly string[]): Promise<Running | null> => {
  const server = spawn("nats-server", args, { stdio: ["ignore", "ignore", "pipe"] });
  const endWithTests = (): void => void server.kill("SIGKILL");
  process.once("exit", endWithTests);
  const port = await listening(server);
  if (port === null) {
    process.off("exit", endWithTests);
    return null;
  }
  return {
    port,
    signal: (signal) => void server.kill(signal),
    end: async (signal) => {
      process.off("exit", endWithTests);
      const ended = once(server, "exit");
      server.kill(signal);
      await ended;
    },
  };
};

/** The port that it says it listens at; null where there is no such program. */
const listening = (server: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => {
    let said = "";
    const tooLong = setTimeout(() => {
      server.kill("SIGKILL");
      reject(new Error(`nats-server does not start: ${said}`));
    }, startTimeMaxMs);
    const settle = (settled: () => void): void => {
      clearTimeout(tooLong);
      settled();
    };
    // It has to be read on: what nobody reads would hold the server up.
    server.stderr?.on("data", (chunk: Buffer) => {
      if (said.includes("Server is ready")) return;
      said += chunk.toString();
      const found = /client connections on \S+:(\d+)\n/.exec(said)?.[1];
      if (said.includes("Server is ready")) settle(() => resolve(Number(found)));
    });
    server.once("error", (error: NodeJS.ErrnoException) =>
      settle(() => (error.code === "ENOENT" ? resolve(null) : reject(error))),
    );
    server.once("exit", () => settle(() => reject(new Error(`nats-server ended: ${said}`))));
  });
