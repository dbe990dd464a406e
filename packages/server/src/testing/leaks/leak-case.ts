import type { Action, Game, Seat } from "@parlor/kit";
import type { OpenRequest } from "@parlor/protocol";
import type { Platform } from "../../platform.ts";
import type { Engine } from "../../ports/engine.ts";

/** One thing that happens at the table. From the first step with `reveals` on, the rules show what was hidden. */
export type PlayStep = { readonly reveals?: true } & (
  | {
      readonly kind: "act";
      readonly seat: Seat;
      readonly action: Action;
      /** The code that it has to be refused with; without one it has to be done. */
      readonly refused?: string;
    }
  | { readonly kind: "leave" | "pause" | "resume" | "end"; readonly seat: Seat }
  | { readonly kind: "wait"; readonly ms: number }
);

/** One way that a whole session goes. */
export interface World {
  readonly steps: readonly PlayStep[];
  /**
   * The draws of each round, from the first round on, as the numbers that `random.int(bound)` gives:
   * `cardDraws` makes them of cards. What is drawn beyond them comes from the round's own stream. A
   * draw with one outcome only is no draw.
   */
  readonly draws?: readonly (readonly number[])[];
}

/**
 * A session in two worlds that differ in nothing but what the watched may not know: the actions of
 * the `knowing` seats, or what was drawn for them or for nobody.
 */
export interface LeakCase {
  readonly game: Game;
  readonly request?: Omit<OpenRequest, "game">;
  /** So many players sit down, from seat 0 on. */
  readonly playerCount: number;
  /** The seats that may know the difference; all others are watched, and so are those without a seat. */
  readonly knowing: readonly Seat[];
  readonly worlds: readonly [World, World];
  /**
   * What the rules reveal, as patterns of the fields that show it, such as `/"shown":"[KQ]s"/`. From the
   * first step with `reveals` on, what they match is left out of the comparison; without any, it ends there.
   */
  readonly revealed?: readonly RegExp[];
  /** What every watched seat tries after each step; all of it has to be refused. */
  readonly tries?: readonly Action[];
  /** Runs the game; by default it runs inline, as it does on a server. */
  readonly engine?: Engine;
  /** Runs before anybody connects, for what an operator's own program adds to the platform. */
  readonly prepare?: (platform: Platform) => void;
}

/** The first difference in what came to somebody in one way. */
export interface Leak {
  /** `seat 1`, `a spectator`, `somebody without a token`, `the log`. */
  readonly who: string;
  /** How it came: `socket`, `event stream`, `GET /v1/sessions/{id}`, … */
  readonly channel: string;
  /** The step after which it came, counted from 1; 0 is the opening. */
  readonly step: number;
  /** Which part of the message differs: `update: view.view.sealed.0`. */
  readonly part: string;
  /** That part in the one world and in the other. */
  readonly texts: readonly [string, string];
}

export interface LeakReport {
  readonly leaks: readonly Leak[];
  /** How many frames, answers, stretches of streams and log lines were compared. */
  readonly compared: number;
}
