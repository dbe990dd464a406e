import { z } from "zod";
import { pause } from "../waiting.ts";

/** The events of one entry, as the feed of all sessions told them. */
export interface FeedBatch {
  readonly position: number;
  readonly events: readonly {
    readonly session: string;
    readonly seq: number;
    readonly index: number;
    readonly type: string;
  }[];
}

const feedEvent = z.object({
  session: z.string(),
  seq: z.int(),
  index: z.int(),
  type: z.string(),
});

const comeBackMs = 100;

/**
 * An operator's program that reads the events of all sessions from their beginning, at one node after the other: where
 * a stream ends, the next one goes on behind the last entry that was told completely.
 */
export class FeedReader {
  readonly batches: FeedBatch[] = [];
  readonly #addresses: readonly string[];
  readonly #token: string;
  readonly #over = new AbortController();
  #reading: Promise<void> = Promise.resolve();

  constructor(addresses: readonly string[], token: string) {
    this.#addresses = addresses;
    this.#token = token;
  }

  begin(): void {
    this.#reading = this.#readOn();
  }

  get position(): number {
    return this.batches.at(-1)?.position ?? 0;
  }

  async stop(): Promise<void> {
    this.#over.abort();
    await this.#reading;
  }

  async #readOn(): Promise<void> {
    for (let turn = 0; !this.#over.signal.aborted; turn++) {
      try {
        await this.#readAt(this.#addresses[turn % this.#addresses.length] ?? "");
      } catch {
        // The node has gone away, or was never there: the next one is asked.
      }
      await pause(comeBackMs);
    }
  }

  async #readAt(address: string): Promise<void> {
    const { signal } = this.#over;
    const headers = {
      authorization: `Bearer ${this.#token}`,
      "last-event-id": `${this.position}`,
    };
    const reply = await fetch(`${address}/v1/events`, { headers, signal });
    const pieces = reply.ok ? reply.body?.pipeThrough(new TextDecoderStream()) : undefined;
    let text = "";
    let events: FeedBatch["events"][number][] = [];
    for await (const piece of pieces ?? []) {
      const blocks = (text + piece).split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) events.push(feedEvent.parse(JSON.parse(data)));
        // It stands behind the last event of an entry.
        const id = /^id: (\d+)$/m.exec(block)?.[1];
        if (id === undefined) continue;
        this.batches.push({ position: Number(id), events });
        events = [];
      }
    }
  }
}
