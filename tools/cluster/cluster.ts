import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LabelledProcess } from "./labelled-process.ts";
import { localNats } from "./local-nats.ts";
import { localPostgres } from "./local-postgres.ts";
import { freePort, type Service } from "./local-services.ts";
import type { ClusterOptions } from "./options.ts";

/** Two may be the majority of what can be lost; with three, one that stops has two to give its partitions to. */
const nodeCount = 3;
/** A node that stops needs seconds, and by its own limits at most half a minute. */
const stopWaitMaxMs = 40_000;
const parlor = join(import.meta.dirname, "../../packages/cli/src/main.ts");

interface Node {
  readonly process: LabelledProcess;
  readonly url: string;
}

export interface Signals {
  /** Aborted when all is to be ended in order. */
  readonly stop: AbortSignal;
  /** Aborted when it is to be ended at once. */
  readonly kill: AbortSignal;
}

/** Runs the nodes until they are stopped, or have all ended. The exit code: 0 where nothing went wrong. */
export const runCluster = async (options: ClusterOptions, signals: Signals): Promise<number> => {
  mkdirSync(options.folder, { recursive: true });
  const token = options.operatorToken ?? keptToken(options.folder);
  const services: Service[] = [];
  try {
    services.push(await localPostgres(options.store, options.folder));
    services.push(await localNats(options.bus, options.folder));
    for (const { said } of services) console.log(said);
    const [store, bus] = services;
    if (!store || !bus || signals.stop.aborted) return 0;
    return await runNodes(await startNodes(options, token, store.url, bus.url), token, signals);
  } finally {
    for (const service of services.toReversed()) await service.stop();
  }
};

const startNodes = async (
  { port, prefix, further }: ClusterOptions,
  token: string,
  store: string,
  bus: string,
): Promise<readonly Node[]> => {
  const ports: number[] = [];
  while (ports.length < nodeCount)
    ports.push(port === undefined ? await freePort() : port + ports.length);
  return ports.map((nodePort, at) => {
    const url = `http://127.0.0.1:${nodePort}`;
    const label = `node-${at + 1}`;
    const node = new LabelledProcess({
      label,
      command: process.execPath,
      args: [parlor, "serve", "--host", "127.0.0.1", "--port", String(nodePort), ...further],
      // Not as arguments: everybody on the machine could read the password in the list of processes.
      environment: {
        PARLOR_STORE: store,
        PARLOR_BUS: bus,
        PARLOR_NODE: label,
        PARLOR_ADVERTISE: url,
        PARLOR_CLUSTER: prefix,
        PARLOR_OPERATOR_TOKEN: token,
      },
    });
    return { process: node, url };
  });
};

const runNodes = async (
  nodes: readonly Node[],
  token: string,
  { stop, kill }: Signals,
): Promise<number> => {
  const signalAll = (signal: NodeJS.Signals) => (): void =>
    nodes.forEach(({ process: node }) => node.signal(signal));
  const giveUp = new AbortController();
  const stopping = AbortSignal.any([stop, giveUp.signal]);
  whenAborted(stopping, signalAll("SIGTERM"));
  whenAborted(AbortSignal.any([kill, timeoutAfter(stopping, stopWaitMaxMs)]), signalAll("SIGKILL"));

  const areOpen = await Promise.all(
    nodes.map(({ process: node }) => node.said(/Parlor is open at/)),
  );
  if (areOpen.includes(false) && !stop.aborted) {
    console.error("Not all nodes could be started; what they said is above.");
    giveUp.abort();
  } else if (!stop.aborted) announce(nodes, token);
  const ends = await Promise.all(
    nodes.map(async ({ process: node }) => {
      const end = await node.end;
      if (!stopping.aborted) console.log(`${node.label} ended (${end}). ${whatGoesOn(nodes)}`);
      return end;
    }),
  );
  return ends.every((end) => end === "exit code 0") && stop.aborted ? 0 : 1;
};

const announce = (nodes: readonly Node[], token: string): void => {
  console.log(
    "\nThree nodes share the sessions; a client may talk to any of them. Ctrl-C stops them.",
  );
  for (const { process: node, url } of nodes)
    console.log(`  ${node.label}  ${url}  (process ${node.id})`);
  console.log(`The operator's token: ${token}`);
};

const whatGoesOn = (nodes: readonly Node[]): string => {
  const going = nodes.filter(({ process: node }) => !node.isOver);
  if (going.length === 0) return "That was the last one.";
  return `${going.map(({ process: node }) => node.label).join(" and ")} go on with its sessions.`;
};

const whenAborted = (signal: AbortSignal, run: () => void): void => {
  if (signal.aborted) run();
  else signal.addEventListener("abort", run, { once: true });
};

/** Aborted so long after another signal. */
const timeoutAfter = (signal: AbortSignal, ms: number): AbortSignal => {
  const late = new AbortController();
  // Who waits for nothing else does not wait for this.
  whenAborted(signal, () => void setTimeout(() => late.abort(), ms).unref());
  return late.signal;
};

/** Made once, readable by its owner only. */
const keptToken = (folder: string): string => {
  const file = join(folder, "operator-token");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const fresh = randomBytes(24).toString("hex");
  writeFileSync(file, `${fresh}\n`, { mode: 0o600 });
  return fresh;
};
