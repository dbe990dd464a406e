import { protocolVersionMin, type DownMessage, type UpMessage } from "@parlor/protocol";
import type { PlayerWorld } from "./model-player.ts";
import type { Line } from "./sim-node.ts";

/** Somebody without a name, who may look at every table and may know nothing that is secret. */
export class Spectator {
  readonly #world: PlayerWorld;
  readonly #seen = new Map<string, number>();
  #line: Line | undefined;

  constructor(world: PlayerWorld) {
    this.#world = world;
  }

  get line(): Line | undefined {
    return this.#line;
  }

  act(): string {
    const { random, checker, dial } = this.#world;
    const line = this.#line;
    if (!line || line.socket.readyState !== line.socket.OPEN) {
      this.#line = dial(null);
      if (!this.#line) return "the spectator finds nobody";
      // It speaks the oldest version, as the players speak the newest.
      this.#up(this.#line, { type: "hello", version: protocolVersionMin });
      for (const [session, after] of this.#seen)
        this.#up(this.#line, { type: "watch", session, after });
      return `the spectator dials node ${this.#line.socket.node}`;
    }
    const sessions = [...checker.sessions.keys()].slice(-8);
    if (sessions.length === 0) return "the spectator sees no session";
    const session = random.pick(sessions);
    const after = this.#seen.get(session);
    this.#up(line, { type: "watch", session, ...(after === undefined ? {} : { after }) });
    return `the spectator watches ${session}`;
  }

  hear(text: string): void {
    const message = JSON.parse(text) as DownMessage; // the server's, which the frame check has read
    if (message.type === "watching") this.#seen.set(message.info.id, message.view.seq);
    if (message.type === "update") this.#seen.set(message.session, message.view.seq);
  }

  #up({ socket }: Line, message: UpMessage): void {
    socket.sendUp(message);
  }
}
