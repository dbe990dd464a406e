import { endReasons, limits, playerSeed } from "@parlor/kit";
import { z } from "zod";
import { sessionEvent } from "./event.ts";

/** Ids with a colon are the platform's own (`timer:…`): a client that took one could silence a clock. */
const id = z
  .string()
  .min(1)
  .max(limits.commandIdLengthMax)
  .regex(/^[\x21-\x39\x3b-\x7e]*$/, "visible ASCII without a colon");

/** No game's action is a deep structure; one that is would cost every later reader of the journal. */
const actionDepthMax = 8;

const isShallow = (value: unknown, depth = actionDepthMax): boolean =>
  typeof value !== "object" ||
  value === null ||
  (depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1)));

const action = z.looseObject({ type: z.string() }).refine((value) => isShallow(value), {
  message: `nested deeper than ${actionDepthMax}`,
});

/**
 * What a client asks of a session. Who asks is known from the token. The id is the client's: sent
 * again with the same content, the command is not done twice, and the first reply comes back.
 */
export const clientCommand = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("join"),
    id,
    seat: z.int().min(0).optional(),
    seed: playerSeed.optional(),
  }),
  z.strictObject({ kind: z.literal("leave"), id }),
  z.strictObject({ kind: z.literal("act"), id, action }),
  z.strictObject({ kind: z.literal("pause"), id }),
  z.strictObject({ kind: z.literal("resume"), id }),
  z.strictObject({ kind: z.literal("end"), id }),
]);
export type ClientCommand = z.output<typeof clientCommand>;

/** A command was refused: the code is from the platform's closed list or the game's own. */
export const refusalReply = z.object({
  refused: z.string(),
  detail: z.string().optional(),
  /** The code's sentence, to show to a person. */
  text: z.string(),
  /** Whether the same command may go through later although the caller changes nothing. */
  transient: z.boolean(),
});
export type RefusalReply = z.output<typeof refusalReply>;

/** A command was done: it is in the journal, on the disk, as entry `seq`. */
export const doneReply = z.object({
  seq: z.int(),
  seat: z.int().nullable(),
  /** What happened, as far as the asking seat may know. */
  events: z.array(sessionEvent),
  ended: z.enum(endReasons).optional(),
});
export type DoneReply = z.output<typeof doneReply>;

export const commandReply = z.union([doneReply, refusalReply]);
export type CommandReply = z.output<typeof commandReply>;
