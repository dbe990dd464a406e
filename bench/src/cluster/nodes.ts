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

/** Nodes over a database and a bus of the measurement's own. */
export interface Nodes {
  start(name: string): Promise<RunningNode>;
  /** Resolves when these nodes, and no others, own all partitions, by what each of them knows. */
  settled(nodes: readonly RunningNode[]): Promise<void>;
  /** Who owns the partitions, as a node knows it. */
  ownersAt(node: RunningNode): Promise<readonly (string | null)[]>;
}

const ownersAt = async ({ url }: RunningNode): Promise<readonly (string | null)[]> => {
  const answer = await fetch(`${url}/v1/cluster`, {
    headers: { authorization: "Bearer operator" },
  });
  const { owners } = (await answer.json()) as Owners; // the server's own schema
  return owners;
};

/** Longer than any share-out takes. */
const settleMaxMs = 30_000;

/** Runs with nodes to start; all of them are gone afterwards. */
export const withNodes = async <T>(run: (nodes: Nodes) => Promise<T>): Promise<T> => {
  const database = await ownDatabase();
  const nats = await testNats("a measurement");
  if (nats.isMissing) throw new NotThere("there is no NATS");
  const prefix = `bench-${randomBytes(4).toString("hex")}`;
  const store = await database.newUrl();
  const children = new Set<ChildProcess>();
  const ports = new Map<string, number>();
  const start = async (name: string): Promise<RunningNode> => {
    const port = ports.get(name) ?? (await freePort());
    ports.set(name, port);
    const env = { ...process.env, NODE_ENV: "production" };
    const place = { NODE: name, PORT: String(port), STORE: store, BUS: nats.url, PREFIX: prefix };
    const child = fork(script, { env: { ...env, ...place } });
    children.add(child);
    const gone = once(child, "exit").then(() => children.delete(child));
    await Promise.race([
      once(child, "message"),
      gone.then(() => Promise.reject(new Error(`node ${name} did not start`))),
    ]);
    const url = `http://127.0.0.1:${port}`;
    return { name, url, gone, signal: (signal) => void child.kill(signal) };
  };
  const settled = async (nodes: readonly RunningNode[]): Promise<void> => {
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
  try {
    return await run({ start, settled, ownersAt });
  } finally {
    for (const child of children) child.kill("SIGKILL");
    await Promise.all([...children].map((child) => once(child, "exit")));
    await nats.stop();
    await database.remove();
  }
};
