import type { Command } from "@parlor/kit";
import { decodeEntry } from "../journal/contract.ts";
import type { Outcome } from "./contract.ts";
import type { LiveSession } from "./live-session.ts";
import { ownId } from "./own-commands.ts";
import type { SessionPorts } from "./session-ports.ts";

/**
 * [E1] A stopped game's sessions pause, and go on when it is back. What a host or the operator has
 * paused stays paused: only pauses of the platform's own are taken back.
 */
export class BreakerPauses {
  readonly #ports: Pick<SessionPorts, "store" | "registry" | "log">;
  readonly #live: ReadonlyMap<string, LiveSession>;
  readonly #submit: (session: string, command: Command) => Promise<Outcome>;
  readonly #paused = new Set<string>();

  constructor(
    ports: Pick<SessionPorts, "store" | "registry" | "log">,
    live: ReadonlyMap<string, LiveSession>,
    submit: (session: string, command: Command) => Promise<Outcome>,
  ) {
    this.#ports = ports;
    this.#live = live;
    this.#submit = submit;
  }

  /** The breaker of a game has opened (`runs` is false) or closed. */
  follow(game: string, runs: boolean): void {
    for (const session of this.#live.values()) {
      if (session.setup.game.id !== game) continue;
      if (!runs && session.state.phase.status === "in_progress") void this.#pause(session);
      if (runs && this.#paused.has(session.id)) void this.#resume(session);
    }
  }

  /** A session came back into memory: its game may have been stopped, or have come back, meanwhile. */
  async readBack(session: LiveSession): Promise<void> {
    try {
      await this.#adopt(session);
    } catch (error) {
      const facts = { session: session.id, error: String(error) };
      this.#ports.log.error(facts, "it is not known who paused the session");
    }
  }

  async #adopt(session: LiveSession): Promise<void> {
    const { status } = session.state.phase;
    const runs = this.#ports.registry.isRunning(session.setup.game.id);
    if (status === "in_progress" && !runs) await this.#pause(session);
    if (status !== "paused" || !(await this.#isOwnPause(session))) return;
    this.#paused.add(session.id);
    if (this.#ports.registry.isRunning(session.setup.game.id)) await this.#resume(session);
  }

  /** Whether the session is paused until its game is back. */
  holds(session: LiveSession): boolean {
    return this.#paused.has(session.id);
  }

  forget(session: LiveSession): void {
    this.#paused.delete(session.id);
  }

  async #pause(session: LiveSession): Promise<void> {
    const outcome = await this.#ask(session, "pause");
    if (outcome.kind === "refused") return;
    this.#paused.add(session.id);
    // The pause may have waited behind other commands for longer than the game was away.
    if (this.#ports.registry.isRunning(session.setup.game.id)) await this.#resume(session);
  }

  async #resume(session: LiveSession): Promise<void> {
    this.#paused.delete(session.id);
    const outcome = await this.#ask(session, "resume");
    const stopped = outcome.kind === "refused" && outcome.refusal.refused === "game_unavailable";
    if (stopped) this.#paused.add(session.id);
  }

  async #ask(session: LiveSession, kind: "pause" | "resume"): Promise<Outcome> {
    const command = { kind, id: ownId(kind, session.seq), by: "system" } as const;
    const outcome = await this.#submit(session.id, command);
    if (outcome.kind === "refused") {
      const facts = { session: session.id, refusal: outcome.refusal };
      this.#ports.log.warn(facts, `the breaker could not ${kind} the session`);
    }
    return outcome;
  }

  /** While a session is paused nobody can do anything but leave, so its pause is among its last entries. */
  async #isOwnPause({ id, seq, setup }: LiveSession): Promise<boolean> {
    const after = Math.max(0, seq - setup.seatCount - 1);
    const rows = await this.#ports.store.entries(id, after, setup.seatCount + 1);
    const pause = rows
      .map((row) => decodeEntry(row).command)
      .findLast(({ kind }) => kind === "pause");
    return pause?.kind === "pause" && pause.by === "system";
  }
}
