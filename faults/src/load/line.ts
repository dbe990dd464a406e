import type { HttpReply, HttpRequest, Socket, SocketEvents, Surroundings } from "@parlor/client";
import type { Random } from "@parlor/kit";
import {
  changedView,
  downMessage,
  upMessage,
  type DownMessage,
  type SessionEvent,
  type SessionView,
} from "@parlor/protocol";
import type { History } from "../history.ts";
import { partsOf, shortHash } from "../shown-parts.ts";

/** A node that stands still takes a request and does not answer it. */
const requestTimeoutMs = 12_000;

/** What a view comes with. */
interface Beside {
  readonly events: readonly SessionEvent[];
  readonly missed?: [number, number] | undefined;
}

/** The address that clients are given, as a balancer in front of the nodes has one: it leads to one node after the other. */
export const sharedAddress = "http://parlor.cluster";

/**
 * What a client's SDK is given for a network. The shared address leads to the next node each time, any other one, which a
 * node has named, to just that. Everything that goes over it is written down as it comes, before the SDK has seen it.
 */
export class Line implements Surroundings {
  /** Known as soon as a node has said welcome. */
  player = "";
  readonly #addresses: readonly string[];
  readonly #history: History;
  readonly #random: Random;
  readonly #newId: () => string;
  /** Which of the addresses the next connection goes to, and which requests go to. */
  #next: number;
  #current: number;
  #connection = 0;
  /** Of each session what this connection was shown last, which the next change goes on from. */
  readonly #views = new Map<string, SessionView>();
  /** The newest entry of each session that the client was shown. */
  readonly latest = new Map<string, number>();
  /** The sessions that the client looks at. */
  readonly watched = new Set<string>();
  isOpen = false;

  constructor(
    addresses: readonly string[],
    first: number,
    history: History,
    random: Random,
    newId: () => string,
  ) {
    this.#addresses = addresses;
    this.#next = first;
    this.#current = first;
    this.#history = history;
    this.#random = random;
    this.#newId = newId;
  }

  openSocket(url: string, events: SocketEvents): Socket {
    const address = this.#whereTo(url);
    this.#connection += 1;
    this.#views.clear();
    this.isOpen = false;
    const connection = this.#connection;
    const socket = new WebSocket(address.replace(/^http/, "ws") + new URL(url).pathname);
    let isOver = false;
    const closed = (): void => {
      if (isOver) return;
      isOver = true;
      this.isOpen &&= connection !== this.#connection;
      events.closed();
    };
    socket.addEventListener("open", () => !isOver && events.opened());
    socket.addEventListener("message", ({ data }) => {
      if (isOver) return;
      this.#hear(String(data), connection, address);
      events.message(String(data));
    });
    socket.addEventListener("error", closed);
    socket.addEventListener("close", closed);
    return {
      send: (text) => {
        this.#say(text, connection);
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => {
        isOver = true;
        socket.close();
      },
    };
  }

  async fetch(url: string, request: HttpRequest): Promise<HttpReply> {
    const { pathname, search } = new URL(url);
    const signal = AbortSignal.timeout(requestTimeoutMs);
    try {
      const reply = await fetch(this.#address(this.#current) + pathname + search, {
        ...request,
        signal,
      });
      const text = await reply.text();
      return { status: reply.status, text: async () => text };
    } catch (error) {
      this.#current += 1;
      throw error;
    }
  }

  now(): number {
    return Date.now();
  }
  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  }
  random(): number {
    return this.#random.int(1_000) / 1_000;
  }
  newId(): string {
    return this.#newId();
  }

  #address(at: number): string {
    return this.#addresses[at % this.#addresses.length] ?? "";
  }

  #whereTo(url: string): string {
    const { host } = new URL(url);
    if (host !== new URL(sharedAddress).host) return `http://${host}`;
    this.#current = this.#next;
    this.#next += 1;
    return this.#address(this.#current);
  }

  #say(text: string, connection: number): void {
    const message = upMessage.parse(JSON.parse(text));
    if (message.type === "watch") this.watched.add(message.session);
    if (message.type === "unwatch") this.watched.delete(message.session);
    if (message.type !== "command") return;
    const { session, command } = message;
    this.#history.add({ kind: "sent", player: this.player, connection, session, command });
  }

  #hear(text: string, connection: number, node: string): void {
    const message = downMessage.parse(JSON.parse(text));
    const { player } = this;
    switch (message.type) {
      case "welcome":
        this.player = message.player?.id ?? "";
        this.isOpen = true;
        return this.#history.add({ kind: "opened", player: this.player, connection, node });
      case "watching":
        return this.#shown(message.info.id, message.view, message, connection);
      case "update":
        return this.#shown(message.session, message.view, message, connection);
      case "change":
        return this.#changed(message, connection);
      case "reply": {
        const { session, id, reply } = message;
        return this.#history.add({ kind: "reply", player, connection, session, id, reply });
      }
      case "wallet": {
        const { balances } = message;
        return this.#history.add({ kind: "wallet", player, connection, balances });
      }
      case "bye":
      case "error":
      case "pong":
        return undefined;
    }
  }

  #changed(message: Extract<DownMessage, { type: "change" }>, connection: number): void {
    const { session, view } = message;
    const before = this.#views.get(session);
    if (!before) throw new Error(`a change of ${session}, of which nothing was shown`);
    this.#shown(session, changedView(before, view), message, connection);
  }

  #shown(session: string, view: SessionView, beside: Beside, connection: number): void {
    this.#views.set(session, view);
    this.latest.set(session, Math.max(view.seq, this.latest.get(session) ?? 0));
    const { seq, you: seat } = view;
    const events = beside.events.map((event) => ({
      seq: event.seq,
      index: event.index,
      type: event.type,
      data: shortHash(event.data),
    }));
    const shown = { kind: "shown", player: this.player, connection, session, seq, seat } as const;
    const missed = beside.missed === undefined ? {} : { missed: beside.missed };
    this.#history.add({ ...shown, parts: partsOf(view), events, ...missed });
  }
}
