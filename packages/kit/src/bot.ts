import type { Action, Choice } from "./choice.ts";
import type { Game } from "./game.ts";
import type { Random } from "./random.ts";
import type { ReadTable, Seat } from "./table.ts";

/** A clock that runs at the table: in a session the platform's, in a search a made-up one. */
export interface BotTimer {
  readonly name: string;
  /** On the same clock as the sight's `now`. */
  readonly dueAt: number;
  readonly seat: Seat | null;
}

/** Everything that a bot is told when it may act: nothing that a person in its seat could not know. */
export interface BotSight {
  readonly seat: Seat;
  /** The table, with its configuration and limits, as the seat sees it. */
  readonly table: ReadTable;
  /** The game's view for this seat. */
  readonly view: unknown;
  /** What the seat may do now: never empty. */
  readonly legal: readonly Choice[];
  /** The time in milliseconds, and the clocks that run. */
  readonly now: number;
  readonly timers: readonly BotTimer[];
  /** Whether the table goes on without this seat, so that it may also do nothing for now. */
  readonly mayWait: boolean;
  /**
   * A state of the game that the seat could not tell from the real one, as a copy that may be written
   * to: another one at each call where something is hidden.
   */
  deal(random: Random): unknown;
}

/** A player that is a program. It keeps nothing between two calls that it could not do without. */
export interface Bot {
  /** One of the legal actions, or null for waiting, which a bot may only do where `mayWait` says so. */
  choose(sight: BotSight, random: Random): Action | null;
}

/** What a bot may use up for one decision, beside what its name says. */
export interface BotBudget {
  /**
   * Milliseconds from some moment on. Only for bots that think for so long by their name: what they
   * choose depends on the machine.
   */
  readonly ticks?: () => number;
}

/** Makes a bot for a game. What is costly to prepare is kept by the bot that was made. */
export type BotMaker = (game: Game, budget?: BotBudget) => Bot;

/** The bots that games bring along: by the game's id, and then by the bot's name. */
export type GameBots = Readonly<Record<string, Readonly<Record<string, BotMaker>>>>;
