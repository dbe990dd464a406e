import { protocolVersion, protocolVersionMin } from "@parlor/protocol";
import { WebSocket } from "ws";
import { z } from "zod";
import { withoutClock } from "./recording.ts";

const seen = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  at: z.unknown().optional(),
});
type Seen = z.output<typeof seen>;

/** A WebSocket that keeps what is sent to it, frame by frame, as it came. */
export class RecordedSocket {
  readonly #socket: WebSocket;
  readonly #opened: Promise<void>;
  readonly #waiting = new Set<(message: Seen | undefined) => void>();
  #pings = 0;

  constructor(url: string, keep: (text: string) => void) {
    this.#socket = new WebSocket(`${url.replace(/^http/, "ws")}/v1/socket`);
    this.#opened = new Promise((resolve, reject) => {
      this.#socket.once("open", resolve).once("error", reject);
    });
    this.#socket.on("upgrade", ({ statusCode, rawHeaders }) => {
      const lines = rawHeaders.map((text, at) => (at % 2 ? `${text}\n` : `${text}: `));
      keep(withoutClock(`${statusCode}\n${lines.join("")}`));
    });
    this.#socket.on("message", (data: Buffer, isBinary) => {
      const text = data.toString(); // `ws` gives a message as one buffer by default
      keep(isBinary ? `binary ${data.toString("hex")}` : text);
      if (!isBinary) this.#hear(seen.parse(JSON.parse(text)));
    });
    this.#socket.on("ping", (data) => keep(`ping ${data.toString("hex")}`));
    this.#socket.on("close", (code, reason) => {
      keep(`close ${code} ${reason.toString()}`);
      this.#hear(undefined);
    });
  }

  /** Opens, and says who it is. */
  async hello(token: string | undefined): Promise<void> {
    await this.#opened;
    // What the oldest version tells is compared as well.
    const version = token === undefined ? protocolVersionMin : protocolVersion;
    const hello = { type: "hello", version };
    const welcome = this.#next(({ type }) => type === "welcome");
    this.#send(token === undefined ? hello : { ...hello, token });
    await welcome;
    await this.caughtUp();
  }

  async watch(session: string, after?: number): Promise<void> {
    const watching = this.#next(({ type }) => type === "watching" || type === "error");
    this.#send({ type: "watch", session, ...(after === undefined ? {} : { after }) });
    await watching;
    await this.caughtUp();
  }

  /** Resolves with the reply; everything that the command led to has been sent before it or right behind it. */
  async command(session: string, command: { readonly id: string }): Promise<unknown> {
    const reply = this.#next(({ type, id }) => type === "reply" && id === command.id);
    this.#send({ type: "command", session, command });
    return (await reply)["reply"];
  }

  /** Everything that was sent before now has come. */
  async caughtUp(): Promise<void> {
    const at = ++this.#pings;
    const pong = this.#next((message) => message.type === "pong" && message.at === at);
    this.#send({ type: "ping", at });
    await pong;
  }

  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = new Promise<void>((resolve) => this.#socket.once("close", () => resolve()));
    this.#socket.close();
    await closed;
  }

  #send(message: object): void {
    this.#socket.send(JSON.stringify(message));
  }

  #hear(message: Seen | undefined): void {
    for (const take of this.#waiting) take(message);
  }

  #next(isWished: (message: Seen) => boolean): Promise<Seen> {
    return new Promise((resolve, reject) => {
      const take = (message: Seen | undefined): void => {
        if (message && !isWished(message)) return;
        this.#waiting.delete(take);
        if (message) resolve(message);
        else reject(new Error("the socket was closed before its answer"));
      };
      this.#waiting.add(take);
    });
  }
}
