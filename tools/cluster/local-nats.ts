import { join } from "node:path";
import { LabelledProcess } from "./labelled-process.ts";
import { freePort, greetingOf, Missing, notOurs, type Service } from "./local-services.ts";

const standardPort = 4222;

/** The NATS that PARLOR_BUS names, or the one at the standard port, or one that is started with the program on the path. */
export const localNats = async (named: string | undefined, folder: string): Promise<Service> => {
  if (named !== undefined)
    return { url: named, said: "NATS: what PARLOR_BUS names.", stop: notOurs };
  const greeting = await greetingOf("127.0.0.1", standardPort);
  if (greeting?.startsWith("INFO ") && !greeting.includes('"auth_required":true')) {
    const url = `nats://127.0.0.1:${standardPort}`;
    return { url, said: `NATS: the one at ${url}.`, stop: notOurs };
  }
  return startNats(folder);
};

const startNats = async (folder: string): Promise<Service> => {
  const port = await freePort();
  const server = new LabelledProcess({
    label: "nats",
    command: "nats-server",
    args: ["-a", "127.0.0.1", "-p", String(port), "-js", "-sd", join(folder, "nats")],
  });
  if (!(await server.said(/Server is ready/)))
    throw new Missing(
      `There is no NATS. Install nats-server (https://nats.io), start one at 127.0.0.1:${standardPort}, or name one in PARLOR_BUS (nats-server here: ${await server.end}).`,
    );
  return {
    url: `nats://127.0.0.1:${port}`,
    said: `NATS: started at 127.0.0.1:${port}, its files are in ${folder}.`,
    stop: async () => {
      server.signal("SIGTERM");
      await server.end;
    },
  };
};
