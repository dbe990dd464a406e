import { parseArgs } from "node:util";
import { Missing } from "./local-services.ts";

export interface ClusterOptions {
  /** The first node's port, the others follow; undefined: any that are free. */
  readonly port?: number;
  /** PostgreSQL's address, where it is not looked for on this machine. */
  readonly store?: string;
  /** NATS' address, likewise. */
  readonly bus?: string;
  /** What the cluster's messages begin with: two clusters on one bus differ in it. */
  readonly prefix: string;
  /** Where the operator's token is kept, and the files of what has to be started. */
  readonly folder: string;
  readonly operatorToken?: string;
  /** What every node is started with besides. */
  readonly further: readonly string[];
}

const usage = `npm run cluster -- [--port <port>] [-- <options of parlor serve>]

Three nodes on this machine, which share a PostgreSQL database and a NATS bus: those that PARLOR_STORE and PARLOR_BUS
name, or the ones at the standard ports (in a database of their own), or ones that are started for them.`;

/** What is typed, and what the environment says. */
export const readOptions = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ClusterOptions => {
  const divide = args.indexOf("--");
  const own = divide === -1 ? args : args.slice(0, divide);
  const further = divide === -1 ? [] : args.slice(divide + 1);
  const {
    PARLOR_STORE: store,
    PARLOR_BUS: bus,
    PARLOR_CLUSTER: prefix = "local",
    PARLOR_OPERATOR_TOKEN: operatorToken,
    PARLOR_DATA: data = "data",
  } = environment;
  const port = portIn(own);
  return {
    ...(port === undefined ? {} : { port }),
    ...(store === undefined ? {} : { store }),
    ...(bus === undefined ? {} : { bus }),
    ...(operatorToken === undefined ? {} : { operatorToken }),
    prefix,
    folder: `${data}/cluster`,
    further,
  };
};

const portMax = 65_535;

const portIn = (args: readonly string[]): number | undefined => {
  const text = typedPort(args);
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > portMax)
    throw new Missing(`--port: ${text} is no port.\n\n${usage}`);
  return port;
};

const typedPort = (args: readonly string[]): string | undefined => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { port: { type: "string" }, help: { type: "boolean" } },
    });
    if (!values.help) return values.port;
  } catch (error) {
    throw new Missing(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
  throw new Missing(usage);
};
