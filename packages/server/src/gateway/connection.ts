import { isRefusal, limits, refuse, unreachable, type Refusal } from "@parlor/kit";
import {
  protocolVersion,
  protocolVersionMin,
  upMessage,
  type ClientCommand,
  type DownMessage,
  type UpMessage,
} from "@parlor/protocol";
import type { RawData, WebSocket } from "ws";
import { z } from "zod";
import { watchedSessionsMax } from "../limits.ts";
import { doneReplyOf, type Asker } from "./asking.ts";
import type { Gateway } from "./gateway.ts";
import { Outbox, type Wire } from "./outbox.ts";
import { refusalReplyOf } from "./problems.ts";
import { submitFor } from "./submission.ts";
import { Watch } from "./watch.ts";

/** So many commands of one connection may be under way at once. */
const pendingCommandsMax = 64;

/** What a connection needs of the gateway. */
type Reception = Pick<Gateway, "platform" | "askerOfToken" | "mayCommand">;

/** One client at the WebSocket: who it is, what it watches, what it has asked for. */
export class Connection {
  readonly #gateway: Reception;
  readonly #socket: WebSocket;
  readonly #outbox: Outbox;
  readonly #watches = new Map<string, Watch>();
  /** Who it is, from its hello on; what comes right behind the hello waits for it. */
  #asker: Promise<Asker | undefined> | undefined;
  /** What its hello said that it speaks, and what is spoken with it. */
  #version: number = protocolVersionMin;
  #pendingCommands = 0;
  #pingsUnanswered = 0;
  #stopBalance: (() => void) | undefined;

  constructor(gateway: Reception, socket: WebSocket, wire: Wire, gone: () => void) {
    this.#gateway = gateway;
    this.#socket = socket;
    this.#outbox = new Outbox(socket, wire);
    socket.on("message", (data, isBinary) => this.#receive(data, isBinary));
    socket.on("pong", () => (this.#pingsUnanswered = 0));
    // `ws` closes by itself, and says why: 1009 for a frame that is too large, 1007 for broken UTF-8.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      for (const watch of this.#watches.values()) watch.stop();
      this.#stopBalance?.();
      gone();
    });
  }

  /** Looks whether the client is still there; one that missed two looks is not. */
  ping(): void {
    if (this.#pingsUnanswered >= 2) return this.#socket.terminate();
    this.#pingsUnanswered += 1;
    this.#socket.ping();
  }

  /** The server stops: the client shall connect again, there where that is known. */
  bye(to?: string): void {
    this.#send({ type: "bye", ...(to === undefined ? {} : { to }) });
    this.#socket.close(1012);
  }

  /** It was told to go, or has gone. */
  get isLeaving(): boolean {
    return !this.#outbox.isOpen;
  }

  /** For a client that does not answer the goodbye. */
  terminate(): void {
    this.#socket.terminate();
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (isBinary) return this.#error(refuse("malformed", "a frame is JSON text"));
    const message = parseMessage(data);
    if (!message.success) return this.#refuse(message);
    this.#handle(message.data).catch((error: unknown) => {
      this.#gateway.platform.log.error({ error: String(error) }, "a message could not be handled");
      this.#socket.close(1011);
    });
  }

  /** Whoever asked something that can be told apart gets an answer to just that. */
  #refuse({ error, of, command }: Unreadable): void {
    const refusal = refuse("malformed", error);
    if (!command) return this.#error(refusal, of);
    this.#gateway.platform.stats.refused(refusal.refused);
    this.#send({ type: "reply", ...command, reply: refusalReplyOf(refusal) });
  }

  async #handle(message: UpMessage): Promise<void> {
    if (message.type === "hello") return this.#hello(message);
    if (message.type === "ping")
      return this.#send({ type: "pong", at: message.at, now: this.#gateway.platform.clock.now() });
    const asker = await this.#asker;
    if (!asker) return this.#error(refuse("malformed", "the first message is hello"), message.type);
    if (!this.#outbox.isOpen) return undefined;
    switch (message.type) {
      case "watch":
        return this.#watch(message.session, message.after, asker);
      case "unwatch":
        this.#watches.get(message.session)?.stop();
        this.#watches.delete(message.session);
        return undefined;
      case "command":
        return this.#command(message.session, message.command, asker);
      default:
        return unreachable(message);
    }
  }

  async #hello({ version, token }: Extract<UpMessage, { type: "hello" }>): Promise<void> {
    if (version < protocolVersionMin || version > protocolVersion) {
      const spoken = `this server speaks versions ${protocolVersionMin} to ${protocolVersion}`;
      this.#error(refuse("malformed", spoken), "hello");
      return this.#socket.close(1002);
    }
    if (this.#asker) return this.#error(refuse("malformed", "hello was said"), "hello");
    this.#version = version;
    this.#asker = this.#welcome(token);
    const asker = await this.#asker;
    // Somebody whose token was wrong may say hello again with a better one.
    if (!asker) this.#asker = undefined;
    else if (asker.kind === "player") await this.#followBalance(asker.player.id);
  }

  async #welcome(token: string | undefined): Promise<Asker | undefined> {
    const asker = await this.#gateway.askerOfToken(token);
    if (isRefusal(asker)) {
      this.#error(asker, "hello");
      return undefined;
    }
    const player = asker.kind === "player" ? asker.player : null;
    const now = this.#gateway.platform.clock.now();
    this.#send({ type: "welcome", version: this.#version, now, player });
    return asker;
  }

  /** All balances first, then each that changes; what changes while they are read is newer than they. */
  async #followBalance(player: string): Promise<void> {
    if (!this.#outbox.isOpen) return;
    const { hub, treasury } = this.#gateway.platform;
    let meanwhile: Record<string, number> | undefined = {};
    this.#stopBalance = hub.listenBalance(player, (currency, balance) => {
      if (meanwhile) meanwhile[currency] = balance;
      else this.#send({ type: "wallet", balances: { [currency]: balance } });
    });
    const balances = await treasury.balances(player);
    this.#send({ type: "wallet", balances: { ...balances, ...meanwhile } });
    meanwhile = undefined;
  }

  async #watch(session: string, after: number | undefined, asker: Asker): Promise<void> {
    if (!this.#watches.has(session) && this.#watches.size >= watchedSessionsMax) {
      return this.#error(
        refuse("rate_limited", `at most ${watchedSessionsMax} sessions at once`),
        "watch",
        session,
      );
    }
    this.#watches.get(session)?.stop();
    const client = { outbox: this.#outbox, version: this.#version };
    const watch = new Watch(this.#gateway.platform, session, asker, client);
    this.#watches.set(session, watch);
    const refusal = await watch.start(after);
    if (!refusal) return;
    watch.stop();
    if (this.#watches.get(session) === watch) this.#watches.delete(session);
    this.#error(refusal, "watch", session);
  }

  async #command(session: string, sent: ClientCommand, asker: Asker): Promise<void> {
    const { platform, mayCommand } = this.#gateway;
    const refused = (refusal: Refusal, own?: Readonly<Record<string, string>>): void => {
      platform.stats.refused(refusal.refused);
      this.#send({ type: "reply", session, id: sent.id, reply: refusalReplyOf(refusal, own) });
    };
    if (asker.kind === "nobody") return refused(refuse("unauthorized"));
    if (asker.kind === "player" && !mayCommand(asker.player.id))
      return refused(refuse("rate_limited"));
    if (this.#pendingCommands >= pendingCommandsMax) return refused(refuse("queue_full"));
    this.#pendingCommands += 1;
    try {
      const submitted = await submitFor(platform, asker, session, sent);
      if (submitted.kind === "refused") return refused(submitted.refusal, submitted.texts);
      this.#send({ type: "reply", session, id: sent.id, reply: doneReplyOf(submitted.entry) });
    } finally {
      this.#pendingCommands -= 1;
    }
  }

  #error(refusal: Refusal, of?: string, session?: string): void {
    this.#send({
      type: "error",
      ...(of === undefined ? {} : { of }),
      ...(session === undefined ? {} : { session }),
      refusal: refusalReplyOf(refusal),
    });
  }

  #send(message: DownMessage): void {
    this.#outbox.send(JSON.stringify(message));
  }
}

interface Unreadable {
  readonly success: false;
  readonly error: string;
  readonly of?: string;
  /** The session and the id of a command that was wrong in some other place. */
  readonly command?: { readonly session: string; readonly id: string };
}
type Parsed = { readonly success: true; readonly data: UpMessage } | Unreadable;

const commandAddress = z.object({
  type: z.literal("command"),
  session: z.string().max(limits.commandIdLengthMax),
  command: z.object({ id: z.string().max(limits.commandIdLengthMax) }),
});
const messageType = z.object({ type: z.string().max(20) });

const parseMessage = (data: RawData): Parsed => {
  let value: unknown;
  try {
    value = JSON.parse((data as Buffer).toString()); // `ws` gives text as one buffer by default
  } catch {
    return { success: false, error: "not JSON" };
  }
  const parsed = upMessage.safeParse(value);
  if (parsed.success) return { success: true, data: parsed.data };
  const issue = parsed.error.issues[0];
  const error = issue ? `${issue.path.join(".")}: ${issue.message}` : "not a message";
  const address = commandAddress.safeParse(value).data;
  if (address) {
    const command = { session: address.session, id: address.command.id };
    return { success: false, error, of: address.type, command };
  }
  const of = messageType.safeParse(value).data?.type;
  return of === undefined ? { success: false, error } : { success: false, error, of };
};
