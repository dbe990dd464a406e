import { createServer, connect as dial, type AddressInfo } from "node:net";

/** Something that the nodes need, and that may have been started for them. */
export interface Service {
  readonly url: string;
  /** One sentence for whoever watches. */
  readonly said: string;
  stop(): Promise<void>;
}

/** What stands against a start, for a person to read. */
export class Missing extends Error {}

export const notOurs = async (): Promise<void> => undefined;

/** Another program may take it before it is used; then that one's start says so. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo; // it listens on a port
      probe.close(() => resolve(port));
    });
  });

const greetingWaitMs = 2_000;

/** The first line that a server says to whoever connects; undefined when there is none. */
export const greetingOf = (host: string, port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = dial(port, host);
    let heard = "";
    const answer = (greeting: string | undefined): void => {
      socket.destroy();
      resolve(greeting);
    };
    socket.setTimeout(greetingWaitMs, () => answer(undefined));
    socket.once("error", () => answer(undefined));
    socket.once("close", () => answer(undefined));
    socket.on("data", (data: Buffer) => {
      heard += data.toString();
      if (heard.includes("\n")) answer(heard);
    });
  });
