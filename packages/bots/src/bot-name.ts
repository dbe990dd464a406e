import {
  refuse,
  withoutConcessions,
  type BotMaker,
  type Game,
  type GameBots,
  type Refusal,
} from "@parlor/kit";
import { cfrBot } from "./cfr/cfr-bot.ts";
import { expectimaxBot } from "./expectimax-bot.ts";
import { solverIterations } from "./limits.ts";
import { mctsBot } from "./mcts-bot.ts";
import { randomBot } from "./random-bot.ts";
import { rolloutsBot } from "./rollouts-bot.ts";

/** How strong a bot plays, for those who do not care how. A game may bring its own bot for a level. */
export const botLevels = ["easy", "medium", "hard", "expert"] as const;
export type BotLevel = (typeof botLevels)[number];

const levels: Readonly<Record<BotLevel, BotMaker>> = {
  easy: mctsBot({ kind: "iterations", iterations: 30 }),
  medium: mctsBot({ kind: "iterations", iterations: 300 }),
  hard: mctsBot({ kind: "iterations", iterations: 3_000 }),
  expert: mctsBot({ kind: "iterations", iterations: 20_000 }),
};

const numbered =
  (make: (count: number) => BotMaker, usual?: number) =>
  (argument: string | undefined): BotMaker | undefined => {
    const count = argument === undefined ? usual : Number(argument);
    return count !== undefined && Number.isSafeInteger(count) && count > 0
      ? make(count)
      : undefined;
  };

const kinds: Readonly<Record<string, (argument: string | undefined) => BotMaker | undefined>> = {
  random: (argument) => (argument === undefined ? randomBot : undefined),
  rollouts: numbered(rolloutsBot),
  mcts: (argument) => {
    const ms = /^(\d+)ms$/.exec(argument ?? "")?.[1];
    if (ms !== undefined) return numbered((time) => mctsBot({ kind: "time", ms: time }))(ms);
    return numbered((iterations) => mctsBot({ kind: "iterations", iterations }))(argument);
  },
  cfr: numbered(cfrBot, solverIterations),
  expectimax: numbered(expectimaxBot, 3),
};

/**
 * The bot of this name for a game: a level (`hard`), one that the game brings along, or a kind with what
 * it may use: `random`, `rollouts:200`, `mcts:1000`, `mcts:500ms`, `cfr:1000`, `expectimax:3`. Refused with `unknown_bot`.
 */
export const botNamed = (name: string, game: Game, own: GameBots = {}): BotMaker | Refusal => {
  const brought = own[game.id];
  if (brought !== undefined && Object.hasOwn(brought, name)) {
    const maker = brought[name];
    if (maker) return maker;
  }
  const level = botLevels.find((one) => one === name);
  if (level) return playingOn(levels[level]);
  const [kind = "", ...rest] = name.split(":");
  const made = Object.hasOwn(kinds, kind) && rest.length < 2 ? kinds[kind]?.(rest[0]) : undefined;
  return made ? playingOn(made) : refuse("unknown_bot", name);
};

/** A bot that knows only the rules does not give a game up: it would not know when. */
const playingOn =
  (maker: BotMaker): BotMaker =>
  (game, budget) => {
    const bot = maker(game, budget);
    if (game.concessions === undefined) return bot;
    return {
      choose: (sight, random) =>
        bot.choose({ ...sight, legal: withoutConcessions(game, sight.legal) }, random),
    };
  };

/** The names that everybody may ask for at a table: the levels, and what the game brings along. */
export const botNames = (game: Pick<Game, "id">, own: GameBots = {}): readonly string[] => [
  ...new Set([...botLevels, ...Object.keys(own[game.id] ?? {})]),
];
