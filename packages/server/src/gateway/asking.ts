import { timingSafeEqual } from "node:crypto";
import { isRefusal, refuse, seatOf, type Command, type Refusal, type Seat } from "@parlor/kit";
import type { ClientCommand, DoneReply } from "@parlor/protocol";
import { eventsOf, visibleTo } from "../events/contract.ts";
import type { Entry } from "../journal/contract.ts";
import type { Identity, Players } from "../players/contract.ts";
import type { Standing } from "../sessions/contract.ts";

/** Who asks: a player, the operator, or somebody who may only look. */
export type Asker =
  | { readonly kind: "player"; readonly player: Identity }
  | { readonly kind: "operator" }
  | { readonly kind: "nobody" };

export const nobody: Asker = { kind: "nobody" };

const sameText = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Who a token stands for; no token at all is nobody, a wrong one is refused. */
export const askerOf = async (
  token: string | undefined,
  players: Players,
  operatorToken: string | undefined,
): Promise<Asker | Refusal> => {
  if (token === undefined) return nobody;
  if (operatorToken !== undefined && sameText(token, operatorToken)) return { kind: "operator" };
  const player = await players.identify(token);
  return isRefusal(player) ? player : { kind: "player", player };
};

export const seatOfAsker = (asker: Asker, standing: Standing): Seat | null =>
  asker.kind === "player" ? seatOf(standing.state, asker.player.id) : null;

/** The command that the platform works on, for what a client sent: who asks comes from the token. */
export const commandFor = (
  asker: Asker,
  standing: Standing,
  sent: ClientCommand,
): Command | Refusal => {
  if (sent.kind === "pause" || sent.kind === "resume" || sent.kind === "end") {
    if (asker.kind === "nobody") return refuse("unauthorized");
    const by = asker.kind === "operator" ? "operator" : asker.player.id;
    if (by !== "operator" && by !== standing.setup.host)
      return refuse("forbidden", "only who opened the session may");
    return sent.kind === "end" ? { ...sent, by, reason: "admin" } : { ...sent, by };
  }
  if (asker.kind !== "player") return refuse("unauthorized");
  const { id: player, name } = asker.player;
  // A player who brings no seed lends the command's id: it is the client's own, and new each time.
  if (sent.kind === "join") return { ...sent, player, name, seed: sent.seed ?? seedFrom(sent.id) };
  return { ...sent, player };
};

const seedFrom = (commandId: string): string => commandId.replace(/[^\x21-\x2b\x2d-\x7e]/g, "-");

/** What the asker is told of a command that was done. */
export const doneReplyOf = (entry: Entry): DoneReply => {
  const seat = entry.did.seat ?? null;
  return {
    seq: entry.seq,
    seat,
    events: visibleTo(eventsOf(entry), seat),
    ...(entry.did.ended ? { ended: entry.did.ended.reason } : {}),
  };
};
