import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  pinoLog,
  startServer,
  systemClock,
  systemEntropy,
  type Log,
  type Settings,
  type Store,
} from "@parlor/server";
import { clusterPart, clusterProblem, othersAt, type ClusterPlace } from "./cluster-part.ts";
import { fail } from "./fail.ts";
import { knownGames } from "./game-file.ts";
import { houseBots } from "./house-bots.ts";
import { openShared, openStore, type StorePlace } from "./store-file.ts";
import { isPostgres } from "./store-name.ts";

interface ServeOptions extends StorePlace, ClusterPlace {
  readonly port: number;
  readonly host: string;
  readonly operatorToken?: string;
  readonly trustProxy?: readonly string[];
  readonly maxSessions?: number;
  readonly idleMinutes?: number;
  readonly guestGrant?: number;
  readonly botDelay?: number;
  readonly log: string;
  /** Files with games of one's own. */
  readonly game?: readonly string[];
}

/** Runs until SIGINT or SIGTERM; the address is the last thing that it prints. */
export const serve = async (options: ServeOptions): Promise<void> => {
  const webRoot = builtPage();
  // By itself it is written at the end, which a server that is killed does not come to; then the next start is slow.
  flushCompileCache();
  const problem = clusterProblem(options, options.store);
  if (problem !== undefined) return fail(problem);
  const known = await knownGames(options.game);
  const log = pinoLog(options.log);
  const clock = systemClock();
  const place = await openPlace(options, log);
  if (typeof place === "string") return fail(place);
  const { store, part } = place;
  const cluster = part && {
    ...part,
    onStoreTime: clock.follow.bind(clock),
    // It goes as any process that is told to.
    onSuperseded: () => {
      process.exitCode = 1;
      process.kill(process.pid, "SIGTERM");
    },
  };
  const server = await startServer({
    port: options.port,
    host: options.host,
    store,
    clock,
    games: known.games,
    bots: houseBots(known, options.game),
    settings: settingsFrom(options),
    operatorToken: options.operatorToken ?? (await keptToken(options, store)),
    log,
    ...(cluster === undefined ? {} : { cluster }),
    ...(options.trustProxy === undefined ? {} : { trustedProxies: options.trustProxy }),
    ...(webRoot === undefined ? {} : { webRoot }),
  });
  const stop = (): void => {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    void server.stop();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  if (webRoot === undefined)
    console.log("The page is not built (npm run build): only the interface is served.");
  if (cluster) console.log(`Node: ${cluster.node}`);
  console.log(`Interface: ${server.url}/reference`);
  console.log(`Parlor is open at ${server.url}`);
};

interface OpenPlace {
  readonly store: Store;
  readonly part?: Awaited<ReturnType<typeof clusterPart>>;
}

/** The store, and what it takes to share it where the options say so; or why not. */
const openPlace = async (options: ServeOptions, log: Log): Promise<OpenPlace | string> => {
  const onLost = (error: Error): void =>
    log.warn({ error: error.message }, "a connection to the database was lost");
  if (!isPostgres(options.store)) return { store: await openStore(options, onLost) };
  const store = await openShared(options.store, onLost);
  const { bus } = options;
  if (bus !== undefined)
    return { store, part: await clusterPart({ ...options, bus }, options, store, log) };
  const others = await othersAt(store);
  if (others === undefined) return { store };
  await store.close();
  return others;
};

const settingsFrom = ({
  maxSessions,
  idleMinutes,
  guestGrant,
  botDelay,
}: ServeOptions): Partial<Settings> => ({
  ...(maxSessions === undefined ? {} : { concurrentSessionsMax: maxSessions }),
  ...(idleMinutes === undefined ? {} : { idleExpiryMs: idleMinutes * 60_000 }),
  ...(guestGrant === undefined ? {} : { guestGrant }),
  ...(botDelay === undefined ? {} : { botDelayMs: botDelay }),
});

/**
 * The operator's token: made once, and kept in the data folder, readable by its owner only. Nodes that share a database have the same one:
 * it is kept there as well.
 */
const keptToken = async (
  { store: name, data, bus }: ServeOptions,
  store: Store,
): Promise<string> => {
  const fresh = systemEntropy.hex(24);
  if (name === "memory") return fresh;
  const file = join(resolve(data), "operator-token");
  const known = existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
  const token =
    bus === undefined ? (known ?? fresh) : await store.setting("operator-token", known ?? fresh);
  if (token === known) return token;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return token;
};

/** The folder of the built page, if it was built. */
const builtPage = (): string | undefined => {
  const folder = join(
    dirname(fileURLToPath(import.meta.resolve("@parlor/web/package.json"))),
    "dist",
  );
  return existsSync(join(folder, "index.html")) ? folder : undefined;
};
