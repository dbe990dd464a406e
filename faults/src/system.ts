import { Client } from "pg";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { NodeProcess, parlorCommand } from "./node-process.ts";
import { OwnNats } from "./own-nats.ts";
import { OwnPostgres, type Whereabouts } from "./own-postgres.ts";
import { type NodeName, type PlaceName, type Places } from "./places.ts";
import { until } from "./waiting.ts";
import { installWitness } from "./witness.ts";

export const operatorToken = "the-operator";
const port = 4600;
const healTimeoutMs = 45_000;

export interface SystemOptions {
  readonly folder: string;
  /** Where each part is. */
  readonly whereabouts: (place: PlaceName, port: number) => Whereabouts;
  /** The network that can be cut; none where all are on one machine. */
  readonly places?: Places;
  readonly nodes: readonly NodeName[];
  /** How much the nodes log. */
  readonly log: string;
  /** Told of whatever happens by itself that must not. */
  readonly onTrouble: (what: string) => void;
}

/** What a guest begins with: enough for minutes at small stakes, and for a few large ones. */
const guestGrant = 10_000_000;

/** A database, a bus and nodes, that all belong to the run. */
export class System {
  readonly postgres: OwnPostgres;
  readonly nats: OwnNats;
  readonly nodes: readonly NodeProcess[];
  readonly places: Places | undefined;
  readonly #options: SystemOptions;

  constructor(options: SystemOptions) {
    this.#options = options;
    const { folder, whereabouts, places, nodes, onTrouble } = options;
    this.places = places;
    this.postgres = new OwnPostgres(whereabouts("postgres", 5_432), `${folder}/postgres`);
    this.nats = new OwnNats(whereabouts("nats", 4_222), `${folder}/nats`);
    this.nodes = nodes.map((name) => {
      const { enter, address, port: own } = whereabouts(name, port);
      const url = `http://${address}:${own}`;
      mkdirSync(`${folder}/data-${name}`);
      return new NodeProcess({
        name,
        enter,
        url,
        folder,
        args: this.#arguments(name, url),
        onDeath: (how) => onTrouble(`node ${name} ended by itself with ${how}`),
      });
    });
  }

  #arguments(name: NodeName, url: string): readonly string[] {
    const { hostname, port: own } = new URL(url);
    const { folder, nodes } = this.#options;
    const given: Readonly<Record<string, string>> = {
      host: hostname,
      port: own,
      store: this.postgres.url,
      data: `${folder}/data-${name}`,
      "operator-token": operatorToken,
      "guest-grant": `${guestGrant}`,
      // So that a bot is no reason for a table to stand still.
      "bot-delay": "100",
      log: this.#options.log,
      ...(nodes.length > 1 ? { bus: this.nats.url, node: name, advertise: url } : {}),
    };
    return Object.entries(given).flatMap(([option, value]) => [`--${option}`, value]);
  }

  async start(): Promise<void> {
    await this.postgres.start();
    const [node = "", main = ""] = parlorCommand;
    execFileSync(node, [main, "migrate", "--store", this.postgres.url], { stdio: "pipe" });
    await this.withDatabase(installWitness);
    // A node alone has nobody to talk to.
    if (this.nodes.length > 1) await this.nats.start();
    await Promise.all(this.nodes.map(async (one) => one.start()));
  }

  /** A connection of the checker's own, for as long as it takes. */
  async withDatabase<T>(run: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: this.postgres.url });
    await client.connect();
    try {
      return await run(client);
    } finally {
      await client.end();
    }
  }

  node(name: string): NodeProcess {
    const found = this.nodes.find((node) => node.name === name);
    if (!found) throw new Error(`there is no node ${name}`);
    return found;
  }

  get addresses(): readonly string[] {
    return this.nodes.map(({ url }) => url);
  }

  /** The nodes that do not say in time that they may be sent traffic. */
  async unready(): Promise<readonly string[]> {
    let unready: readonly string[] = [];
    await until(async () => {
      const ready = await Promise.all(this.nodes.map(async (node) => node.isReady()));
      unready = this.nodes.filter((_, at) => ready[at] !== true).map(({ name }) => name);
      return unready.length === 0;
    }, healTimeoutMs);
    return unready;
  }

  async stop(): Promise<void> {
    for (const node of this.nodes) {
      const how = await node.stop();
      if (how !== 0)
        this.#options.onTrouble(`node ${node.name} was asked to stop and ended with ${how}`);
    }
    await this.nats.stop();
  }

  /** Everything at once, whatever state it is in. */
  async kill(): Promise<void> {
    await Promise.all([...this.nodes.map(async (node) => node.kill()), this.nats.kill()]);
    await this.postgres.stop();
  }
}
