import { connect as dial, type Socket } from "node:net";
import { withoutClock } from "./recording.ts";

/** Any event that is due comes long before this. */
const eventTimeMaxMs = 5_000;

/** A connection that an event stream comes over, read as it comes, chunk sizes and all. */
export class RecordedStream {
  readonly #socket: Socket;
  #text = "";
  #kept = 0;
  #over = false;
  #wake: (() => void) | undefined;

  constructor(url: string, request: string) {
    const { hostname, port } = new URL(url);
    this.#socket = dial(Number(port), hostname, () => this.#socket.write(request));
    this.#socket.setEncoding("utf8");
    this.#socket.on("data", (text: string) => {
      this.#text += text;
      this.#wake?.();
    });
    this.#socket.on("error", () => undefined);
    this.#socket.on("close", () => {
      this.#over = true;
      this.#wake?.();
    });
  }

  /** What came since the last time, up to the end of the entry `seq`; 0 is what comes before any event. */
  async upTo(seq: number): Promise<string> {
    // The line break behind it ends the chunk: a stretch has to end at the same byte each time.
    const mark = seq === 0 ? ": parlor\n\n\r\n" : `id: ${seq}\n\n\r\n`;
    const tooLong = setTimeout(() => this.#socket.destroy(), eventTimeMaxMs);
    while (!this.#over && !this.#text.includes(mark))
      await new Promise<void>((resolve) => (this.#wake = resolve));
    clearTimeout(tooLong);
    if (!this.#text.includes(mark)) throw new Error(`no entry ${seq} in the stream: ${this.#text}`);
    return this.#keep(this.#text.indexOf(mark) + mark.length);
  }

  /** What came since the last time, when the server has ended the stream. */
  async rest(): Promise<string> {
    while (!this.#over) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#keep(this.#text.length);
  }

  close(): void {
    this.#socket.destroy();
  }

  #keep(end: number): string {
    const text = this.#text.slice(this.#kept, end);
    this.#kept = Math.max(this.#kept, end);
    return withoutClock(text);
  }
}
