import { headers, type Msg, type MsgHdrs } from "@nats-io/transport-node";

/** Servers take 1 MiB in one message, unless they are told otherwise. */
const partBytesMax = 512 * 1024;
/** Headers count as part of a message. */
const headersBytesMax = 256;
const header = "Parlor-Part";

export interface Part {
  readonly data: Uint8Array;
  readonly headers?: MsgHdrs;
}

/** A text as messages that a server takes which takes so much in one. `message` is another word for each text of a sender. */
export const partsOf = (
  text: Uint8Array,
  payloadMaxBytes: number,
  sender: string,
  message: string,
): Part[] => {
  if (text.length <= Math.min(partBytesMax, payloadMaxBytes)) return [{ data: text }];
  const size = Math.min(partBytesMax, payloadMaxBytes - headersBytesMax);
  const count = Math.ceil(text.length / size);
  return Array.from({ length: count }, (_, index) => {
    const told = headers();
    told.set(header, `${sender} ${message} ${index} ${count}`);
    return { data: text.subarray(index * size, (index + 1) * size), headers: told };
  });
};

interface Gathered {
  readonly message: string;
  readonly parts: Uint8Array[];
  bytes: number;
}

/** So much of texts that are not complete is kept; the oldest go first, whose senders have gone most likely. */
const gatheredMaxBytes = 64 * 1024 ** 2;

/**
 * Puts parts together. Those of one text come one after the other, since its sender sends nothing in between; where one was
 * lost, so is the text.
 */
export class PartsGatherer {
  readonly #gathered = new Map<string, Gathered>();
  #bytes = 0;

  /** The whole text, when this is its only or its last part. */
  take(message: Msg): string | undefined {
    const told = message.headers?.get(header);
    if (!told) return textOf(message.data);
    const [sender = "", id = "", index, count] = told.split(" ");
    const key = `${message.sid} ${sender}`;
    const before = this.#gathered.get(key);
    const has = before?.message === id ? before.parts.length : 0;
    if (before && has === 0) this.#forget(key, before);
    if (has !== Number(index)) return undefined;
    const gathered = before && has > 0 ? before : { message: id, parts: [], bytes: 0 };
    // What the client hands over is a piece of all that was read at once.
    gathered.parts.push(message.data.slice());
    gathered.bytes += message.data.length;
    this.#bytes += message.data.length;
    this.#gathered.set(key, gathered);
    if (gathered.parts.length === Number(count)) {
      this.#forget(key, gathered);
      return textOf(Buffer.concat(gathered.parts));
    }
    this.#forgetOldest();
    return undefined;
  }

  #forget(key: string, { bytes }: Gathered): void {
    this.#gathered.delete(key);
    this.#bytes -= bytes;
  }

  #forgetOldest(): void {
    for (const [key, gathered] of this.#gathered) {
      if (this.#bytes <= gatheredMaxBytes) return;
      this.#forget(key, gathered);
    }
  }
}

const textOf = (data: Uint8Array): string =>
  Buffer.from(data.buffer, data.byteOffset, data.length).toString();
