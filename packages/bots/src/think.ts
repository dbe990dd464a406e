import {
  isRefusal,
  randomFrom,
  seededDraws,
  type Action,
  type Bot,
  type BotTimer,
  type Choice,
  type Game,
  type GameBots,
  type ReadTable,
  type Seat,
} from "@parlor/kit";
import { dealtFor } from "./arena/match.ts";
import { botNamed } from "./bot-name.ts";

/**
 * What a bot at a table is asked, as plain data for a thread of its own. `dealt` is a state that was dealt anew for the seat
 * where the game hides anything: the real one never leaves the session [V1].
 */
export interface ThinkTask {
  readonly game: { readonly id: string; readonly version: string };
  readonly bot: string;
  readonly seat: Seat;
  readonly table: ReadTable;
  readonly view: unknown;
  readonly legal: readonly Choice[];
  readonly now: number;
  readonly timers: readonly BotTimer[];
  readonly mayWait: boolean;
  /** States that the seat could not tell from the real one; more are dealt from them. */
  readonly dealt: readonly unknown[];
  readonly seed: string;
}

/** The action that was chosen; null for waiting. */
export type Thought = Action | null;

/** Answers tasks with these games and their bots. Throws where there is no such game or bot. */
export const thinker = (
  games: readonly Game[],
  own: GameBots,
  ticks?: () => number,
): ((task: ThinkTask) => Thought) => {
  const made = new Map<string, { readonly game: Game; readonly bot: Bot }>();
  const playerOf = ({ game: { id, version }, bot }: ThinkTask) => {
    const key = `${id} ${version} ${bot}`;
    const known = made.get(key);
    if (known) return known;
    const game = games.find((one) => one.id === id && one.version === version);
    if (!game) throw new Error(`there is no game ${id} ${version} to think about`);
    const maker = botNamed(bot, game, own);
    if (isRefusal(maker)) throw new Error(`there is no bot ${bot} for ${id}`);
    const player = { game, bot: maker(game, ticks ? { ticks } : {}) };
    made.set(key, player);
    return player;
  };
  return (task) => {
    const { game, bot } = playerOf(task);
    const { dealt, seed, bot: _name, game: _game, ...sight } = task;
    const random = randomFrom(seededDraws(seed));
    return bot.choose(
      {
        ...sight,
        deal: (chance) => {
          const one = dealt.length > 1 ? chance.pick(dealt) : dealt[0];
          return dealtFor(game, one, task.seat, chance);
        },
      },
      random,
    );
  };
};
