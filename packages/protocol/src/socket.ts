import { z } from "zod";
import { clientCommand, commandReply, refusalReply } from "./command.ts";
import { sessionEvent } from "./event.ts";
import { sessionInfo, sessionView, viewChange } from "./session-view.ts";

/** Client to server, over the WebSocket at `/v1/socket`. The first message is `hello`. */
export const upMessage = z.discriminatedUnion("type", [
  /** Without a token the connection may only watch. */
  z.strictObject({ type: z.literal("hello"), version: z.int(), token: z.string().optional() }),
  /** `after`: the last entry that the client has seen; the events since then come first. */
  z.strictObject({
    type: z.literal("watch"),
    session: z.string(),
    after: z.int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal("unwatch"), session: z.string() }),
  z.strictObject({ type: z.literal("command"), session: z.string(), command: clientCommand }),
  z.strictObject({ type: z.literal("ping"), at: z.number() }),
]);
export type UpMessage = z.output<typeof upMessage>;

/** Server to client. */
export const downMessage = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("welcome"),
    version: z.int(),
    now: z.number(),
    player: z.object({ id: z.string(), name: z.string() }).nullable(),
  }),
  /** The answer to `watch`: what does not change, and the view as it is now. */
  z.object({
    type: z.literal("watching"),
    info: sessionInfo,
    view: sessionView,
    events: z.array(sessionEvent),
    /** The entries (first, last) whose events were too many to send; they can be read over HTTP. */
    missed: z.tuple([z.int(), z.int()]).optional(),
  }),
  /** The session went on: its newest view, and the events since the last update. */
  z.object({
    type: z.literal("update"),
    session: z.string(),
    view: sessionView,
    events: z.array(sessionEvent),
    /** This client was too slow: the events of these entries (first, last) were dropped for it. */
    missed: z.tuple([z.int(), z.int()]).optional(),
  }),
  /**
   * The same in little, from version 2 on: what the entry right behind the last one that was told has changed. Who missed
   * entries, or has another seat than before, gets an `update`.
   */
  z.object({
    type: z.literal("change"),
    session: z.string(),
    view: viewChange,
    events: z.array(sessionEvent),
  }),
  z.object({ type: z.literal("reply"), session: z.string(), id: z.string(), reply: commandReply }),
  /**
   * The player's balances, by currency, in minor units: all of them behind the welcome, and then those
   * that have changed, which leave the others as they were.
   */
  z.object({ type: z.literal("wallet"), balances: z.record(z.string(), z.int()) }),
  /** A message that could not be served; `of` is the type of the message where it could be read. */
  z.object({
    type: z.literal("error"),
    of: z.string().optional(),
    session: z.string().optional(),
    refusal: refusalReply,
  }),
  z.object({ type: z.literal("pong"), at: z.number(), now: z.number() }),
  /**
   * The server stops; connect again shortly. `to` is the address of another one (`http://host:port`) that is there now: whoever can
   * reach it goes on there without a pause, and whoever cannot comes back to the address that it knows.
   */
  z.object({ type: z.literal("bye"), to: z.string().optional() }),
]);
export type DownMessage = z.output<typeof downMessage>;
export type DownMessageOf<Type extends DownMessage["type"]> = Extract<DownMessage, { type: Type }>;
