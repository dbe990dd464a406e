import { systemEntropy, type ClusterOptions, type Log, type SharedStore } from "@parlor/server";
import { InvalidArgumentError, Option, type Command } from "commander";
import { isPostgres } from "./store-name.ts";

/** How a server is one node of several, as its options say. */
export interface ClusterPlace {
  readonly bus?: string;
  /** An address, or `none`. */
  readonly events?: string;
  readonly node?: string;
  readonly advertise?: string;
  readonly cluster: string;
}

const word = (text: string): string => {
  if (!/^[\w-]{1,64}$/.test(text))
    throw new InvalidArgumentError("at most 64 letters, digits, - and _.");
  return text;
};

const address = (protocols: RegExp, example: string) => (text: string) => {
  if (!URL.canParse(text) || !protocols.test(text))
    throw new InvalidArgumentError(`an address like ${example}`);
  return text.replace(/\/$/, "");
};

const natsAddress = address(/^(nats|tls):\/\//, "nats://127.0.0.1:4222");
/** Several servers of one NATS cluster are separated by commas. */
const busAddresses = (text: string): string => text.split(",").map(natsAddress).join(",");

const noEvents = "none";
const eventsAddresses = (text: string): string => (text === noEvents ? text : busAddresses(text));

export const addClusterOptions = (serve: Command): Command =>
  serve
    .addOption(
      new Option(
        "--bus <address>",
        "the NATS server over which nodes that share the store talk: nats://...",
      )
        .env("PARLOR_BUS")
        .argParser(busAddresses),
    )
    .addOption(
      new Option(
        "--events <address>",
        "the NATS server whose JetStream gets the public events, by default that of the bus; none: they go nowhere",
      )
        .env("PARLOR_EVENTS")
        .argParser(eventsAddresses),
    )
    .addOption(
      new Option(
        "--node <name>",
        "this node's name, which no other has; by default a new one each time",
      )
        .env("PARLOR_NODE")
        .argParser(word),
    )
    .addOption(
      new Option("--advertise <url>", "where clients of other nodes reach this one")
        .env("PARLOR_ADVERTISE")
        .argParser(address(/^https?:\/\//, "http://10.0.0.7:4600")),
    )
    .addOption(
      new Option(
        "--cluster <name>",
        "which nodes belong together, where several clusters share a NATS server",
      )
        .env("PARLOR_CLUSTER")
        .default("parlor")
        .argParser(word),
    );

/** Why a server cannot be started with these options; undefined where it can. */
export const clusterProblem = ({ bus }: ClusterPlace, store: string): string | undefined =>
  bus !== undefined && !isPostgres(store)
    ? "Nodes with a --bus share a database: --store postgres://..."
    : undefined;

/** A server without a bus takes all sessions: where nodes are, it would take theirs. */
export const othersAt = async ({ leases }: SharedStore): Promise<string | undefined> => {
  const alive = (await leases.picture()).nodes.filter(({ leaseLeftMs }) => leaseLeftMs > 0);
  return alive.length === 0
    ? undefined
    : `The database is in use by the nodes ${alive.map(({ id }) => id).join(", ")}: give a --bus to be one of them.`;
};

/** This server's part in the cluster, by its options. */
export const clusterPart = async (
  place: ClusterPlace & { readonly bus: string },
  listening: { readonly host: string; readonly port: number },
  store: SharedStore,
  log: Log,
): Promise<Omit<ClusterOptions, "onStoreTime" | "onSuperseded">> => {
  const node = place.node ?? `node-${systemEntropy.hex(4)}`;
  // Who does not use it does not wait for its driver.
  const { natsBus } = await import("@parlor/server/nats");
  const { bus: url, events = url, cluster: prefix } = place;
  const bus = natsBus({ url, name: `parlor ${node}`, prefix, log });
  const outlet = await outletAt(events, node, prefix, log);
  return {
    store,
    bus,
    ...(outlet ? { outlet } : {}),
    node,
    url: place.advertise ?? ownAddress(listening),
  };
};

const outletAt = async (url: string, node: string, prefix: string, log: Log) => {
  if (url === noEvents) return undefined;
  const { jetstreamOutlet } = await import("@parlor/server/nats/outlet");
  const stream = `${prefix}-events`;
  return jetstreamOutlet({ url, name: `parlor ${node}, events`, prefix, stream, log });
};

/** Where nothing is advertised: an address that holds elsewhere too, or none. */
const ownAddress = ({ host, port }: { readonly host: string; readonly port: number }): string => {
  const isOne = port !== 0 && !["0.0.0.0", "::"].includes(host);
  return isOne ? `http://${host.includes(":") ? `[${host}]` : host}:${port}` : "";
};
