import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { pinoLog, startServer, systemEntropy, type Settings } from "@parlor/server";
import { knownGames } from "./game-file.ts";
import { houseBots } from "./house-bots.ts";
import { openStore, type StorePlace } from "./store-file.ts";

interface ServeOptions extends StorePlace {
  readonly port: number;
  readonly host: string;
  readonly operatorToken?: string;
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
  const known = await knownGames(options.game);
  const log = pinoLog(options.log);
  const server = await startServer({
    port: options.port,
    host: options.host,
    store: await openStore(options, (error) =>
      log.warn({ error: error.message }, "a connection to the database was lost"),
    ),
    games: known.games,
    bots: houseBots(known, options.game),
    settings: settingsFrom(options),
    operatorToken: options.operatorToken ?? keptToken(options),
    log,
    ...(webRoot === undefined ? {} : { webRoot }),
  });
  const stop = (): void => {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    void server.stop();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  if (webRoot === undefined)
    console.log("The page is not built (npm run build): only the interface is served.");
  console.log(`Interface: ${server.url}/reference`);
  console.log(`Parlor is open at ${server.url}`);
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

/** The operator's token of this data folder: made once, readable by its owner only. */
const keptToken = ({ store, data }: ServeOptions): string => {
  const fresh = systemEntropy.hex(24);
  if (store === "memory") return fresh;
  const file = join(resolve(data), "operator-token");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${fresh}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return fresh;
};

/** The folder of the built page, if it was built. */
const builtPage = (): string | undefined => {
  const folder = join(
    dirname(fileURLToPath(import.meta.resolve("@parlor/web/package.json"))),
    "dist",
  );
  return existsSync(join(folder, "index.html")) ? folder : undefined;
};
