import { createInbox, nuid, type Msg, type Subscription } from "@nats-io/transport-node";
import { busTextBytesMax } from "../../limits.ts";
import type { Answered, Bus } from "../../ports/bus.ts";
import type { Log } from "../../ports/log.ts";
import { assertListened, assertSubject } from "../subjects.ts";
import { KeptConnection, type NatsOptions } from "./connection.ts";
import { partsOf, PartsGatherer } from "./parts.ts";

export interface NatsBusOptions extends NatsOptions {
  /** The first word of all its subjects: nodes of one platform have the same, and no other platform on this NATS has it. */
  readonly prefix?: string;
}

/**
 * A bus over NATS. It is there at once, whether NATS is or not: until it has connected it is down, and when the connection is
 * lost it connects again, for ever. Listeners stay. Nothing is kept for later meanwhile.
 *
 * What is published goes to `<prefix>.tell.<subject>` and questions to `<prefix>.ask.<subject>`, answers to the asker's inbox
 * (`_INBOX.…`). Hidden cards pass over it: nobody but nodes may read these subjects, nor send to them.
 */
export const natsBus = (options: NatsBusOptions): Bus => new NatsBus(options);

interface Taking {
  readonly subject: string;
  readonly take: (message: Msg) => void;
  subscription: Subscription | undefined;
}
type Settle = (answered: Answered) => void;

class NatsBus implements Bus {
  readonly kind = "nats";
  readonly #log: Log;
  readonly #prefix: string;
  readonly #connection: KeptConnection;
  readonly #takings = new Set<Taking>();
  readonly #parts = new PartsGatherer();
  readonly #watchers = new Set<{ readonly changed: (isUp: boolean) => void }>();
  readonly #sender = nuid.next();
  readonly #inbox = createInbox();
  readonly #asking = new Map<string, Settle>();
  readonly #answering = new Set<Promise<void>>();
  #messages = 0;
  #isClosing = false;
  #isRefusalTold = false;

  constructor({ prefix = "parlor-bus", ...options }: NatsBusOptions) {
    this.#log = options.log;
    assertSubject(prefix);
    this.#prefix = prefix;
    this.#connection = new KeptConnection(options);
    this.#take(`${this.#inbox}.*`, (message) => this.#hearAnswer(message));
    this.#connection.whenUp(() => {
      for (const taking of this.#takings) this.#subscribe(taking);
      this.#tellChange(true);
    });
    this.#connection.whenDown(() => {
      for (const settle of this.#asking.values()) settle({ kind: "silence" });
      this.#tellChange(false);
    });
  }

  get isUp(): boolean {
    return !this.#isClosing && this.#connection.current !== undefined;
  }
  onChange(changed: (isUp: boolean) => void): () => void {
    const watcher = { changed };
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }
  #tellChange(isUp: boolean): void {
    for (const { changed } of this.#watchers) this.#survive("", () => changed(isUp));
  }

  publish(subject: string, text: string): void {
    assertSubject(subject);
    if (!this.#isClosing) this.#send(`${this.#prefix}.tell.${subject}`, text);
  }
  listen(subject: string, hear: (text: string, subject: string) => void): () => void {
    assertListened(subject);
    const begin = `${this.#prefix}.tell.`;
    return this.#take(`${begin}${subject}`, (message) => {
      const text = this.#parts.take(message);
      if (text !== undefined) hear(text, message.subject.slice(begin.length));
    });
  }

  ask(subject: string, text: string, timeoutMs: number, signal?: AbortSignal): Promise<Answered> {
    assertSubject(subject);
    if (signal?.aborted) return Promise.resolve({ kind: "silence" });
    const id = String(++this.#messages);
    return new Promise((resolve) => {
      const settle: Settle = (answered) => {
        this.#asking.delete(id);
        clearTimeout(timer);
        signal?.removeEventListener("abort", giveUp);
        resolve(answered);
      };
      const giveUp = (): void => settle({ kind: "silence" });
      const timer = setTimeout(giveUp, timeoutMs);
      signal?.addEventListener("abort", giveUp, { once: true });
      this.#asking.set(id, settle);
      const to = `${this.#prefix}.ask.${subject}`;
      if (this.#isClosing || !this.#send(to, text, `${this.#inbox}.${id}`))
        settle({ kind: "nobody" });
    });
  }
  #hearAnswer(message: Msg): void {
    const settle = this.#asking.get(message.subject.slice(this.#inbox.length + 1));
    // The server says by that code that nobody takes what is sent there.
    if (message.headers?.code === 503) return settle?.({ kind: "nobody" });
    const text = this.#parts.take(message);
    if (text !== undefined) settle?.({ kind: "answered", text });
  }

  serve(subject: string, answer: (text: string) => Promise<string>): () => void {
    assertSubject(subject);
    return this.#take(`${this.#prefix}.ask.${subject}`, (message) => {
      const text = this.#parts.take(message);
      const { reply } = message;
      if (text === undefined || !reply) return;
      const tell = (told: string): void => void this.#send(reply, told);
      const fail = (error: unknown): void =>
        this.#log.error({ subject, error: String(error) }, "a question was not answered");
      const answering = answerOf(answer, text).then(tell).catch(fail);
      this.#answering.add(answering);
      void answering.then(() => this.#answering.delete(answering));
    });
  }

  /** Whether it went out. Only the last of its parts names where the answer goes: with it, all is there. */
  #send(subject: string, text: string, reply?: string): boolean {
    const bytes = Buffer.byteLength(text);
    if (bytes > busTextBytesMax) return this.#refuse(subject, bytes);
    const connection = this.#connection.forSending(bytes);
    const payloadMaxBytes = connection?.info?.max_payload;
    if (!connection || payloadMaxBytes === undefined) return false;
    const id = String(++this.#messages);
    const parts = partsOf(Buffer.from(text), payloadMaxBytes, this.#sender, id);
    for (const [index, { data, headers }] of parts.entries())
      connection.publish(subject, data, {
        ...(headers ? { headers } : {}),
        ...(reply !== undefined && index === parts.length - 1 ? { reply } : {}),
      });
    return true;
  }
  #refuse(subject: string, bytes: number): false {
    if (!this.#isRefusalTold)
      this.#log.error({ subject, bytes }, "a text is too large for the bus, and lost");
    this.#isRefusalTold = true;
    return false;
  }

  #take(subject: string, take: (message: Msg) => void): () => void {
    const taking: Taking = { subject, take, subscription: undefined };
    this.#takings.add(taking);
    this.#subscribe(taking);
    return () => {
      this.#takings.delete(taking);
      taking.subscription?.unsubscribe();
    };
  }
  #subscribe(taking: Taking): void {
    if (this.#isClosing) return;
    const { subject, take } = taking;
    taking.subscription = this.#connection.current?.subscribe(subject, {
      // What throws in here would end the reading of the connection.
      callback: (error, message) => {
        if (error) this.#log.error({ subject, error: String(error) }, "NATS refuses a listener");
        else this.#survive(subject, () => take(message));
      },
    });
  }
  #survive(subject: string, call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#log.error({ subject, error: String(error) }, "a listener of the bus failed");
    }
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    for (const settle of this.#asking.values()) settle({ kind: "silence" });
    await this.#connection.close(async () => {
      await Promise.all([...this.#takings].map(async (taking) => taking.subscription?.drain()));
      await Promise.all(this.#answering);
    });
  }
}

/** Rejects also where the answer throws at once. */
const answerOf = async (answer: (text: string) => Promise<string>, text: string): Promise<string> =>
  answer(text);
