import type { Command } from "@parlor/kit";

/**
 * The platform's own commands have ids that nobody else may use: a player who had taken the id of
 * the next time-out would have stopped the clock with it. `seq` is the entry that the session
 * stands at, so that no two of them share an id.
 */
const prefix = "system:";

export const ownId = (kind: Command["kind"], seq: number): string => `${prefix}${kind}:${seq}`;

/** Whether a command that is not the platform's own has an id that only those may have. */
export const takesOwnId = (command: Command): boolean =>
  command.id.startsWith(prefix) && !isOwn(command);

const isOwn = (command: Command): boolean =>
  command.kind === "timeout" || ("by" in command && command.by === "system");
