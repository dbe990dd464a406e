import { canonicalJson } from "@parlor/kit";
import type { Platform } from "@parlor/server/simulation";
import { toldOf, type ToldEvent } from "./check/line.ts";
import type { Checker } from "./check/checker.ts";
import type { SimNode } from "./sim-node.ts";
import type { Report } from "./violation.ts";

type Heard = Awaited<ReturnType<ReturnType<Platform["subscribe"]>["next"]>>["value"];

/** Somebody on a node who reads all public events, often more slowly than they come. */
export class Subscriber {
  readonly node: SimNode;
  readonly #subscription: ReturnType<Platform["subscribe"]>;
  readonly #checker: Checker;
  readonly #report: Report;
  /** The last event heard of each session; undefined once some were missed. */
  readonly #last = new Map<string, ToldEvent | undefined>();
  #isReading = false;

  constructor(
    node: SimNode,
    platform: Platform,
    bufferMax: number,
    checker: Checker,
    report: Report,
  ) {
    this.node = node;
    this.#subscription = platform.subscribe({ bufferMax });
    this.#checker = checker;
    this.#report = report;
  }

  read(): void {
    if (this.#isReading || this.node.status === "dead") return;
    this.#isReading = true;
    void this.#next();
  }

  async #next(): Promise<void> {
    const { value } = await this.#subscription.next();
    this.#isReading = false;
    if (value && this.node.status !== "dead") this.#hear(value);
  }

  #hear(heard: NonNullable<Heard>): void {
    const where = `a subscriber at node ${this.node.id}`;
    if (heard.kind === "game-registered") return;
    if (heard.kind === "missed") {
      if (heard.count < 1) this.#report("events", `${where} missed ${heard.count}`);
      for (const session of this.#last.keys()) this.#last.set(session, undefined);
      return;
    }
    const { event, position } = heard;
    this.#checker.sight.check(JSON.stringify(event), null, where, this.#report);
    const line = this.#checker.lines[position - 1];
    const told = line ? toldOf(line, null) : [];
    const own = told.find(({ index }) => index === event.index);
    if (!line) this.#report("J1", `${where} hears of position ${position} before it is durable`);
    else if (!own || canonicalJson(own) !== canonicalJson(event))
      this.#report("events", `${where} hears ${event.type}, which is not in the journal`);
    const last = this.#last.get(event.session);
    if (last && !this.#follows(last, event))
      this.#report(
        "events",
        `${where}: in ${event.session} ${event.seq}.${event.index} follows ${last.seq}.${last.index}`,
      );
    this.#last.set(event.session, event);
  }

  /** Nothing public lies between the two, as far as it happened while the node had the session without a break. */
  #follows(last: ToldEvent, next: ToldEvent): boolean {
    if (next.seq < last.seq || (next.seq === last.seq && next.index <= last.index)) return false;
    const all = this.#checker.sessions.get(next.session)?.lines ?? [];
    const lines = all.slice(last.seq - 1, next.seq);
    const epochs = new Set(lines.map((line) => this.#checker.epochOf(line)));
    return (
      epochs.size > 1 ||
      lines.every((line) =>
        toldOf(line, null).every(
          ({ seq, index }) =>
            seq < last.seq ||
            (seq === last.seq && index <= last.index) ||
            seq > next.seq ||
            (seq === next.seq && index >= next.index),
        ),
      )
    );
  }
}

/** Somebody who reads the whole feed, and goes on at another node where one has died, or when told to. */
export class FeedReader {
  readonly #checker: Checker;
  readonly #report: Report;
  #node: SimNode | undefined;
  #events: ReturnType<Platform["feed"]> | undefined;
  #ending = new AbortController();
  #reading: object | undefined;
  /** The last entry of which every public event was read, and how many of the next one's were. */
  #position: number;
  #read = 0;

  constructor(checker: Checker, report: Report, after = 0) {
    this.#checker = checker;
    this.#report = report;
    this.#position = after;
  }

  get position(): number {
    this.#skipSilent();
    return this.#position;
  }

  read(node: SimNode | undefined, moves = false): void {
    if (this.#node?.status !== "up" || !this.#events || (moves && this.#node !== node)) {
      if (!node?.platform || node.status !== "up") return;
      this.#ending.abort();
      this.#ending = new AbortController();
      this.#node = node;
      this.#events = node.platform.feed(this.#position, this.#ending.signal);
      this.#read = 0;
      this.#reading = undefined;
    }
    if (!this.#reading) void this.#next(this.#events);
  }

  async #next(events: ReturnType<Platform["feed"]>): Promise<void> {
    const reading = {};
    const from = this.#node;
    this.#reading = reading;
    try {
      const { value } = await events.next();
      if (this.#reading !== reading || from?.status === "dead") return;
      this.#reading = undefined;
      if (value) this.#hear(value);
    } catch {
      // The store broke under it: it begins anew where it was.
      if (this.#reading === reading) this.#events = undefined;
    }
  }

  #hear(event: ToldEvent & { readonly position: number }): void {
    this.#checker.sight.check(JSON.stringify(event), null, "the feed", this.#report);
    this.#skipSilent();
    const line = this.#checker.lines[this.#position];
    const told = line ? toldOf(line, null) : [];
    const expected = told[this.#read];
    const { position, session, seq, index, at, type, data } = event;
    const same =
      canonicalJson(expected ?? null) === canonicalJson({ session, seq, index, at, type, data });
    if (!same || position !== this.#position + 1)
      this.#report(
        "events",
        `the feed tells ${position} ${session} ${seq}.${index} where ${this.#position + 1} is due`,
      );
    this.#read += 1;
    this.#skipSilent();
  }

  /** Entries of which there is nothing (more) to tell are read. */
  #skipSilent(): void {
    for (;;) {
      const line = this.#checker.lines[this.#position];
      if (!line || toldOf(line, null).length > this.#read) return;
      this.#position += 1;
      this.#read = 0;
    }
  }
}
