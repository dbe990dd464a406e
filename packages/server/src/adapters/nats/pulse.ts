import type { NatsConnection } from "@nats-io/transport-node";

/** So often a server is asked whether it has had everything. */
const pulseMs = 1_000;
/**
 * It is given up when it still owes the answer at so many of these moments. They are counted, since a process that was itself stopped
 * finds that much time has passed, and the answer behind it.
 */
const missedMax = 5;
/** Whoever has sent more than this asks in between. */
const askEveryBytes = 1024 ** 2;
/** So much may be on its way; what comes on top is lost. The client alone would keep all of it. */
const underWayMaxBytes = 64 * 1024 ** 2;

/** Knows how much of what was sent over a connection the server has had, and whether it still takes anything. */
export class Pulse {
  readonly #connection: NatsConnection;
  readonly #beating: NodeJS.Timeout;
  #sentBytes = 0;
  #confirmedBytes = 0;
  #isAsking = false;
  #missed = 0;

  constructor(connection: NatsConnection, giveUp: () => void) {
    this.#connection = connection;
    this.#beating = setInterval(() => {
      if (!this.#isAsking) this.#ask();
      else if (++this.#missed === missedMax) giveUp();
    }, pulseMs);
  }

  /** Whether so much may be sent now; it counts as sent then. */
  takes(bytes: number): boolean {
    const underWay = this.#sentBytes - this.#confirmedBytes + bytes;
    if (underWay > underWayMaxBytes) return false;
    this.#sentBytes += bytes;
    // Behind what is sent in this turn.
    if (underWay > askEveryBytes && !this.#isAsking) queueMicrotask(() => this.#ask());
    return true;
  }

  #ask(): void {
    if (this.#isAsking || this.#connection.isClosed()) return;
    this.#isAsking = true;
    this.#missed = 0;
    const sent = this.#sentBytes;
    const answered = (): void => {
      this.#confirmedBytes = sent;
      this.#isAsking = false;
      if (this.#sentBytes - sent > askEveryBytes) this.#ask();
    };
    // Where it is lost there is no answer.
    void this.#connection.flush().then(answered, () => undefined);
  }

  stop(): void {
    clearInterval(this.#beating);
  }
}
