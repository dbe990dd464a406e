import { assert, unreachable, type Deed, type GameEvent, type Seat } from "@parlor/kit";
import type { PlatformEvent, SessionEvent } from "@parlor/protocol";
import type { Entry } from "../journal/contract.ts";
import type { AddressedEvent } from "./contract.ts";

type Told = PlatformEvent | GameEvent;

/** Everything that an entry tells: what the command was, what the game emitted, what it led to. */
export const eventsOf = (entry: Entry): AddressedEvent[] => {
  const { session, seq, at, did } = entry;
  const told: Told[] = [...commandEvents(entry), ...did.events];
  if (did.finished)
    told.push({ type: "round-finished", data: did.finished } satisfies PlatformEvent);
  if (did.ended) told.push({ type: "session-ended", data: did.ended } satisfies PlatformEvent);
  return told.map((event, index) => ({ session, seq, index, at, ...event }));
};

const commandEvents = ({ command, did }: Entry): PlatformEvent[] => {
  switch (command.kind) {
    case "create": {
      const { game, title, host } = command.setup;
      const data = { game: game.id, version: game.version, title, host };
      return [{ type: "session-created", data }];
    }
    case "join": {
      const data = { seat: seatIn(did), player: command.player, name: command.name };
      return [{ type: "player-joined", data }];
    }
    case "leave":
      return [{ type: "player-left", data: { seat: seatIn(did), player: command.player } }];
    case "act":
      return [{ type: "action-processed", data: { seat: seatIn(did) } }];
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

const seatIn = ({ seat }: Deed): Seat => {
  assert(seat !== undefined, "a player's command has a seat");
  return seat;
};

/** [V1] The events that a seat (null: a spectator) may hear of, without their addressees. */
export const visibleTo = (events: readonly AddressedEvent[], seat: Seat | null): SessionEvent[] =>
  events
    .filter(({ to }) => to === undefined || (seat !== null && to.includes(seat)))
    .map(({ to: _addressees, ...event }) => event);
