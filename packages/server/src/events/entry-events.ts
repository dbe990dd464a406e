import {
  assert,
  publicRound,
  unreachable,
  type Deed,
  type GameEvent,
  type Seat,
} from "@parlor/kit";
import type { PlatformEvent, SessionEvent } from "@parlor/protocol";
import { botNameOf } from "../bots/contract.ts";
import type { Entry } from "../journal/contract.ts";
import { keepingLatest } from "../latest.ts";
import type { AddressedEvent } from "./contract.ts";

type Told = PlatformEvent | GameEvent;

/** Everything that an entry tells: what the command was, what the game emitted, what it led to. */
export const eventsOf = keepingLatest((entry: Entry): readonly AddressedEvent[] => {
  const { session, seq, at, did } = entry;
  const told: AddressedEvent[] = [];
  const tell = ({ type, data }: Told, to?: readonly Seat[]): void => {
    const event = { session, seq, index: told.length, at, type, data };
    told.push(to ? { ...event, to } : event);
  };
  for (const event of commandEvents(entry)) tell(event);
  for (const event of did.events) tell(event, event.to);
  if (did.finished)
    tell({ type: "round-finished", data: publicRound(did.finished) } satisfies PlatformEvent);
  if (did.ended) tell({ type: "session-ended", data: did.ended } satisfies PlatformEvent);
  return told;
});

const commandEvents = ({ command, did }: Entry): PlatformEvent[] => {
  switch (command.kind) {
    case "create": {
      const { game, title, host } = command.setup;
      const data = { game: game.id, version: game.version, title, host };
      return [{ type: "session-created", data }];
    }
    case "join": {
      const bot = botNameOf(command.player);
      const joined = { seat: seatIn(did), player: command.player, name: command.name };
      const data = bot === null ? joined : { ...joined, bot };
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
export const visibleTo = (events: readonly AddressedEvent[], seat: Seat | null): SessionEvent[] => {
  if (events.every(({ to }) => to === undefined)) return [...events];
  const visible: SessionEvent[] = [];
  for (const { to, ...event } of events)
    if (to === undefined || (seat !== null && to.includes(seat))) visible.push(event);
  return visible;
};
