import type { Refusal } from "@parlor/kit";
import type { GameInfo } from "@parlor/protocol";
import type { Engine } from "../ports/engine.ts";

/**
 * The games of a server. Whatever comes in has passed the conformance suite, now or when it was last
 * registered; whatever then fails too often is stopped by its breaker, alone [E1].
 */
export interface Registry {
  /**
   * Refused (`game_rejected`) with the reasons when the conformance suite finds any, and when this
   * version is registered already: sessions are pinned to its code. The suite is left out for a game
   * that passed before: whoever says so has it checked behind.
   */
  register(engine: Engine, history?: "unknown" | "passed-before"): Refusal | undefined;
  /** The newest version of every game. */
  list(): readonly GameInfo[];
  info(game: string): GameInfo | Refusal;
  /** The engine for new sessions of the game: its newest version, while its breaker is closed. */
  engineForNew(game: string): Engine | Refusal;
  /** The engine that a session is pinned to, whatever its breaker says. */
  engineOf(game: string, version: string): Engine | Refusal;
  /** Whether sessions of this game may run commands of players. */
  isRunning(game: string): boolean;
  /** Says that a game has failed; enough of it opens the breaker. */
  reportFault(game: string): void;
  /** Opens the breaker of a game that has turned out not to be fit. */
  close(game: string): void;
  /** Calls back when a breaker opens (`running: false`) or closes again. */
  onBreaker(listener: (game: string, running: boolean) => void): void;
  /** Ends what the registry has under way. */
  stop(): void;
}
