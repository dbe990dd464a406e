import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Clock } from "../ports/clock.ts";

/** How long a stopping server waits for its clients to go. */
const goodbyeMs = 2_000;

/**
 * How a server lets go of its connections. Browsers open some that they then ask nothing on: for
 * Node these are neither idle nor busy, and a server that closes would wait a minute for them.
 */
export const connectionsOf = (server: Server) => {
  const silent = new Set<Socket>();
  const speaks = ({ socket }: { readonly socket: Socket }): void => void silent.delete(socket);
  server.on("connection", (socket: Socket) => {
    silent.add(socket);
    socket.once("close", () => silent.delete(socket));
  });
  server.on("request", speaks).on("upgrade", speaks);

  return {
    /** Runs `close` to its end, and ends by force what has not gone after a while. */
    close: async (clock: Clock, close: () => Promise<void>, force: () => void): Promise<void> => {
      const callOff = clock.after(goodbyeMs, () => {
        force();
        server.closeAllConnections();
      });
      const closed = close();
      for (const socket of silent) socket.destroy();
      await closed;
      callOff();
    },
  };
};
