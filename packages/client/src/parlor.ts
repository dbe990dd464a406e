import type { Game, GameTypes, SessionStatus } from "@parlor/kit";
import type {
  BotsReply,
  BotsRequest,
  CommandReply,
  DownMessage,
  FinishedRoundView,
  GameInfo,
  GuestReply,
  MeReply,
  OpenRequest,
  RefusalReply,
  SessionReply,
  SessionSummary,
  ClientCommand,
} from "@parlor/protocol";
import { platform } from "./adapters/platform.ts";
import { Connection, type ConnectionState } from "./connection.ts";
import { HttpApi } from "./http-api.ts";
import { defaultBackoff, type Backoff } from "./limits.ts";
import { Observed, type Observable } from "./observable.ts";
import { PendingCommands } from "./pending-commands.ts";
import { ConnectionClosed, isRefusal, refuseHere } from "./refusals.ts";
import type { Surroundings } from "./surroundings.ts";
import { TableFeed } from "./table-feed.ts";
import { Table } from "./table.ts";

export interface ConnectOptions {
  /** Where the server is: `http://127.0.0.1:4600`. */
  readonly url: string;
  /** From an earlier `signIn`. Without one, only watching is possible until `signIn`. */
  readonly token?: string;
  readonly backoff?: Partial<Backoff>;
  /** Time, chance and network; by default those of the browser or of Node. */
  readonly surroundings?: Surroundings;
}

export type Wallet = Readonly<Record<string, number>>;

/** One client of one server. */
export class Parlor {
  /** How the connection stands. */
  readonly state: Observable<ConnectionState>;
  /** The player's balances by currency, in minor units; null until the server has told them. */
  readonly wallet: Observable<Wallet | null>;
  readonly #http: HttpApi;
  readonly #connection: Connection;
  readonly #pending: PendingCommands;
  readonly #feeds = new Map<string, TableFeed>();
  readonly #wallet = new Observed<Wallet | null>(null);
  #pings: readonly { readonly at: number; settle(roundTripMs: number | null): void }[] = [];
  readonly #surroundings: Surroundings;
  #closed = false;

  constructor(options: ConnectOptions) {
    const url = options.url.replace(/\/+$/, "");
    const backoff = { ...defaultBackoff, ...options.backoff };
    const surroundings = options.surroundings ?? platform;
    this.#surroundings = surroundings;
    this.#http = new HttpApi(url, surroundings, options.token);
    this.#connection = new Connection(
      { url: `${url.replace(/^http/, "ws")}/v1/socket`, surroundings, backoff },
      {
        opened: () => this.#opened(),
        message: (message) => this.#message(message),
        closed: (refusal) => this.#over(refusal),
      },
    );
    this.#pending = new PendingCommands({
      send: (message) => this.#connection.send(message),
      later: (attempt, run) => {
        surroundings.after(
          Math.min(backoff.maxMs, backoff.firstMs * backoff.factor ** attempt),
          run,
        );
      },
    });
    this.state = this.#connection.state;
    this.wallet = this.#wallet;
    this.state.subscribe(({ status }) => {
      if (status !== "open") this.#forgetPings();
    });
    if (options.token !== undefined) this.#connection.signIn(options.token);
  }

  /** The token to keep for the next `connect`, once signed in. */
  get token(): string | undefined {
    return this.#http.token;
  }

  /** The server's time in milliseconds since 1970: what timers' `dueAt` counts down by. */
  now(): number {
    return this.#connection.serverNow();
  }

  /** Becomes a new guest of this name, and connects as it. */
  async signIn(name: string): Promise<GuestReply | RefusalReply> {
    this.#assertOpen();
    const reply = await this.#http.newGuest(name);
    if (isRefusal(reply)) return reply;
    this.#assertOpen();
    this.use(reply.token);
    return reply;
  }

  /** Goes on as whoever this token belongs to. */
  use(token: string): void {
    this.#become(token);
  }

  /** Goes on as nobody, who may only look. */
  signOut(): void {
    this.#become(undefined);
  }

  async me(): Promise<MeReply | RefusalReply> {
    return this.#http.me();
  }
  async games(): Promise<GameInfo[] | RefusalReply> {
    return this.#http.games();
  }
  async game(id: string): Promise<GameInfo | RefusalReply> {
    return this.#http.game(id);
  }
  async sessions(
    filter: { readonly game?: string; readonly status?: SessionStatus } = {},
  ): Promise<SessionSummary[] | RefusalReply> {
    return this.#http.sessions(filter);
  }
  async open(request: OpenRequest): Promise<SessionReply | RefusalReply> {
    return this.#http.open(request);
  }
  async session(id: string): Promise<SessionReply | RefusalReply> {
    return this.#http.session(id);
  }
  /**
   * For the host: lets bots sit down, at the first free seat, at these seats, or at all free ones (`fill`). Which
   * bots there are is told with the game.
   */
  async addBots(session: string, wish: BotsRequest = {}): Promise<BotsReply | RefusalReply> {
    return this.#http.addBots(session, wish);
  }
  /** For the host: the bot in this seat gets up. */
  async removeBot(session: string, seat: number): Promise<{ seat: number } | RefusalReply> {
    return this.#http.removeBot(session, seat);
  }
  /** The latest finished rounds, or those after entry `after`; oldest first, each with all that it takes to check it. */
  async rounds(
    session: string,
    page: { readonly after?: number; readonly limit?: number } = {},
  ): Promise<FinishedRoundView[] | RefusalReply> {
    return this.#http.rounds(session, page);
  }

  /** A session to play at. With its game, actions, events and the view have their types. */
  table<T extends GameTypes>(game: Game<T>, session: string): Table<T>;
  table(session: string): Table;
  table(...given: [session: string] | [game: Game, session: string]): Table {
    this.#assertOpen();
    const [game, session] = given.length === 1 ? [undefined, given[0]] : [given[0].id, given[1]];
    this.#connection.start();
    return new Table({
      feed: this.#feed(session),
      game,
      ask: async (id, command) => this.#ask(id, command),
      newId: () => this.#surroundings.newId(),
    });
  }

  /** The round trip to the server in milliseconds; null when it is not connected. */
  async ping(): Promise<number | null> {
    const at = this.#surroundings.now();
    if (!this.#connection.send({ type: "ping", at })) return null;
    return new Promise((settle) => {
      this.#pings = [...this.#pings, { at, settle }];
    });
  }

  /** Over for good: whatever still waits for an answer rejects with {@link ConnectionClosed}. */
  close(): void {
    this.#closed = true;
    this.#connection.close();
    this.#pending.failAll(new ConnectionClosed());
    for (const feed of this.#feeds.values()) feed.close();
  }

  #become(token: string | undefined): void {
    this.#assertOpen();
    const before = this.#http.token;
    // What one player asked must not be asked again in the name of another.
    if (before !== undefined && before !== token) this.#pending.settleAll(refuseHere("signed_out"));
    this.#http.token = token;
    this.#wallet.set(null);
    for (const feed of this.#feeds.values()) feed.forget();
    this.#connection.signIn(token);
  }

  async #ask(session: string, command: ClientCommand): Promise<CommandReply> {
    this.#assertOpen();
    const state = this.#connection.state.current;
    if (state.status === "closed" && state.refusal) return state.refusal;
    return this.#pending.ask(session, command);
  }

  #feed(session: string): TableFeed {
    const known = this.#feeds.get(session);
    if (known) return known;
    const feed = new TableFeed(session, (message) => this.#connection.send(message));
    this.#feeds.set(session, feed);
    const state = this.#connection.state.current;
    if (state.status === "closed" && state.refusal) feed.refuse(state.refusal);
    return feed;
  }

  #opened(): void {
    // Watches first: an answer that changes the table then finds its listeners up to date.
    for (const feed of this.#feeds.values()) if (feed.watched) feed.ask();
    this.#pending.resend();
  }

  #message(message: DownMessage): void {
    switch (message.type) {
      case "watching":
        return this.#feeds.get(message.info.id)?.watching(message);
      case "update":
        return this.#feeds.get(message.session)?.update(message);
      case "change":
        return this.#feeds.get(message.session)?.change(message);
      case "reply":
        return this.#pending.replied(message);
      case "wallet":
        // After the first, a message has only what has changed.
        return this.#wallet.set({ ...this.#wallet.current, ...message.balances });
      case "pong":
        return this.#ponged(message.at);
      case "error":
        return this.#errored(message);
      case "welcome":
      case "bye":
        return undefined;
    }
  }

  #ponged(at: number): void {
    const answered = this.#pings.filter((ping) => ping.at === at);
    this.#pings = this.#pings.filter((ping) => ping.at !== at);
    for (const ping of answered) ping.settle(this.#surroundings.now() - at);
  }

  /** Answers do not come over another connection. */
  #forgetPings(): void {
    const waiting = this.#pings;
    this.#pings = [];
    for (const ping of waiting) ping.settle(null);
  }

  #errored({ of, session, refusal }: Extract<DownMessage, { type: "error" }>): void {
    if (of !== "watch" || session === undefined) return;
    const feed = this.#feeds.get(session);
    if (!feed) return;
    // A watch that may work later leaves what is seen on the page as it is.
    if (refusal.transient)
      this.#surroundings.after(defaultBackoff.maxMs, () => feed.watched && feed.ask());
    else feed.refuse(refusal);
  }

  #over(refusal: RefusalReply | undefined): void {
    if (!refusal) return;
    for (const feed of this.#feeds.values()) feed.refuse(refusal);
    this.#pending.settleAll(refusal);
  }

  #assertOpen(): void {
    if (this.#closed) throw new ConnectionClosed();
  }
}

/** Makes a client of the server at `url`. The socket opens when something needs it. */
export const connect = (options: ConnectOptions): Parlor => new Parlor(options);
