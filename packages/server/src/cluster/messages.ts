import type { Command, Refusal, SessionSetup, SessionState } from "@parlor/kit";
import { openRequest } from "@parlor/protocol";
import { z } from "zod";
import type { Entry } from "../journal/contract.ts";
import type { Standing } from "../sessions/contract.ts";

/**
 * What nodes tell each other over the bus. Nodes of two releases may run side by side for a while, so fields are only ever
 * added, and who does not understand a message does as if it had been lost. What was parsed where it came into the cluster (a command, a
 * state that a game made) is not looked into again.
 */
const passed = <T>() => z.custom<T>((value) => typeof value === "object" && value !== null);

const held = z.array(z.object({ partition: z.int(), epoch: z.int() }));
const refused = z.object({ kind: z.literal("refused"), refusal: passed<Refusal>() });
/** Whoever was asked does not own the session. */
const elsewhere = z.object({ kind: z.literal("elsewhere") });
const standing = z.object({
  kind: z.literal("standing"),
  id: z.string(),
  setup: passed<SessionSetup>(),
  state: passed<SessionState>(),
  seq: z.int(),
});

/** What a node is asked. */
export const question = z.discriminatedUnion("ask", [
  /** After `until`, by the time that all nodes share, nobody waits for the answer any more, and the command may not begin. */
  z.object({
    ask: z.literal("submit"),
    session: z.string(),
    command: passed<Command>(),
    until: z.number(),
  }),
  z.object({ ask: z.literal("open"), request: openRequest, host: z.string() }),
  /** Where the session stands; `node` is to be told of what happens in it from then on. */
  z.object({ ask: z.literal("watch"), session: z.string(), node: z.string() }),
  /** Which of these sessions have gone on from where `node`, which still watches them, has seen them. */
  z.object({
    ask: z.literal("check"),
    node: z.string(),
    sessions: z.array(z.object({ id: z.string(), seq: z.int() })),
  }),
]);
export type Question = z.output<typeof question>;

/** The answer to each question. */
export const answers = {
  submit: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("done"), entry: passed<Entry>() }),
    refused,
    elsewhere,
  ]),
  open: z.discriminatedUnion("kind", [standing, refused]),
  watch: z.discriminatedUnion("kind", [standing, refused, elsewhere]),
  /** `elsewhere`: those that it knows nothing of, since they are not its own or have ended. */
  check: z.object({ behind: z.array(z.string()), elsewhere: z.array(z.string()) }),
};
export type AnswerTo<Ask extends Question["ask"]> = z.output<(typeof answers)[Ask]>;

export const standingAnswer = ({ id, setup, state, seq }: Standing) =>
  ({ kind: "standing", id, setup, state, seq }) as const;

/** What a node tells all others. */
export const announcement = z.discriminatedUnion("say", [
  /** It has taken these partitions. */
  z.object({ say: z.literal("owns"), node: z.string(), held }),
  /** They were released to `to`, who may take them. */
  z.object({ say: z.literal("released"), to: z.string(), partitions: z.array(z.int()) }),
  /** It is there. */
  z.object({
    say: z.literal("here"),
    node: z.string(),
    sessionsActive: z.int(),
    sessionsInMemory: z.int(),
    connections: z.int(),
  }),
]);
export type Announcement = z.output<typeof announcement>;

/** What happened in a session, for the nodes that watch it. */
export const told = z.object({
  entry: passed<Entry>(),
  state: passed<SessionState>(),
  position: z.int(),
});
export type Told = z.output<typeof told>;

/** A player's balance was changed by this node. */
export const walletHint = z.object({ node: z.string() });

/** Reads a message; undefined for one that is not understood. */
export const readMessage = <T>(schema: z.ZodType<T>, text: string): T | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return schema.safeParse(value).data;
};

/** Where each is told or asked. */
export const subjects = {
  node: (id: string): string => `node.${id}`,
  announcements: "nodes",
  /** Something new is in the feed. */
  news: "news",
  session: (id: string): string => `session.${id}`,
  /** A player's id may have any characters, a subject's words may not. */
  wallet: (player: string): string => `wallet.${Buffer.from(player).toString("base64url")}`,
};
