import type {
  Choice,
  Command,
  Game,
  Seat,
  SessionSetup,
  SessionState,
  Step,
  StepContext,
} from "@parlor/kit";

type Awaitable<T> = T | Promise<T>;

/**
 * Runs one game. Always awaited, so that the game may run in this thread or behind another. An
 * engine never throws for what its game does: `open` and `step` answer with a fault, `look` with
 * a rejection by `GameFault`.
 */
export interface Engine {
  readonly game: Game;
  open(setup: SessionSetup, context: StepContext): Awaitable<Step>;
  step(
    setup: SessionSetup,
    state: SessionState,
    command: Command,
    context: StepContext,
  ): Awaitable<Step>;
  /** What a seat (null: a spectator) may see, and what it may do. */
  look(
    setup: SessionSetup,
    state: SessionState,
    seat: Seat | null,
  ): { readonly view: unknown; readonly legal: readonly Choice[] };
}
