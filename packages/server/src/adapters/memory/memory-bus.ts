import type { Answered, Bus } from "../../ports/bus.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import { assertListened, assertSubject, listenedFor } from "../subjects.ts";

export interface MemoryExchangeOptions {
  readonly clock: Clock;
  readonly log: Log;
  /**
   * How a message, a question or an answer gets from one bus to another, or to itself: by default `run` is called once, in a
   * later turn and in the order of the calls. A simulation may call it never, twice, much later, or in another order.
   */
  readonly deliver?: (from: string, to: string, run: () => void) => void;
}

/** Where the buses of one process meet. */
export interface MemoryExchange {
  /** What the two send each other from now on is lost, though both are up. Returns how to join them again. */
  cut(one: string, other: string): () => void;
  /** Makes another bus that meets those which are there. */
  connect(name: string): MemoryBus;
}

export interface MemoryBus extends Bus {
  /** By which the exchange knows it. */
  readonly name: string;
  /** Loses the connection, as it happens to buses that have one: nothing is sent and nothing heard until it is up again. */
  goDown(): void;
  goUp(): void;
}

export const memoryExchange = (options: MemoryExchangeOptions): MemoryExchange => {
  const { clock, log, deliver = (_from, _to, run) => queueMicrotask(run) } = options;
  const buses = new Set<ConnectedBus>();
  const cuts = new Set<{ readonly one: string; readonly other: string }>();
  const isCut = (from: string, to: string): boolean => {
    for (const { one, other } of cuts)
      if ((one === from && other === to) || (one === to && other === from)) return true;
    return false;
  };
  const meeting: Meeting = {
    clock,
    log,
    buses,
    send: (from, to, run) => {
      if (!isCut(from.name, to.name)) deliver(from.name, to.name, () => void (to.isUp && run()));
    },
  };
  return {
    cut: (one, other) => {
      const cut = { one, other };
      cuts.add(cut);
      return () => void cuts.delete(cut);
    },
    connect: (name) => {
      const bus = new ConnectedBus(name, meeting);
      buses.add(bus);
      return bus;
    },
  };
};

/** A bus among those of its exchange; without one it is alone, as on a platform of one node. */
export const memoryBus = (exchange: MemoryExchange, name = "bus"): MemoryBus =>
  exchange.connect(name);

interface Meeting {
  readonly clock: Clock;
  readonly log: Log;
  readonly buses: Set<ConnectedBus>;
  readonly send: (from: ConnectedBus, to: ConnectedBus, run: () => void) => void;
}
type Hear = (text: string, subject: string) => void;
type Answer = (text: string) => Promise<string>;

/** What was asked for under a subject, each in an object of its own: the same function may be there twice. */
class Registered<T> {
  readonly #bySubject = new Map<string, Set<{ readonly call: T }>>();
  of(subject: string): { readonly call: T }[] {
    return [...(this.#bySubject.get(subject) ?? [])];
  }
  has(subject: string): boolean {
    return this.#bySubject.has(subject);
  }
  add(subject: string, call: T): () => void {
    const own = this.#bySubject.get(subject) ?? new Set();
    const registered = { call };
    this.#bySubject.set(subject, own.add(registered));
    return () => {
      own.delete(registered);
      if (own.size === 0 && this.#bySubject.get(subject) === own) this.#bySubject.delete(subject);
    };
  }
}

class ConnectedBus implements MemoryBus {
  readonly kind = "memory";
  readonly name: string;
  readonly #meeting: Meeting;
  readonly #listeners = new Registered<Hear>();
  readonly #servers = new Registered<Answer>();
  readonly #watchers = new Registered<(isUp: boolean) => void>();
  readonly #asking = new Set<(answered: Answered) => void>();
  #isUp = true;
  #isClosed = false;
  /** What it still has to say goes out after it was closed, but not after it went down. */
  #canSend = true;

  constructor(name: string, meeting: Meeting) {
    this.name = name;
    this.#meeting = meeting;
  }

  get isUp(): boolean {
    return this.#isUp;
  }
  goDown(): void {
    this.#canSend = false;
    this.#turn(false);
  }
  goUp(): void {
    if (this.#isClosed) return;
    this.#canSend = true;
    this.#turn(true);
  }
  #turn(isUp: boolean): void {
    if (this.#isUp === isUp) return;
    this.#isUp = isUp;
    // Nobody can say any more what became of what was asked.
    if (!isUp) for (const settle of this.#asking) settle({ kind: "silence" });
    for (const { call } of this.#watchers.of("")) this.#survive(() => call(isUp));
  }
  onChange(changed: (isUp: boolean) => void): () => void {
    return this.#watchers.add("", changed);
  }

  publish(subject: string, text: string): void {
    assertSubject(subject);
    if (!this.#isUp) return;
    for (const bus of this.#meeting.buses)
      if (bus.#hears(subject)) this.#meeting.send(this, bus, () => bus.#hear(subject, text));
  }
  listen(subject: string, hear: Hear): () => void {
    assertListened(subject);
    return this.#listeners.add(subject, hear);
  }
  #hears(subject: string): boolean {
    return this.#isUp && listenedFor(subject).some((asked) => this.#listeners.has(asked));
  }
  #hear(subject: string, text: string): void {
    for (const asked of listenedFor(subject))
      for (const { call } of this.#listeners.of(asked)) this.#survive(() => call(text, subject));
  }

  ask(subject: string, text: string, timeoutMs: number, signal?: AbortSignal): Promise<Answered> {
    assertSubject(subject);
    if (signal?.aborted) return Promise.resolve({ kind: "silence" });
    const others = [...this.#meeting.buses].filter((bus) => bus.#isUp && bus.#servers.has(subject));
    if (!this.#isUp || others.length === 0) return Promise.resolve({ kind: "nobody" });
    return new Promise((resolve) => {
      const settle = (answered: Answered): void => {
        this.#asking.delete(settle);
        callOff();
        signal?.removeEventListener("abort", giveUp);
        resolve(answered);
      };
      const giveUp = (): void => settle({ kind: "silence" });
      const callOff = this.#meeting.clock.after(timeoutMs, giveUp);
      signal?.addEventListener("abort", giveUp, { once: true });
      this.#asking.add(settle);
      for (const bus of others)
        this.#meeting.send(this, bus, () => bus.#answer(subject, text, this, settle));
    });
  }
  serve(subject: string, answer: Answer): () => void {
    assertSubject(subject);
    return this.#servers.add(subject, answer);
  }
  #answer(
    subject: string,
    text: string,
    asker: ConnectedBus,
    settle: (answered: Answered) => void,
  ): void {
    const tell = (told: string): void => {
      const answer = { kind: "answered", text: told } as const;
      if (this.#canSend) this.#meeting.send(this, asker, () => settle(answer));
    };
    const fail = (error: unknown): void =>
      this.#meeting.log.error({ subject, error: String(error) }, "a question was not answered");
    for (const { call } of this.#servers.of(subject)) void answerOf(call, text).then(tell, fail);
  }

  /** One listener's bug may not keep what was said from the others. */
  #survive(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#meeting.log.error({ error: String(error) }, "a listener of the bus failed");
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#meeting.buses.delete(this);
    this.#turn(false);
  }
}

/** Rejects also where the answer throws at once. */
const answerOf = async (answer: Answer, text: string): Promise<string> => answer(text);
