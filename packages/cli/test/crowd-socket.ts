import { protocolVersion } from "@parlor/protocol";

interface Reply {
  readonly refused?: string;
}

/**
 * One of hundreds of sockets in a test's own process: it counts the updates that come and reads only replies,
 * since to parse every view for every player would be all that the test does.
 */
export class CrowdSocket {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, (reply: Reply) => void>();
  #session = "";
  // A session knows a command by its id, whoever sends it.
  static #ids = 0;
  #welcomed: (() => void) | undefined;
  updateCount = 0;

  constructor(url: string) {
    this.#socket = new WebSocket(`${url.replace(/^http/, "ws")}/v1/socket`);
    this.#socket.addEventListener("message", ({ data }) => this.#hear(String(data)));
  }

  /** Says who it is, and at which session its commands are meant. */
  async hello(token: string, session: string): Promise<this> {
    this.#session = session;
    await new Promise<void>((resolve, reject) => {
      this.#socket.addEventListener("open", () => resolve());
      this.#socket.addEventListener("error", () => reject(new Error("the socket did not open")));
    });
    const welcomed = new Promise<void>((resolve) => (this.#welcomed = resolve));
    this.#socket.send(JSON.stringify({ type: "hello", version: protocolVersion, token }));
    await welcomed;
    return this;
  }

  /** From now on it is sent every update. */
  watch(): void {
    this.#socket.send(JSON.stringify({ type: "watch", session: this.#session }));
  }

  /** Resolves with the code of a refusal that was allowed for, or with nothing; any other refusal throws. */
  async command(command: object, allowed: readonly string[] = []): Promise<string | undefined> {
    const id = `crowd-${(CrowdSocket.#ids += 1)}`;
    const replied = new Promise<Reply>((resolve) => this.#waiting.set(id, resolve));
    const message = { type: "command", session: this.#session, command: { ...command, id } };
    this.#socket.send(JSON.stringify(message));
    const { refused } = await replied;
    if (refused !== undefined && !allowed.includes(refused)) throw new Error(refused);
    return refused;
  }

  close(): void {
    this.#socket.close();
  }

  #hear(text: string): void {
    if (/^\{"type":"(update|change)"/.test(text)) {
      this.updateCount += 1;
    } else if (text.startsWith('{"type":"reply"')) {
      const { id, reply } = JSON.parse(text) as { id: string; reply: Reply }; // a reply of the protocol
      this.#waiting.get(id)?.(reply);
      this.#waiting.delete(id);
    } else if (text.startsWith('{"type":"welcome"')) this.#welcomed?.();
  }
}
