import {
  protocolVersion,
  type DoneReply,
  type DownMessage,
  type SessionEvent,
  type SessionInfo,
  type SessionView,
  type UpMessage,
} from "@parlor/protocol";
import type { FakeSocket } from "./fake-world.ts";

export const info: SessionInfo = {
  id: "s1",
  game: "coin-flip",
  version: "1.0.0",
  title: "A coin",
  host: "p1",
  config: {},
  limits: { min: 1, max: 100 },
  currency: "PLAY/0",
  seatCount: 1,
  seatsMin: 1,
  createdAt: 0,
};

export const viewAt = (seq: number): SessionView => ({
  seq,
  now: 1_000_000,
  status: "in_progress",
  you: 0,
  players: [{ id: "p1", name: "Ann" }],
  round: { number: 1, commitment: "00" },
  timers: {},
  stats: { actions: 0, rounds: 0, bets: 0, volume: 0, payouts: 0, playersMax: 1 },
  view: { last: null },
  legal: [],
});

export const eventAt = (seq: number, text = "x"): SessionEvent => ({
  session: "s1",
  seq,
  index: 0,
  at: 0,
  type: "noted",
  data: text,
});

export const welcome: DownMessage = {
  type: "welcome",
  version: protocolVersion,
  now: 5_000_000,
  player: { id: "p1", name: "Ann" },
};

/** One session that keeps its promises: each id is done once, and a watch goes on where it is asked to. */
export class FakeServer {
  readonly log: SessionEvent[] = [];
  readonly #replies = new Map<string, DoneReply>();
  readonly #watching = new Map<FakeSocket, number>();

  /** Reads the first message that lies on the socket; the answers lie there until they are delivered. */
  read(socket: FakeSocket): void {
    const message = socket.up.shift();
    if (message) this.#handle(socket, message);
  }

  lost(socket: FakeSocket): void {
    this.#watching.delete(socket);
  }

  #handle(socket: FakeSocket, message: UpMessage): void {
    switch (message.type) {
      case "hello":
        socket.down.push(welcome, {
          type: "wallet",
          balances: { "PLAY/0": 1_000 - this.log.length },
        });
        break;
      case "watch": {
        const seq = this.log.length;
        const events = message.after === undefined ? [] : this.log.slice(message.after);
        socket.down.push({ type: "watching", info, view: viewAt(seq), events });
        this.#watching.set(socket, seq);
        break;
      }
      case "command":
        this.#command(socket, message);
        break;
      case "ping":
        socket.down.push({ type: "pong", at: message.at, now: 5_000_000 });
        break;
      case "unwatch":
        this.#watching.delete(socket);
        break;
    }
  }

  #command(
    socket: FakeSocket,
    { session, command }: Extract<UpMessage, { type: "command" }>,
  ): void {
    let reply = this.#replies.get(command.id);
    if (!reply) {
      const event = eventAt(this.log.length + 1, command.id);
      this.log.push(event);
      reply = { seq: event.seq, seat: 0, events: [event] };
      this.#replies.set(command.id, reply);
      for (const [watcher, seen] of this.#watching) {
        watcher.down.push({
          type: "update",
          session,
          view: viewAt(event.seq),
          events: this.log.slice(seen),
        });
        this.#watching.set(watcher, event.seq);
      }
    }
    socket.down.push({ type: "reply", session, id: command.id, reply });
  }
}
