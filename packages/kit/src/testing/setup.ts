import type { Game } from "../game.ts";
import { amountMax } from "../limits.ts";
import type { SessionSetup } from "../session.ts";

/** What a test wants to be different; `config` is still to be parsed by the game. */
export type SetupOverrides = Partial<SessionSetup>;

/** A session's setup for tests: all seats, play money, generous limits, play begins by itself. */
export const testSetup = (game: Game, overrides: SetupOverrides = {}): SessionSetup => ({
  game: { id: game.id, version: game.version },
  limits: { min: 1, max: 1_000 },
  currency: "PLAY/0",
  seatCount: game.seats.max,
  seatsMin: game.seats.min,
  autoStart: true,
  liabilityMax: amountMax,
  host: "host",
  title: `A test of ${game.title}`,
  ...overrides,
  config: game.config.parse(overrides.config ?? {}),
});
