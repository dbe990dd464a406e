/**
 * A game broke its contract: it threw, gave back what is neither nothing nor a refusal, moved money
 * that it may not move, or made a state that is not JSON. The command has changed nothing.
 */
export class GameFault extends Error {
  override readonly name = "GameFault";
  readonly game: string;
  readonly where: string;
  constructor(game: string, where: string, cause: unknown) {
    super(`${game}: ${where}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.game = game;
    this.where = where;
  }
}

/** Runs a game's function; whatever it throws is the game's fault and nobody else's. */
export const callGame = <T>(game: string, where: string, run: () => T): T => {
  try {
    return run();
  } catch (cause) {
    throw new GameFault(game, where, cause);
  }
};
