import { games } from "@parlor/games";
import { doneReply, guestReply, sessionReply } from "@parlor/protocol";
import { memoryStore, startServer, type Server, type ServerOptions } from "@parlor/server";
import { virtualClock, type VirtualClock } from "@parlor/server/testing";

export const operatorToken = "the-operator";

export interface Asked {
  readonly token?: string | undefined;
  /** Sent as JSON; a text or bytes as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

export interface Guest {
  readonly id: string;
  readonly token: string;
}

/** A server in this process, with time that stands still, and short words for what tests ask of it. */
export class TestHouse {
  readonly server: Server;
  readonly clock: VirtualClock;
  #ids = 0;

  constructor(server: Server, clock: VirtualClock) {
    this.server = server;
    this.clock = clock;
  }

  async ask(method: string, path: string, { token, body, headers }: Asked = {}): Promise<Answer> {
    const isRaw = typeof body === "string" || body instanceof Uint8Array;
    const reply = await fetch(this.server.url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: isRaw ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body) }), // as just looked at
    });
    const text = await reply.text();
    const type = reply.headers.get("content-type") ?? "";
    const isJson = /^application\/(problem\+)?json/.test(type);
    const parsed: unknown = isJson ? JSON.parse(text) : undefined;
    return { status: reply.status, headers: reply.headers, text, body: parsed };
  }

  async guest(name = "Guest"): Promise<Guest> {
    const { body } = await this.ask("POST", "/v1/guests", { body: { name } });
    const { player, token } = guestReply.parse(body);
    return { id: player.id, token };
  }

  async open(host: Guest, game: string, wish: object = {}): Promise<string> {
    const asked = { token: host.token, body: { game, ...wish } };
    return sessionReply.parse((await this.ask("POST", "/v1/sessions", asked)).body).info.id;
  }

  async command(guest: Guest, session: string, command: object): Promise<Answer> {
    this.#ids += 1;
    const body = { id: `test-${this.#ids}`, ...command };
    return this.ask("POST", `/v1/sessions/${session}/commands`, { token: guest.token, body });
  }

  /** A command that has to go through. */
  async done(
    guest: Guest,
    session: string,
    command: object,
  ): Promise<ReturnType<typeof doneReply.parse>> {
    return doneReply.parse((await this.command(guest, session, command)).body);
  }

  async act(guest: Guest, session: string, action: object) {
    return this.done(guest, session, { kind: "act", action });
  }

  /** Every session's last entry, whose hash covers its state and all before it, and every account. */
  async everything(): Promise<unknown> {
    const { store, treasury } = this.server.platform;
    const all = await store.sessions({
      status: ["waiting", "in_progress", "paused", "ended"],
      limit: 1_000,
    });
    const heads = await Promise.all(all.map(async ({ id }) => (await store.load(id))?.head));
    return { heads, accounts: await store.accounts(), audit: await treasury.audit() };
  }
}

export const openHouse = async (options: Partial<ServerOptions> = {}): Promise<TestHouse> => {
  const clock = virtualClock();
  const server = await startServer({
    port: 0,
    store: memoryStore(),
    games,
    operatorToken,
    clock,
    ...options,
    settings: { commandBurstMax: 1_000_000, ...options.settings },
  });
  return new TestHouse(server, clock);
};
