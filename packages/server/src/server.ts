import type { AddressInfo } from "node:net";
import { openGateway, type GatewayOptions } from "./gateway/gateway.ts";
import { startPlatform, type Platform, type PlatformOptions } from "./platform.ts";

export interface ServerOptions extends PlatformOptions, Omit<GatewayOptions, "platform"> {
  /** 0 for any free port. */
  readonly port: number;
  readonly host?: string;
}

export interface Server {
  readonly url: string;
  readonly platform: Platform;
  /** Gives its sessions to other nodes, finishes what is under way, tells the clients, and closes the store last. */
  stop(): Promise<void>;
}

/** A whole Parlor server: the platform, and its HTTP and WebSocket face. */
export const startServer = async (options: ServerOptions): Promise<Server> => {
  const platform = await startPlatform(options);
  const gateway = await openGateway({ ...options, platform });
  const host = options.host ?? "127.0.0.1";
  const close = async (): Promise<void> => {
    await options.cluster?.outlet?.close();
    await options.cluster?.bus.close();
    await options.store.close();
  };
  try {
    await gateway.app.listen({ port: options.port, host });
  } catch (error) {
    // The port is taken: nothing of what was started may keep the process alive.
    await platform.stop();
    await gateway.stop();
    await close();
    throw error;
  }
  const { port } = gateway.app.server.address() as AddressInfo; // a listening TCP server has one
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    platform,
    stop: async () => {
      gateway.drain();
      await platform.drain();
      await gateway.sendAway();
      await platform.stop();
      await gateway.stop();
      await close();
    },
  };
};
