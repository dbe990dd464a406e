import { hash } from "node:crypto";
import type { Command, Deed, GameEvent, Seat, SessionSetup } from "@parlor/kit";

/** What a journal's line is, told anew here: the check shares no code with the server. */
export interface Line {
  readonly session: string;
  readonly seq: number;
  readonly prev: string;
  readonly at: number;
  readonly command:
    | Command
    | {
        readonly kind: "create";
        readonly id: string;
        readonly by: string;
        readonly setup: SessionSetup;
      };
  readonly did: Deed;
  readonly state: string;
}

export const sha256 = (text: string): string => hash("sha256", text);

/** An event as somebody outside hears of it. */
export interface ToldEvent {
  readonly session: string;
  readonly seq: number;
  readonly index: number;
  readonly at: number;
  readonly type: string;
  readonly data: unknown;
}

/** What a seat (null: a spectator) may hear of an entry, in order. */
export const toldOf = (line: Line, seat: Seat | null): ToldEvent[] => {
  const { command, did, session, seq, at } = line;
  const all: GameEvent[] = [];
  if (command.kind === "create") {
    const { game, title, host } = command.setup;
    all.push({
      type: "session-created",
      data: { game: game.id, version: game.version, title, host },
    });
  }
  if (command.kind === "join") {
    const { player, name } = command;
    all.push({ type: "player-joined", data: { seat: did.seat, player, name } });
  }
  if (command.kind === "leave")
    all.push({ type: "player-left", data: { seat: did.seat, player: command.player } });
  if (command.kind === "act") all.push({ type: "action-processed", data: { seat: did.seat } });
  all.push(...did.events);
  if (did.finished) {
    const { sealed, ...round } = did.finished;
    const data = sealed ? { ...round, serverSeed: null } : round;
    all.push({ type: "round-finished", data });
  }
  if (did.ended) all.push({ type: "session-ended", data: did.ended });
  return all.flatMap(({ type, data, to }, index) =>
    to && (seat === null || !to.includes(seat)) ? [] : [{ session, seq, index, at, type, data }],
  );
};
