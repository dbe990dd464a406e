import { connect as dial, type Socket } from "node:net";
import { downMessage, type DownMessage } from "@parlor/protocol";
import { frameOf, upgradeRequest } from "./raw-socket.ts";

/** A client that stops reading its WebSocket, as one behind a dead line does, and may read on later. */
export class DeafSocket {
  readonly #socket: Socket;
  #bytes = Buffer.alloc(0);
  #wake: (() => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static async open(url: string): Promise<DeafSocket> {
    const { hostname, port } = new URL(url);
    const socket = dial(Number(port), hostname);
    const deaf = new DeafSocket(socket);
    socket.on("data", (chunk: Buffer) => {
      deaf.#bytes = Buffer.concat([deaf.#bytes, chunk]);
      deaf.#wake?.();
    });
    socket.on("error", () => undefined);
    socket.write(upgradeRequest("/v1/socket"));
    await deaf.#need(() => deaf.#bytes.includes("\r\n\r\n"));
    deaf.#bytes = deaf.#bytes.subarray(deaf.#bytes.indexOf("\r\n\r\n") + 4);
    return deaf;
  }

  /** At most 125 bytes of it: a longer frame is written in another way. */
  send(message: unknown): void {
    this.#socket.write(frameOf(1, Buffer.from(JSON.stringify(message))));
  }

  stopReading(): void {
    this.#socket.pause();
  }
  readOn(): void {
    this.#socket.resume();
  }
  close(): void {
    this.#socket.destroy();
  }

  /** Resolves when the server has ended the connection. */
  async gone(): Promise<void> {
    return new Promise((resolve) => this.#socket.once("close", () => resolve()));
  }

  /** The next message; what is no message (a ping, a close) is passed over. */
  async next(): Promise<DownMessage> {
    for (;;) {
      await this.#need(() => this.#bytes.length >= 2);
      const short = this.#bytes[1]! & 0x7f;
      const head = short === 127 ? 10 : short === 126 ? 4 : 2;
      await this.#need(() => this.#bytes.length >= head);
      const length =
        short === 127
          ? Number(this.#bytes.readBigUInt64BE(2))
          : short === 126
            ? this.#bytes.readUInt16BE(2)
            : short;
      await this.#need(() => this.#bytes.length >= head + length);
      const opcode = this.#bytes[0]! & 0x0f;
      const text = this.#bytes.subarray(head, head + length).toString();
      this.#bytes = this.#bytes.subarray(head + length);
      if (opcode === 1) return downMessage.parse(JSON.parse(text));
    }
  }

  async #need(there: () => boolean): Promise<void> {
    while (!there()) await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}
