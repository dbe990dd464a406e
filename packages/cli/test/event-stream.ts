import { sessionEvent, type SessionEvent } from "@parlor/protocol";

export interface Told {
  readonly id: string | undefined;
  readonly type: string;
  readonly event: SessionEvent;
}

/** Reads server-sent events one by one. */
export class EventStream {
  readonly status: number;
  readonly #reader: ReadableStreamDefaultReader<string>;
  #text = "";

  private constructor(status: number, reader: ReadableStreamDefaultReader<string>) {
    this.status = status;
    this.#reader = reader;
  }

  static async open(url: string, headers: Readonly<Record<string, string>> = {}) {
    const reply = await fetch(url, { headers });
    const text = reply.body?.pipeThrough(new TextDecoderStream());
    if (!text) throw new Error("the reply has no body");
    return new EventStream(reply.status, text.getReader());
  }

  /** The next event; undefined when the server has ended the stream. */
  async next(): Promise<Told | undefined> {
    for (;;) {
      const end = this.#text.indexOf("\n\n");
      if (end >= 0) {
        const block = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        if (!block.startsWith(":")) return told(block);
        continue;
      }
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      this.#text += value;
    }
  }

  /** Everything up to the event that is looked for. */
  async until(last: (told: Told) => boolean): Promise<Told[]> {
    const all: Told[] = [];
    for (let one = await this.next(); one; one = await this.next()) {
      all.push(one);
      if (last(one)) return all;
    }
    return all;
  }

  async close(): Promise<void> {
    await this.#reader.cancel();
  }
}

const told = (block: string): Told => {
  const fields = new Map(
    block.split("\n").map((line): [string, string] => {
      const [name = "", ...rest] = line.split(": ");
      return [name, rest.join(": ")];
    }),
  );
  const event = sessionEvent.parse(JSON.parse(fields.get("data") ?? ""));
  return { id: fields.get("id"), type: fields.get("event") ?? "", event };
};
