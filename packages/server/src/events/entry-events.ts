import { unreachable, type Seat } from "@parlor/kit";
import type { SessionEvent } from "@parlor/protocol";
import type { Entry } from "../journal/contract.ts";
import type { AddressedEvent } from "./contract.ts";

type Told = { readonly type: string; readonly data: unknown; readonly to?: readonly Seat[] };

/** Everything that an entry tells: what the command was, what the game emitted, what it led to. */
export const eventsOf = (entry: Entry): AddressedEvent[] => {
  const told: Told[] = [...commandEvents(entry), ...entry.did.events];
  if (entry.did.finished) told.push({ type: "round-finished", data: entry.did.finished });
  if (entry.did.ended) told.push({ type: "session-ended", data: entry.did.ended });
  const { session, seq, at } = entry;
  return told.map((event, index) => ({ session, seq, index, at, ...event }));
};

/** Only that a seat acted: what exactly it did is the game's to tell, since it may be a secret. */
const commandEvents = ({ command, did }: Entry): Told[] => {
  switch (command.kind) {
    case "create": {
      const { game, title, host } = command.setup;
      return [
        { type: "session-created", data: { game: game.id, version: game.version, title, host } },
      ];
    }
    case "join":
      return [
        {
          type: "player-joined",
          data: { seat: did.seat, player: command.player, name: command.name },
        },
      ];
    case "leave":
      return [{ type: "player-left", data: { seat: did.seat, player: command.player } }];
    case "act":
      return [{ type: "action-processed", data: { seat: did.seat } }];
    case "timeout":
    case "pause":
    case "resume":
    case "end":
    case "void":
      return [];
    default:
      return unreachable(command);
  }
};

/** [V1] The events that a seat (null: a spectator) may hear of, without their addressees. */
export const visibleTo = (events: readonly AddressedEvent[], seat: Seat | null): SessionEvent[] =>
  events
    .filter(({ to }) => to === undefined || (seat !== null && to.includes(seat)))
    .map(({ to: _addressees, ...event }) => event);
