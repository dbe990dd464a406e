import { appendFileSync } from "node:fs";
import type { ClientCommand, CommandReply } from "@parlor/protocol";
import { now } from "./waiting.ts";

/** What a client was shown of a session, part by part: a hash of each, since all of it would be too much to keep. */
export type ShownParts = Readonly<Record<string, string>>;

/** An event of a session as a client was told of it, with a hash of its data. */
export interface ToldEvent {
  readonly seq: number;
  /** Its place among the events of the entry. */
  readonly index: number;
  readonly type: string;
  readonly data: string;
}

interface OfClient {
  /** The player's id: nobody else has it, in this run or another. */
  readonly player: string;
}
interface OfConnection extends OfClient {
  /** Counts the connections of the client. */
  readonly connection: number;
}

/** Something that a client did or was told, or that was done to the cluster. */
export type Happening =
  | ({ readonly kind: "opened"; readonly node: string } & OfConnection)
  | ({
      readonly kind: "sent";
      readonly session: string;
      readonly command: ClientCommand;
    } & OfConnection)
  | ({
      readonly kind: "reply";
      readonly session: string;
      readonly id: string;
      readonly reply: CommandReply;
    } & OfConnection)
  | ({
      readonly kind: "shown";
      readonly session: string;
      readonly seq: number;
      readonly seat: number | null;
      readonly parts: ShownParts;
      /** What came with it: what has happened since what was shown before. */
      readonly events: readonly ToldEvent[];
      /** The entries (first, last) whose events were left out. */
      readonly missed?: readonly [first: number, last: number];
    } & OfConnection)
  /** The newest balances that it was told, all of them behind a welcome and then those that changed. */
  | ({
      readonly kind: "wallet";
      readonly balances: Readonly<Record<string, number>>;
    } & OfConnection)
  /** A command that was answered was sent once more, to another node: as it was, or with other content under its id. */
  | ({
      readonly kind: "again";
      readonly session: string;
      readonly command: ClientCommand;
      readonly isOther: boolean;
      readonly reply: CommandReply;
    } & OfClient)
  | {
      readonly kind: "fault";
      readonly name: string;
      /** What it was done to: `a`, `postgres`. */
      readonly target: string;
      readonly phase: "began" | "ended";
    };
/** Dated in milliseconds since 1970, on a clock that never goes back. */
export type Event = Happening & { readonly at: number };

/** Everything that happened, in order; also in a file, for whoever looks for what went wrong. */
export class History {
  readonly events: Event[] = [];
  readonly #file: string | undefined;
  #unwritten: string[] = [];

  constructor(file?: string) {
    this.#file = file;
  }

  add(happening: Happening): void {
    const event = { ...happening, at: now() };
    this.events.push(event);
    if (this.#file === undefined) return;
    this.#unwritten.push(JSON.stringify(event));
    if (this.#unwritten.length >= writtenAtOnce) this.write();
  }

  write(): void {
    if (this.#file === undefined || this.#unwritten.length === 0) return;
    appendFileSync(this.#file, `${this.#unwritten.join("\n")}\n`);
    this.#unwritten = [];
  }
}

const writtenAtOnce = 500;
