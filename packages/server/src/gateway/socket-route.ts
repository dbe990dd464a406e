import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { messageBytesMax, socketPingMs } from "../limits.ts";
import { Connection } from "./connection.ts";
import type { Gateway } from "./gateway.ts";

/** The WebSocket at `/v1/socket`. */
export const socketRoute = (gateway: Gateway): { stop(): void } => {
  const { app, platform } = gateway;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    perMessageDeflate: false,
  });
  const connections = new Set<Connection>();

  app.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (
      new URL(request.url ?? "/", "http://parlor").pathname !== "/v1/socket" ||
      !gateway.ready()
    ) {
      socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection(gateway, webSocket, () => connections.delete(connection));
      connections.add(connection);
    });
  });

  let callOff = (): void => undefined;
  const pingLater = (): void => {
    callOff = platform.clock.after(socketPingMs, () => {
      for (const connection of connections) connection.ping();
      pingLater();
    });
  };
  pingLater();

  return {
    stop: () => {
      callOff();
      for (const connection of connections) connection.bye();
      server.close();
    },
  };
};
