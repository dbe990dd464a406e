// One node of a cluster, in a process of its own: a whole server on the store and the bus that its environment names. It says
// where it listens, and drains when it is told to end.
import { pinoLog, startServer, systemClock } from "@parlor/server";
import { natsBus } from "@parlor/server/nats";
import { postgresStore } from "@parlor/server/postgres";
import { games } from "@parlor/games";

const setting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};

const log = pinoLog("error");
const clock = systemClock();
const [node, port] = [setting("NODE"), Number(setting("PORT"))];
const store = await postgresStore({ url: setting("STORE") });
const bus = natsBus({ url: setting("BUS"), name: node, prefix: setting("PREFIX"), log });
const server = await startServer({
  port,
  store,
  clock,
  log,
  games,
  operatorToken: "operator",
  settings: { guestGrant: 1e11, commandsPerSecondMax: 1e6, commandBurstMax: 1e6 },
  cluster: {
    store,
    bus,
    node,
    url: `http://127.0.0.1:${port}`,
    onStoreTime: (now) => clock.follow(now),
  },
});
process.on("SIGTERM", () => void server.stop().then(() => process.exit(0)));
process.send?.({ ready: true });
