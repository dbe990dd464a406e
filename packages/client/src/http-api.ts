import {
  botsReply,
  finishedRound,
  gameInfo,
  guestReply,
  meReply,
  problem,
  sessionReply,
  sessionsReply,
  type BotsReply,
  type BotsRequest,
  type FinishedRoundView,
  type GameInfo,
  type GuestReply,
  type MeReply,
  type OpenRequest,
  type RefusalReply,
  type SessionReply,
  type SessionSummary,
} from "@parlor/protocol";
import { refuseHere } from "./refusals.ts";
import type { HttpReply, HttpRequest, Surroundings } from "./surroundings.ts";

const statusOkMin = 200;
const statusOkMax = 299;

interface Schema<T> {
  safeParse(
    value: unknown,
  ): { readonly success: true; readonly data: T } | { readonly success: false };
}

/** The HTTP routes under `/v1`, each as a function; what the server refuses comes back as a value. */
export class HttpApi {
  readonly #url: string;
  readonly #surroundings: Surroundings;
  token: string | undefined;

  constructor(url: string, surroundings: Surroundings, token: string | undefined) {
    this.#url = url;
    this.#surroundings = surroundings;
    this.token = token;
  }

  async newGuest(name: string): Promise<GuestReply | RefusalReply> {
    // Without the token at hand: it may be the very reason to sign in again.
    const nobody = new HttpApi(this.#url, this.#surroundings, undefined);
    return nobody.#ask("POST", "/v1/guests", guestReply, { name });
  }
  async me(): Promise<MeReply | RefusalReply> {
    return this.#ask("GET", "/v1/me", meReply);
  }
  async games(): Promise<GameInfo[] | RefusalReply> {
    return this.#list("/v1/games", "games", gameInfo.array());
  }
  async game(id: string): Promise<GameInfo | RefusalReply> {
    return this.#ask("GET", `/v1/games/${encodeURIComponent(id)}`, gameInfo);
  }
  async sessions(filter: {
    readonly game?: string;
    readonly status?: string;
  }): Promise<SessionSummary[] | RefusalReply> {
    const reply = await this.#ask("GET", `/v1/sessions${queryOf(filter)}`, sessionsReply);
    return "refused" in reply ? reply : reply.sessions;
  }
  async open(request: OpenRequest): Promise<SessionReply | RefusalReply> {
    return this.#ask("POST", "/v1/sessions", sessionReply, request);
  }
  async session(id: string): Promise<SessionReply | RefusalReply> {
    return this.#ask("GET", `/v1/sessions/${encodeURIComponent(id)}`, sessionReply);
  }
  async addBots(session: string, request: BotsRequest): Promise<BotsReply | RefusalReply> {
    const path = `/v1/sessions/${encodeURIComponent(session)}/bots`;
    return this.#ask("POST", path, botsReply, request);
  }
  async removeBot(session: string, seat: number): Promise<{ seat: number } | RefusalReply> {
    const path = `/v1/sessions/${encodeURIComponent(session)}/bots/${seat}`;
    return this.#ask("DELETE", path, botsReply.shape.seats.element.pick({ seat: true }));
  }
  async rounds(
    session: string,
    page: { readonly after?: number; readonly limit?: number },
  ): Promise<FinishedRoundView[] | RefusalReply> {
    const path = `/v1/sessions/${encodeURIComponent(session)}/rounds${queryOf(page)}`;
    return this.#list(path, "rounds", finishedRound.array());
  }

  async #list<T>(path: string, field: string, schema: Schema<T[]>): Promise<T[] | RefusalReply> {
    return this.#ask("GET", path, {
      safeParse: (value) =>
        // A body that is no object with the field fails in the list's own schema.
        schema.safeParse(
          typeof value === "object" && value !== null ? Reflect.get(value, field) : value,
        ),
    });
  }

  async #ask<T>(
    method: HttpRequest["method"],
    path: string,
    schema: Schema<T>,
    body?: object,
  ): Promise<T | RefusalReply> {
    const headers = {
      accept: "application/json",
      ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    const request = {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    let reply: HttpReply;
    let text: string;
    try {
      reply = await this.#surroundings.fetch(this.#url + path, request);
      text = await reply.text();
    } catch {
      return refuseHere("unreachable");
    }
    return answerOf(reply.status, text, schema);
  }
}

const answerOf = <T>(status: number, text: string, schema: Schema<T>): T | RefusalReply => {
  const body = parseJson(text);
  if (status >= statusOkMin && status <= statusOkMax) {
    const parsed = schema.safeParse(body);
    return parsed.success
      ? parsed.data
      : refuseHere("version_mismatch", "the answer has another shape");
  }
  const parsed = problem.safeParse(body);
  // Not the server's own words: a proxy in between, or nothing of Parlor at all.
  if (!parsed.success) return refuseHere("unreachable", `HTTP status ${status}`);
  const { code, title, detail, transient } = parsed.data;
  return { refused: code, text: title, transient, ...(detail === undefined ? {} : { detail }) };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const queryOf = (fields: Readonly<Record<string, string | number | undefined>>): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return query.size > 0 ? `?${query.toString()}` : "";
};
