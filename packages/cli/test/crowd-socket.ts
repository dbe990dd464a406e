import { protocolVersion } from "@parlor/protocol";

export interface SeenEvent {
  readonly type: string;
  readonly data: unknown;
}

interface Reply {
  readonly refused?: string;
}

/**
 * One of hundreds of sockets in a test's own process: it counts the updates that come and reads only replies,
 * and, where it is asked to, events; to parse every view for every player would be all that the test does.
 */
export class CrowdSocket {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, (reply: Reply) => void>();
  #session = "";
  // A session knows a command by its id, whoever sends it.
  static #ids = 0;
  #welcomed: (() => void) | undefined;
  updateCount = 0;
  /** The events that came, where they are kept; null where not. */
  readonly events: SeenEvent[] | null;

  constructor(url: string, { keepsEvents = false }: { readonly keepsEvents?: boolean } = {}) {
    this.events = keepsEvents ? [] : null;
    this.#socket = new WebSocket(`${url.replace(/^http/, "ws")}/v1/socket`);
    this.#socket.addEventListener("message", ({ data }) => this.#hear(String(data)));
  }

  /** Says who it is, and watches the session. */
  async hello(token: string, session: string): Promise<this> {
    this.#session = session;
    await new Promise<void>((resolve, reject) => {
      this.#socket.addEventListener("open", () => resolve());
      this.#socket.addEventListener("error", () => reject(new Error("the socket did not open")));
    });
    const welcomed = new Promise<void>((resolve) => (this.#welcomed = resolve));
    this.#socket.send(JSON.stringify({ type: "hello", version: protocolVersion, token }));
    await welcomed;
    this.#socket.send(JSON.stringify({ type: "watch", session }));
    return this;
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
    if (text.startsWith('{"type":"update"')) {
      this.updateCount += 1;
      if (!this.events) return;
      const { events, missed } = JSON.parse(text) as { events: SeenEvent[]; missed?: unknown }; // an update of the protocol
      if (missed !== undefined) throw new Error("the socket was too slow to hear everything");
      this.events.push(...events);
    } else if (text.startsWith('{"type":"reply"')) {
      const { id, reply } = JSON.parse(text) as { id: string; reply: Reply }; // a reply of the protocol
      this.#waiting.get(id)?.(reply);
      this.#waiting.delete(id);
    } else if (text.startsWith('{"type":"welcome"')) this.#welcomed?.();
  }
}
