import type { Seat } from "@parlor/kit";
import { eventsOf, visibleTo } from "../../events/contract.ts";
import { decodeEntry } from "../../journal/contract.ts";
import type { Platform } from "../../platform.ts";
import { exchange } from "../exchange.ts";
import { RecordedSocket } from "./recorded-socket.ts";
import { RecordedStream } from "./recorded-stream.ts";
import { withoutClock, type Recording } from "./recording.ts";

export interface House {
  readonly url: string;
  readonly platform: Platform;
  readonly recording: Recording;
}

interface Asked {
  readonly token?: string | undefined;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

const requestText = (method: string, path: string, { token, body, headers }: Asked): string => {
  const text = body === undefined ? "" : JSON.stringify(body);
  const lines = Object.entries({
    host: "parlor",
    connection: "close",
    ...(body === undefined
      ? {}
      : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${text}`;
};

/** The whole answer to one request, head and all. */
export const askRaw = async (
  url: string,
  method: string,
  path: string,
  asked: Asked = {},
): Promise<string> =>
  withoutClock((await exchange(url, requestText(method, path, asked))).toString());

/** The body of an answer, which has to be a whole JSON value. */
export const bodyOf = (answer: string): unknown =>
  JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4));

/** Everything that can be read about a session with a player's token, or without any. */
const reads = [
  "/v1/sessions/{id}",
  "/v1/sessions",
  "/v1/sessions/{id}/rounds",
  "/v1/sessions/{id}/rounds?after=0",
  "/v1/sessions/{id}/export",
  "/v1/me",
  "/v1/stats",
  "/v1/audit",
  "/v1/events",
  "/metrics",
];

/** Somebody who watches a session in every way that there is. */
export class Witness {
  readonly name: string;
  readonly token: string | undefined;
  readonly socket: RecordedSocket;
  /** Where it sits; null for a spectator, and after it has left. */
  seat: Seat | null;
  readonly #house: House;
  readonly #session: string;
  readonly #stream: RecordedStream;

  constructor(
    house: House,
    session: string,
    who: {
      readonly name: string;
      readonly token: string | undefined;
      readonly seat: Seat | null;
    },
  ) {
    this.#house = house;
    this.#session = session;
    this.name = who.name;
    this.token = who.token;
    this.seat = who.seat;
    this.socket = new RecordedSocket(house.url, (text) => this.keep("socket", text));
    this.#stream = this.#newStream(0);
  }

  keep(channel: string, text: string): void {
    this.#house.recording.add(this.name, channel, text);
  }

  async ask(method: string, path: string, body?: object): Promise<string> {
    const address = path.replace("{id}", this.#session);
    const asked = { token: this.token, ...(body === undefined ? {} : { body }) };
    const answer = await askRaw(this.#house.url, method, address, asked);
    this.keep(`${method} ${path}`, answer);
    return answer;
  }

  /** Looks at everything, as it is after a step. */
  async look(): Promise<void> {
    for (const path of reads) await this.ask("GET", path);
    await this.#readStreams();
    await this.#comeBack();
  }

  /** The stream that was open from the start, and one that goes on from the middle. */
  async #readStreams(): Promise<void> {
    const { heard, head } = await this.#progress();
    this.keep("event stream", await this.#stream.upTo(heard));
    const after = Math.floor(head / 2);
    const resumed = this.#newStream(after);
    this.keep("resumed event stream", await resumed.upTo(heard > after ? heard : 0));
    resumed.close();
  }

  /** A client that was away gets what it missed, and a newcomer what there is. */
  async #comeBack(): Promise<void> {
    for (const after of [0, undefined]) {
      const channel = after === undefined ? "another socket" : "socket that came back";
      const socket = new RecordedSocket(this.#house.url, (text) => this.keep(channel, text));
      await socket.hello(this.token);
      await socket.watch(this.#session, after);
      await socket.close();
    }
  }

  /** What comes when the server has ended the connections. */
  async leave(): Promise<void> {
    await this.socket.close();
    this.keep("event stream", await this.#stream.rest());
  }

  #newStream(after: number): RecordedStream {
    const path = `/v1/sessions/${this.#session}/events`;
    const headers = { "last-event-id": String(after) };
    const request = requestText("GET", path, { token: this.token, headers });
    return new RecordedStream(this.#house.url, request);
  }

  /** The journal's last entry, and the last one that this witness hears anything of. */
  async #progress(): Promise<{ readonly head: number; readonly heard: number }> {
    const { store } = this.#house.platform;
    let [head, heard] = [0, 0];
    for (
      let rows = await store.entries(this.#session, head, pageMax);
      rows.length > 0;
      rows = await store.entries(this.#session, head, pageMax)
    ) {
      for (const row of rows) {
        head = row.seq;
        if (visibleTo(eventsOf(decodeEntry(row)), this.seat).length > 0) heard = row.seq;
      }
    }
    return { head, heard };
  }
}

const pageMax = 500;
