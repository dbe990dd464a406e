import { canonicalJson, type Entry, type Game, type SessionSetup } from "@parlor/kit";
import { isCreate } from "./entry-schema.ts";
import { finding, type Finding } from "./finding.ts";

/** The rules of a game at a version; undefined where they are not at hand. */
export type FindGame = (id: string, version: string) => Game | undefined;

/** [VERIFY-8] What a session is played by: the setup of its first entry, and the rules that it is pinned to. */
export const openedBy = (
  { seq, command }: Entry,
  findGame: FindGame,
): { readonly game: Game; readonly setup: SessionSetup } | Finding => {
  if (!isCreate(command)) return finding("create_misplaced", seq, { found: command.kind });
  const { setup } = command;
  const game = findGame(setup.game.id, setup.game.version);
  if (!game || game.id !== setup.game.id || game.version !== setup.game.version)
    return finding("unknown_game", seq, { found: `${setup.game.id} ${setup.game.version}` });
  const problem = problemOf(game, setup);
  return problem === undefined
    ? { game, setup }
    : finding("setup_not_allowed", seq, { found: problem });
};

/**
 * A server opens no session that its game does not allow. Rules that were handed other settings might
 * also run for ever.
 */
const problemOf = (
  game: Game,
  { config, seatCount, seatsMin }: SessionSetup,
): string | undefined => {
  if (seatCount < game.seats.min || seatCount > game.seats.max) return `${seatCount} seats`;
  if (seatsMin > seatCount) return `${seatsMin} players to begin at ${seatCount} seats`;
  const parsed = game.config.safeParse(config);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "a configuration";
  return canonicalJson(parsed.data) === canonicalJson(config)
    ? undefined
    : "a configuration that the game's schema changes";
};
