import {
  downMessage,
  protocolVersion,
  protocolVersionMin,
  type DownMessage,
  type DownMessageOf,
  type RefusalReply,
  type UpMessage,
} from "@parlor/protocol";
import { Addresses } from "./addresses.ts";
import {
  elsewhereTimeoutMs,
  pingAfterMs,
  pongTimeoutMs,
  settledAfterMs,
  welcomeTimeoutMs,
  type Backoff,
} from "./limits.ts";
import { Observed } from "./observable.ts";
import { refuseHere } from "./refusals.ts";
import type { Socket, Surroundings } from "./surroundings.ts";

export type ConnectionState =
  /** Nothing has needed the connection yet. */
  | { readonly status: "idle" }
  | { readonly status: "connecting" }
  | {
      readonly status: "open";
      readonly player: { readonly id: string; readonly name: string } | null;
    }
  /** Lost; the `attempt`-th try comes in `retryInMs`. */
  | { readonly status: "reconnecting"; readonly attempt: number; readonly retryInMs: number }
  /** Over: `close()` was called, or the server will never have this client (then with its refusal). */
  | { readonly status: "closed"; readonly refusal?: RefusalReply };

export interface ConnectionEvents {
  /** The server has said welcome: now is the time to watch and ask again. */
  opened(): void;
  message(message: DownMessage): void;
  /** It will not open again by itself. */
  closed(refusal: RefusalReply | undefined): void;
}

export interface ConnectionOptions {
  readonly url: string;
  readonly surroundings: Surroundings;
  readonly backoff: Backoff;
}

/** One socket at a time to one server: says hello, notices death, comes back, or goes on where a goodbye says. */
export class Connection {
  readonly state: Observed<ConnectionState> = new Observed<ConnectionState>({ status: "idle" });
  readonly #options: ConnectionOptions;
  readonly #events: ConnectionEvents;
  readonly #addresses: Addresses;
  #token: string | undefined;
  #socket: Socket | undefined;
  #attempt = 0;
  #welcomedAt = 0;
  #clockOffsetMs = 0;
  #stopTimer: () => void = () => undefined;

  constructor(options: ConnectionOptions, events: ConnectionEvents) {
    this.#options = options;
    this.#events = events;
    this.#addresses = new Addresses(options.url);
  }

  /** The server's time, by its last word about it. */
  serverNow(): number {
    return this.#options.surroundings.now() + this.#clockOffsetMs;
  }

  /** Opens the connection if it is not open or on its way. */
  start(): void {
    if (this.state.current.status !== "idle") return;
    this.#open("connecting");
  }

  /** Speaks as somebody else from now on: the server learns it from a new hello. */
  signIn(token: string | undefined): void {
    this.#token = token;
    this.#drop();
    this.#attempt = 0;
    this.#open("connecting");
  }

  /** Sends when the connection is open; whoever needs an answer asks again after `opened`. */
  send(message: UpMessage): boolean {
    if (this.state.current.status !== "open" || !this.#socket) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  close(refusal?: RefusalReply): void {
    if (this.state.current.status === "closed") return;
    this.#drop();
    this.state.set(refusal ? { status: "closed", refusal } : { status: "closed" });
    this.#events.closed(refusal);
  }

  #open(status: "connecting"): void {
    this.state.set({ status });
    // A listener may have closed the connection when it heard of it.
    if (this.state.current.status === status) this.#dial();
  }

  #dial(): void {
    const { current, isElsewhere } = this.#addresses;
    this.#wait(isElsewhere ? elsewhereTimeoutMs : welcomeTimeoutMs, () => this.#lost());
    // A socket that was given up may still have events on their way; only the present one counts.
    const mine = (run: () => void): void => {
      if (socket === this.#socket) run();
    };
    const socket: Socket = this.#options.surroundings.openSocket(current, {
      opened: () => mine(() => this.#hello(socket)),
      message: (text) => mine(() => this.#read(text)),
      closed: () => mine(() => this.#lost()),
    });
    this.#socket = socket;
  }

  #hello(socket: Socket): void {
    const token = this.#token;
    const hello: UpMessage = {
      type: "hello",
      version: protocolVersion,
      ...(token === undefined ? {} : { token }),
    };
    socket.send(JSON.stringify(hello));
  }

  #read(text: string): void {
    const message = parseDown(text);
    if (!message) return;
    if (this.state.current.status === "open") this.#listen();
    switch (message.type) {
      case "welcome":
        return this.#welcome(message);
      case "pong":
        return this.#pong(message);
      case "bye":
        return this.#sentOn(message);
      case "error":
        if (message.of === "hello") return this.#unwelcome(message.refusal);
        return this.#events.message(message);
      default:
        return this.#events.message(message);
    }
  }

  #welcome(message: DownMessageOf<"welcome">): void {
    if (message.version < protocolVersionMin || message.version > protocolVersion) {
      return this.#turnedAway(
        refuseHere("version_mismatch", `the server speaks version ${message.version}`),
      );
    }
    this.#attempt = 0;
    this.#addresses.arrived();
    this.#welcomedAt = this.#options.surroundings.now();
    this.#clockOffsetMs = message.now - this.#welcomedAt;
    this.state.set({ status: "open", player: message.player });
    this.#listen();
    this.#events.opened();
  }

  #pong(message: DownMessageOf<"pong">): void {
    const now = this.#options.surroundings.now();
    // The answer was written about half a round trip ago.
    this.#clockOffsetMs = message.now + (now - message.at) / 2 - now;
    this.#events.message(message);
  }

  #unwelcome(refusal: RefusalReply): void {
    if (refusal.transient) this.#lost();
    else this.#turnedAway(refusal);
  }

  /** For good, if it was the server that the client was given: another one's word is not its word. */
  #turnedAway(refusal: RefusalReply): void {
    if (!this.#addresses.isElsewhere) return this.close(refusal);
    this.#addresses.leave();
    this.#again();
  }

  /** The server stops, and may know where to go on: there at once. */
  #sentOn({ to }: DownMessageOf<"bye">): void {
    const isAsked = to !== undefined && this.#addresses.goTo(to);
    const openMs = this.#options.surroundings.now() - this.#welcomedAt;
    const isSettled = this.state.current.status === "open" && openMs >= settledAfterMs;
    if (!isAsked || !isSettled) return this.#again();
    this.#drop();
    this.#open("connecting");
  }

  /** Asks a silent server whether it lives, and gives it up when it does not answer. */
  #listen(): void {
    this.#wait(pingAfterMs, () => {
      this.send({ type: "ping", at: this.#options.surroundings.now() });
      this.#wait(pongTimeoutMs, () => this.#lost());
    });
  }

  #lost(): void {
    if (this.state.current.status !== "open") this.#addresses.turn();
    this.#again();
  }

  /** In a while, at the address whose turn it is. */
  #again(): void {
    this.#drop();
    const { backoff, surroundings } = this.#options;
    this.#attempt += 1;
    const most = Math.min(backoff.maxMs, backoff.firstMs * backoff.factor ** (this.#attempt - 1));
    const retryInMs = Math.round((most / 2) * (1 + surroundings.random()));
    this.state.set({ status: "reconnecting", attempt: this.#attempt, retryInMs });
    // A listener may have closed the connection when it heard of its loss.
    if (this.state.current.status === "reconnecting") this.#wait(retryInMs, () => this.#dial());
  }

  #drop(): void {
    this.#stopTimer();
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  /** There is one thing to wait for at a time. */
  #wait(ms: number, run: () => void): void {
    this.#stopTimer();
    this.#stopTimer = this.#options.surroundings.after(ms, run);
  }
}

/** A message that this version does not know is from a newer server and meant for a newer client. */
const parseDown = (text: string): DownMessage | undefined => {
  try {
    const parsed = downMessage.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
};
