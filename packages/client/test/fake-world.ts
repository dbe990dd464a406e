import type { DownMessage, UpMessage } from "@parlor/protocol";
import type {
  HttpReply,
  HttpRequest,
  Socket,
  SocketEvents,
  Surroundings,
} from "../src/surroundings.ts";

/** A socket whose messages lie still in both directions until the test lets them go. */
export class FakeSocket implements Socket {
  readonly url: string;
  readonly up: UpMessage[] = [];
  readonly down: DownMessage[] = [];
  status: "dialling" | "open" | "closed" = "dialling";
  readonly #events: SocketEvents;
  constructor(url: string, events: SocketEvents) {
    this.url = url;
    this.#events = events;
  }
  send(text: string): void {
    if (this.status !== "open") throw new Error("sent on a socket that is not open");
    this.up.push(JSON.parse(text) as UpMessage); // the client wrote it
  }
  close(): void {
    this.status = "closed";
  }
  accept(): void {
    this.status = "open";
    this.#events.opened();
  }
  /** Gives the client one message: the one given, or the first that lies still. */
  deliver(message: DownMessage | undefined = this.down.shift()): void {
    if (message && this.status === "open") this.#events.message(JSON.stringify(message));
  }
  deliverText(text: string): void {
    this.#events.message(text);
  }
  /** The network is cut: whatever lies still is lost. */
  cut(): void {
    if (this.status === "closed") return;
    this.status = "closed";
    this.#events.closed();
  }
}

interface Task {
  readonly at: number;
  readonly run: () => void;
}

/** Time that stands until it is moved, sockets that a test works by hand, and HTTP by a function. */
export class FakeWorld implements Surroundings {
  readonly sockets: FakeSocket[] = [];
  readonly requests: (HttpRequest & { readonly url: string })[] = [];
  #now = 1_000_000;
  #ids = 0;
  #tasks: Task[] = [];
  jitter = 1;
  answer: (request: HttpRequest & { readonly url: string }) => { status: number; body: unknown } =
    () => {
      throw new Error("no network");
    };

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (!last) throw new Error("no socket was opened");
    return last;
  }
  openSocket(url: string, events: SocketEvents): Socket {
    const socket = new FakeSocket(url, events);
    this.sockets.push(socket);
    return socket;
  }
  async fetch(url: string, request: HttpRequest): Promise<HttpReply> {
    const asked = { ...request, url };
    this.requests.push(asked);
    const { status, body } = this.answer(asked);
    return {
      status,
      text: () => Promise.resolve(typeof body === "string" ? body : JSON.stringify(body)),
    };
  }
  now(): number {
    return this.#now;
  }
  random(): number {
    return this.jitter;
  }
  newId(): string {
    this.#ids += 1;
    return `c${this.#ids}`;
  }
  after(ms: number, run: () => void): () => void {
    const task = { at: this.#now + ms, run };
    this.#tasks.push(task);
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== task);
    };
  }
  /** Moves time on, running what is due in the order of its time. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const due = this.#tasks.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#tasks = this.#tasks.filter((task) => task !== due);
      this.#now = due.at;
      due.run();
    }
    this.#now = until;
  }
}

/** Lets everything that only waits for promises happen. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};
