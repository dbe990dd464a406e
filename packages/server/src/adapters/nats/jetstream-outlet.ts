import {
  DiscardPolicy,
  jetstream,
  JetStreamApiError,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type PubAck,
  type StreamInfo,
} from "@nats-io/jetstream";
import { nanos, type NatsConnection } from "@nats-io/transport-node";
import type { Outlet, OutletEnd, OutletEvent } from "../../ports/outlet.ts";
import { assertSubject } from "../subjects.ts";
import { KeptConnection, type NatsOptions } from "./connection.ts";

export interface JetStreamOutletOptions extends NatsOptions {
  /** Events go to `<prefix>.events.<game>.<type>`; by default `parlor`. */
  readonly prefix?: string;
  /** The stream that keeps them; by default `parlor-events`. Where it is there already, it is left as it is. */
  readonly stream?: string;
  /** What is older is dropped; by default after 30 days. */
  readonly ageMaxMs?: number;
  /** What is over is dropped, the oldest first; by default a GiB. */
  readonly sizeMaxBytes?: number;
  /** On how many servers of a cluster it is kept; by default on one. */
  readonly replicaCount?: number;
}

const ageMaxMsByDefault = 30 * 24 * 60 * 60 * 1_000;
const sizeMaxBytesByDefault = 1024 ** 3;
/** So many events go out without waiting for their acknowledgements. */
const underWayMax = 512;
const answerTimeoutMs = 5_000;
/** Headers count as part of a message; ours and those that NATS adds are shorter. */
const headersBytesMax = 512;
/** The stream does not end where the message expects it: by its number, or by its id. */
const wrongEndCodes: readonly number[] = [10_071, 10_070];
const streamNotFoundCode = 10_059;

/** A stream of NATS that keeps public events for whoever wants to read them. It is made when it is first needed. */
export const jetstreamOutlet = (options: JetStreamOutletOptions): Outlet =>
  new JetStreamOutlet(options);

/** So many messages of others at the end of the stream are passed over; there should be none. */
const othersMax = 100;

const idForm = /^(\d+)\.(\d+)$/;
const idOf = ({ position, index }: OutletEvent): string => `${position}.${index}`;

class JetStreamOutlet implements Outlet {
  readonly kind = "jetstream";
  readonly #options: JetStreamOutletOptions;
  readonly #stream: string;
  readonly #subjects: string;
  readonly #connection: KeptConnection;

  constructor(options: JetStreamOutletOptions) {
    const { prefix = "parlor", stream = "parlor-events" } = options;
    assertSubject(prefix);
    this.#options = options;
    this.#stream = stream;
    this.#subjects = `${prefix}.events`;
    this.#connection = new KeptConnection(options);
  }

  #connected(): NatsConnection {
    const { current } = this.#connection;
    if (!current) throw new Error("NATS is not there");
    return current;
  }

  async end(): Promise<OutletEnd> {
    const manager = await jetstreamManager(this.#connected(), {
      timeout: answerTimeoutMs,
      checkAPI: false,
    });
    const { created, state } = await this.#info(manager);
    return {
      identity: created,
      count: state.last_seq,
      last: state.messages === 0 ? null : await this.#lastOf(manager, state.last_seq),
    };
  }

  /** Messages that were deleted are not there, and what others have put into the stream is not looked at. */
  async #lastOf(manager: JetStreamManager, lastSequence: number): Promise<OutletEnd["last"]> {
    for (let seq = lastSequence; seq > Math.max(0, lastSequence - othersMax); seq--) {
      const message = await manager.streams.getMessage(this.#stream, { seq });
      const [, position, index] = idForm.exec(message?.header.get("Nats-Msg-Id") ?? "") ?? [];
      if (position !== undefined) return { position: Number(position), index: Number(index) };
    }
    return null;
  }

  async #info(manager: JetStreamManager): Promise<StreamInfo> {
    try {
      return await manager.streams.info(this.#stream);
    } catch (error) {
      if (!(error instanceof JetStreamApiError) || error.code !== streamNotFoundCode) throw error;
      return this.#makeStream(manager);
    }
  }

  #makeStream(manager: JetStreamManager): Promise<StreamInfo> {
    const { ageMaxMs, sizeMaxBytes, replicaCount } = this.#options;
    return manager.streams.add({
      name: this.#stream,
      description: "Parlor's public events, in the order of its store",
      subjects: [`${this.#subjects}.>`],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      max_age: nanos(ageMaxMs ?? ageMaxMsByDefault),
      max_bytes: sizeMaxBytes ?? sizeMaxBytesByDefault,
      num_replicas: replicaCount ?? 1,
    });
  }

  async append(events: readonly OutletEvent[], after: number): Promise<"appended" | "overtaken"> {
    for (let first = 0; first < events.length; first += underWayMax) {
      const send = this.#sending(this.#connected());
      const some = events.slice(first, first + underWayMax);
      const acknowledged = await Promise.allSettled(
        some.map((event, at) => send(event, after + first + at, some[at - 1])),
      );
      for (const [at, one] of acknowledged.entries()) {
        const isWrongEnd = one.status === "rejected" && isWrong(one.reason);
        if (one.status === "rejected" && !isWrongEnd) throw one.reason;
        // What was there before, and not in its place, is another's.
        if (one.status === "rejected" || one.value.seq !== after + first + at + 1)
          return "overtaken";
      }
    }
    return "appended";
  }

  /** Each says what it comes behind, by number and by name: so nothing comes twice and nothing between. */
  #sending(connection: NatsConnection) {
    const client = jetstream(connection, { timeout: answerTimeoutMs });
    const textBytesMax = (connection.info?.max_payload ?? 0) - headersBytesMax;
    return (event: OutletEvent, lastSequence: number, before?: OutletEvent): Promise<PubAck> => {
      const { game, type, text, shortText } = event;
      const fits = Buffer.byteLength(text) <= textBytesMax;
      const subject = `${this.#subjects}.${game || "unknown"}.${type}`;
      return client.publish(subject, fits ? text : shortText(), {
        msgID: idOf(event),
        expect: {
          streamName: this.#stream,
          lastSequence,
          ...(before ? { lastMsgID: idOf(before) } : {}),
        },
      });
    };
  }

  close(): Promise<void> {
    return this.#connection.close(async () => undefined);
  }
}

const isWrong = (reason: unknown): boolean =>
  reason instanceof JetStreamApiError && wrongEndCodes.includes(reason.code);
