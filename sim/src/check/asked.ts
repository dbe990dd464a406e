import { canonicalJson } from "@parlor/kit";
import type { ClientCommand, CommandReply } from "@parlor/protocol";
import type { Line } from "./line.ts";

/** A command as the server got it, and what was on the disk under its id at that moment. */
export interface Asked {
  readonly command: ClientCommand;
  readonly earlier: Line | undefined;
  /** How sure it was that who answers is who decides. */
  readonly certainty: number | undefined;
  /** How often the store had failed whoever answers. */
  readonly failures: number;
  /** A reply to another command with this id may have been the reply to this one. */
  readonly isMuddled: boolean;
}

/** These are said at once, before what came earlier is answered. */
const atOnce = new Set(["queue_full", "rate_limited"]);
/** The outcome of these is not known, or not decided: the same may be sent again. */
export const undecided = new Set(["outcome_unknown", "stale_epoch", "shutting_down", ...atOnce]);

/** An id may be under way with two contents at once: the reply belongs to the one that it fits, if that can be told. */
export const askedFor = (
  reply: CommandReply,
  waiting: readonly Asked[],
  line: Line | undefined,
): { readonly asked: Asked | undefined; readonly isSure: boolean } => {
  const [first] = waiting;
  if (waiting.length < 2 || !first) return { asked: first, isSure: true };
  if ("refused" in reply) {
    // A command that had to be sent to another node may be answered after one that came later, also with what its owner says at once.
    const isSure = waiting.every(({ command }) => isAlike(command, first.command));
    return { asked: atOnce.has(reply.refused) ? waiting.at(-1) : first, isSure };
  }
  const fits = waiting.find(({ command }) => line && isSame(command, line));
  return { asked: fits ?? first, isSure: true };
};

const isAlike = (one: ClientCommand, other: ClientCommand): boolean =>
  canonicalJson(one) === canonicalJson(other);

/** Whether an entry is what the client asked for; what the server adds (who asks) is not compared. */
export const isSame = (asked: ClientCommand, { command }: Line): boolean => {
  if (asked.kind !== command.kind) return false;
  if (asked.kind === "act" && command.kind === "act")
    return canonicalJson(asked.action) === canonicalJson(command.action);
  if (asked.kind === "join" && command.kind === "join")
    return asked.seat === command.seat && (asked.seed === undefined || asked.seed === command.seed);
  return true;
};
