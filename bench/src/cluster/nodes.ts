import { fork, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { testNats } from "@parlor/server/testing/nats";
import { NotThere, ownDatabase, pause } from "../measuring.ts";

const script = fileURLToPath(new URL("./node.ts", import.meta.url));

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  server.close();
  await once(server, "close");
  return port;
};

/** A node that runs, and how it is ended. */
export interface RunningNode {
  readonly name: string;
  readonly url: string;
  /** Resolves when the process is gone. */
  readonly gone: Promise<unknown>;
  signal(name: "SIGKILL" | "SIGTERM"): void;
}

interface Owners {
  readonly owners: readonly (string | null)[];
}

/** Who owns the partitions, as a node knows it. */
export const ownersAt = async ({ url }: RunningNode): Promise<Owners["owners"]> => {
  const headers = { authorization: "Bearer operator" };
  const answer = await fetch(`${url}/v1/cluster`, { headers });
  const { owners } = (await answer.json()) as Owners; // the server's own schema
  return owners;
};

/** Longer than any share-out takes. */
const settleMaxMs = 30_000;

/** Resolves when these nodes, and no others, own all partitions, by what each of them knows. */
export const settled = async (nodes: readonly RunningNode[]): Promise<void> => {
  const names = new Set(nodes.map(({ name }) => name));
  const until = performance.now() + settleMaxMs;
  for (;;) {
    const owners = (await Promise.all(nodes.map(ownersAt))).flat();
    const isShared = nodes.every(({ name }) => owners.includes(name));
    if (isShared && owners.every((owner) => owner !== null && names.has(owner))) return;
    if (performance.now() > until) throw new Error("the nodes did not share the partitions out");
    await pause(100);
  }
};

/** Nodes over a database and a bus of the measurement's own. */
export class Nodes {
  readonly #place: Readonly<Record<string, string>>;
  readonly #children = new Set<ChildProcess>();

  constructor(store: string, bus: string) {
    this.#place = { STORE: store, BUS: bus, PREFIX: `bench-${randomBytes(4).toString("hex")}` };
  }

  async start(name: string): Promise<RunningNode> {
    const port = await freePort();
    const child = fork(script, {
      env: { ...process.env, NODE_ENV: "production", ...this.#place, NODE: name, PORT: `${port}` },
    });
    this.#children.add(child);
    const gone = once(child, "exit").then(() => this.#children.delete(child));
    const failed = gone.then(() => Promise.reject(new Error(`node ${name} did not start`)));
    await Promise.race([once(child, "message"), failed]);
    failed.catch(() => undefined);
    const url = `http://127.0.0.1:${port}`;
    return { name, url, gone, signal: (signal) => void child.kill(signal) };
  }

  async stop(): Promise<void> {
    const children = [...this.#children];
    const gone = children.map((child) => once(child, "exit"));
    for (const child of children) child.kill("SIGKILL");
    await Promise.all(gone);
  }
}

/** Runs with nodes to start; all of them are gone afterwards. */
export const withNodes = async <T>(run: (nodes: Nodes) => Promise<T>): Promise<T> => {
  const database = await ownDatabase();
  const nats = await testNats("a measurement");
  try {
    if (nats.isMissing) throw new NotThere("there is no NATS");
    const nodes = new Nodes(await database.newUrl(), nats.url);
    try {
      return await run(nodes);
    } finally {
      await nodes.stop();
    }
  } finally {
    await nats.stop();
    await database.remove();
  }
};
