import {
  connect,
  errors,
  type ConnectionOptions,
  type NatsConnection,
} from "@nats-io/transport-node";
import type { Log } from "../../ports/log.ts";
import { Pulse } from "./pulse.ts";
import { serversOf, type NatsPlace } from "./servers.ts";

export interface NatsOptions extends NatsPlace {
  /** By which NATS shows the connection to its operator. */
  readonly name: string;
  readonly log: Log;
}

/** A server that does not take a connection in so long is not there. */
const connectTimeoutMs = 5_000;
/** Between two attempts; of differing length, so that not all nodes come at once. */
const pauseMinMs = 100;
const pauseMaxMs = 500;
/** Closing waits for so long for what is under way. */
const closeWaitMaxMs = 2_000;

const pauseMs = (): number => pauseMinMs + Math.random() * (pauseMaxMs - pauseMinMs);

interface Use {
  readonly connection: NatsConnection;
  readonly pulse: Pulse;
}

/**
 * A connection that is made again whenever it is lost, for ever. The client would do that too, but it keeps what is sent
 * meanwhile, however much that is, and holds on to a server that stands still; so each of its connections is used until it
 * is lost, and then another one is made.
 */
export class KeptConnection {
  readonly #log: Log;
  readonly #options: ConnectionOptions;
  readonly #whenUp: ((connection: NatsConnection) => void)[] = [];
  readonly #whenDown: (() => void)[] = [];
  readonly #ending = new AbortController();
  #use: Use | undefined;
  #isLossTold = false;

  constructor({ log, name, ...place }: NatsOptions) {
    this.#log = log;
    this.#options = {
      ...serversOf(place),
      name,
      reconnect: false,
      timeout: connectTimeoutMs,
      noAsyncTraces: true,
      // It is asked before each attempt, and by throwing it ends them.
      reconnectDelayHandler: () => {
        this.#ending.signal.throwIfAborted();
        return pauseMs();
      },
    };
    void this.#keep();
  }

  /** The connection, while there is one. */
  get current(): NatsConnection | undefined {
    return this.#use && !this.#use.connection.isClosed() ? this.#use.connection : undefined;
  }
  /** Called with each new connection; in their order, where several are. */
  whenUp(run: (connection: NatsConnection) => void): void {
    this.#whenUp.push(run);
  }
  /** Called when it was lost, or closed. */
  whenDown(run: () => void): void {
    this.#whenDown.push(run);
  }

  /** The connection, if so much may be sent over it now; it counts as sent then. */
  forSending(bytes: number): NatsConnection | undefined {
    const connection = this.current;
    if (!connection || this.#use?.pulse.takes(bytes)) return connection;
    if (!this.#isLossTold)
      this.#log.warn({}, "NATS does not keep up with what is sent to it: some of it is lost");
    this.#isLossTold = true;
    return undefined;
  }

  /** Closes for good, once all is sent that `finish` still sends; but not later than after a moment. */
  async close(finish: (connection: NatsConnection) => Promise<void>): Promise<void> {
    if (this.#ending.signal.aborted) return;
    this.#ending.abort();
    const connection = this.current;
    if (!connection) return;
    const finished = finish(connection).then(() => connection.flush());
    await Promise.race([
      // Where it is lost meanwhile, there is nothing more to be sent.
      finished.catch(() => undefined),
      connection.closed(),
      pause(closeWaitMaxMs),
    ]);
    await connection.close();
    this.#lost();
  }

  async #keep(): Promise<void> {
    const { signal } = this.#ending;
    let told = "";
    // After an attempt in vain the client leaves a socket behind that got no answer; where it goes on trying by itself it does not.
    let waitOnFirstConnect = false;
    while (!signal.aborted) {
      try {
        const connection = await connect({ ...this.#options, waitOnFirstConnect });
        [told, waitOnFirstConnect] = ["", false];
        await this.#until(connection);
      } catch (error) {
        waitOnFirstConnect = error instanceof errors.TimeoutError;
        const { servers } = this.#options;
        if (String(error) !== told && !signal.aborted)
          this.#log.warn({ servers, error: String(error) }, "NATS is not there; it is tried on");
        told = String(error);
      }
      await pause(pauseMs());
    }
  }

  /** Uses a connection until it is lost. */
  async #until(connection: NatsConnection): Promise<void> {
    if (this.#ending.signal.aborted) return connection.close();
    const pulse = new Pulse(connection, () => void connection.close());
    this.#use = { connection, pulse };
    this.#isLossTold = false;
    this.#log.info({ server: connection.getServer() }, "connected to NATS");
    for (const run of this.#whenUp) run(connection);
    const error = await connection.closed();
    if (this.#ending.signal.aborted) return;
    this.#log.warn({ error: String(error ?? "") }, "the connection to NATS is lost");
    this.#lost();
  }

  #lost(): void {
    this.#use?.pulse.stop();
    this.#use = undefined;
    for (const run of this.#whenDown) run();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
