import { WebSocket } from "ws";
import { protocolVersion } from "@parlor/protocol";
import { pause } from "../measuring.ts";

interface Reply {
  readonly type: string;
  readonly id?: string;
  readonly to?: string;
  readonly reply?: { readonly ok?: boolean; readonly refused?: string };
}

const post = async (url: string, path: string, body: unknown, token?: string): Promise<unknown> => {
  const answer = await fetch(`${url}${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

/** How an act went: how long from its first sending to its reply, and how often it had to be sent. */
export interface Acted {
  readonly ms: number;
  readonly refused: string | undefined;
}

const reconnectMs = 50;

/** Somebody who flips coins at a table of their own, over a socket to a node that may not be the table's. */
export class Player {
  readonly session: string;
  readonly #token: string;
  #url: string;
  readonly #others: readonly string[];
  #sentTo: string | undefined;
  #socket: WebSocket | undefined;
  readonly #waiting = new Map<
    string,
    { readonly text: string; readonly done: (reply: Reply) => void }
  >();
  #ids = 0;
  #isOver = false;

  private constructor(session: string, token: string, urls: readonly string[]) {
    this.session = session;
    this.#token = token;
    this.#others = urls;
    this.#url = urls[0] ?? "";
  }

  /** Opens a table at one node, which will own it, and connects to the first of `at`; when that one goes, where it says, or to the others. */
  static async sitDown(openAt: string, at: readonly string[]): Promise<Player> {
    const { token } = (await post(openAt, "/v1/guests", { name: "Flipper" })) as { token: string };
    const opened = (await post(openAt, "/v1/sessions", { game: "coin-flip" }, token)) as {
      info: { id: string };
    };
    const player = new Player(opened.info.id, token, at);
    await player.#connect();
    await player.#send("join", { kind: "join" });
    return player;
  }

  async act(): Promise<Acted> {
    const action = { type: "flip", call: "heads", stake: 100 };
    const since = performance.now();
    const { reply } = await this.#send("act", { kind: "act", action });
    return { ms: performance.now() - since, refused: reply?.refused };
  }

  stop(): void {
    this.#isOver = true;
    this.#socket?.terminate();
  }

  #send(kind: string, command: object): Promise<Reply> {
    const id = `${kind}-${++this.#ids}`;
    const { session } = this;
    const text = JSON.stringify({ type: "command", session, command: { id, ...command } });
    return new Promise((resolve) => {
      this.#waiting.set(id, { text, done: resolve });
      if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(text);
    });
  }

  async #connect(): Promise<void> {
    const socket = new WebSocket(`${this.#url.replace("http", "ws")}/v1/socket`, {
      perMessageDeflate: false,
    });
    this.#socket = socket;
    socket.on("error", () => undefined);
    socket.on("close", () => void this.#again());
    socket.on("message", (data: Buffer) => this.#hear(JSON.parse(data.toString()) as Reply)); // the server's own messages
    await new Promise<void>((resolve) => {
      socket.once("open", () => {
        socket.send(
          JSON.stringify({ type: "hello", version: protocolVersion, token: this.#token }),
        );
        socket.send(JSON.stringify({ type: "watch", session: this.session }));
        for (const { text } of this.#waiting.values()) socket.send(text);
        resolve();
      });
      socket.once("close", () => resolve());
    });
  }

  #hear({ type, id, to, reply }: Reply): void {
    if (type === "bye") this.#sentTo = to;
    if (type !== "reply" || id === undefined) return;
    const waiting = this.#waiting.get(id);
    const mayPass = ["outcome_unknown", "stale_epoch", "shutting_down"].includes(
      reply?.refused ?? "",
    );
    // As the SDK does: what nobody knows, and what may go through later, is sent again.
    if (!waiting) return;
    if (mayPass) {
      this.#socket?.send(waiting.text);
      return;
    }
    this.#waiting.delete(id);
    waiting.done({ type, id, ...(reply ? { reply } : {}) });
  }

  async #again(): Promise<void> {
    if (this.#isOver) return;
    const to = this.#sentTo;
    this.#sentTo = undefined;
    if (to === undefined) await pause(reconnectMs);
    const at = this.#others.indexOf(this.#url);
    this.#url = to ?? this.#others[(at + 1) % this.#others.length] ?? this.#url;
    if (!this.#isOver) await this.#connect();
  }
}
