import {
  downMessage,
  protocolVersionMin,
  type DownMessage,
  type DownMessageOf,
} from "@parlor/protocol";
import { exchange } from "@parlor/server/testing";

/** A socket without the SDK: what is sent is sent as it is, and what comes is kept in order. */
export class RawSocket {
  readonly #socket: WebSocket;
  /** Resolves with the code that the socket was closed with. */
  readonly closed: Promise<number>;
  readonly #kept: DownMessage[] = [];
  #wake: (() => void) | undefined;
  #isClosed = false;

  constructor(url: string) {
    this.#socket = new WebSocket(`${url.replace(/^http/, "ws")}/v1/socket`);
    this.#socket.addEventListener("message", ({ data }) => {
      this.#kept.push(downMessage.parse(JSON.parse(String(data))));
      this.#wake?.();
    });
    this.closed = new Promise((resolve) => {
      this.#socket.addEventListener("close", ({ code }) => {
        this.#isClosed = true;
        this.#wake?.();
        resolve(code);
      });
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.#socket.addEventListener("open", () => resolve());
      this.#socket.addEventListener("error", () => reject(new Error("the socket did not open")));
    });
    return this;
  }

  /** Opens, and says hello in the oldest version, in which every update is whole. */
  async hello(token?: string): Promise<this> {
    await this.open();
    this.send({
      type: "hello",
      version: protocolVersionMin,
      ...(token === undefined ? {} : { token }),
    });
    await this.next("welcome");
    if (token !== undefined) await this.next("wallet");
    return this;
  }

  send(message: unknown): void {
    this.sendRaw(JSON.stringify(message));
  }
  sendRaw(data: string | Uint8Array<ArrayBuffer>): void {
    this.#socket.send(data);
  }

  /** The next message of a type; those of other types that come before it stay. */
  async next<Type extends DownMessage["type"]>(
    type: Type,
    wished: (message: DownMessageOf<Type>) => boolean = () => true,
  ): Promise<DownMessageOf<Type>> {
    for (;;) {
      for (const [index, message] of this.#kept.entries()) {
        if (message.type !== type) continue;
        const found = message as DownMessageOf<Type>; // its type is the one that was asked for
        if (!wished(found)) continue;
        this.#kept.splice(index, 1);
        return found;
      }
      if (this.#isClosed) throw new Error(`the socket was closed before a message ${type}`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Everything that came before the answer to a ping, which is asked for now. */
  async rest(): Promise<readonly DownMessage[]> {
    this.send({ type: "ping", at: 0 });
    await this.next("pong");
    return this.#kept.splice(0);
  }

  close(): void {
    this.#socket.close();
  }
}

export const upgradeRequest = (path: string): string =>
  [
    `GET ${path} HTTP/1.1`,
    "host: parlor",
    "connection: Upgrade",
    "upgrade: websocket",
    "sec-websocket-version: 13",
    "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
    "\r\n",
  ].join("\r\n");

/** What a server answers to an upgrade at any address, as its status line. */
export const upgradeAt = async (url: string, path: string): Promise<string> =>
  (await exchange(url, upgradeRequest(path))).toString().split("\r\n", 1)[0] ?? "";

/** The code that a server closes a socket with for the bytes of one frame, written by hand. */
export const closeCodeFor = async (url: string, frame: Uint8Array): Promise<number> => {
  const answer = await exchange(
    url,
    Buffer.concat([Buffer.from(upgradeRequest("/v1/socket")), frame]),
  );
  const close = answer.subarray(answer.indexOf("\r\n\r\n") + 4);
  return close[0] === 0x88 ? close.readUInt16BE(2) : 0;
};

/** A frame as a client sends it, masked with nothing. */
export const frameOf = (opcode: number, payload: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
