import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import {
  goodbyePauseMs,
  goodbyesAtOnce,
  goodbyeStepsMax,
  messageBytesMax,
  socketPingMs,
} from "../limits.ts";
import { Connection } from "./connection.ts";
import { periodically } from "../periodically.ts";
import type { Gateway } from "./gateway.ts";

/**
 * The WebSocket at `/v1/socket`. `sendAway` says goodbye to those whom another node takes, some at a time, so that they do not all come there at
 * once; `stop` says goodbye to everybody; `end` ends those who do not answer.
 */
export const socketRoute = (
  gateway: Gateway,
): { sendAway(): Promise<void>; stop(): void; end(): void } => {
  const { app, platform } = gateway;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    perMessageDeflate: false,
  });
  const connections = new Set<Connection>();

  app.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = upgradeRefusal(request, gateway);
    if (refusal !== undefined) {
      // From the upgrade on, nobody else listens for what goes wrong with this connection.
      socket.on("error", () => socket.destroy());
      socket.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection(gateway, webSocket, socket, () =>
        connections.delete(connection),
      );
      connections.add(connection);
    });
  });

  platform.cluster?.countConnections(() => connections.size);
  const stopPinging = periodically(platform.clock, socketPingMs, () => {
    for (const connection of connections) connection.ping();
  });

  return {
    sendAway: async () => {
      const leaving = [...connections];
      const atOnce = Math.max(goodbyesAtOnce, Math.ceil(leaving.length / goodbyeStepsMax));
      for (const [at, connection] of leaving.entries()) {
        const to = gateway.whereToGoOn();
        if (to === undefined) continue;
        if (at > 0 && at % atOnce === 0)
          await new Promise<void>((resolve) => platform.clock.after(goodbyePauseMs, resolve));
        connection.bye(to);
      }
    },
    stop: () => {
      stopPinging();
      for (const connection of connections)
        if (!connection.isLeaving) connection.bye(gateway.whereToGoOn());
      server.close();
    },
    end: () => {
      for (const connection of connections) connection.terminate();
    },
  };
};

const upgradeRefusal = ({ url = "" }: IncomingMessage, gateway: Gateway): string | undefined => {
  if (url.split("?", 1)[0] !== "/v1/socket") return "404 Not Found";
  return gateway.ready() ? undefined : "503 Service Unavailable";
};
