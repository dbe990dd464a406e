import type { GameBots } from "@parlor/kit";
import { backgammonBots } from "./backgammon/bots.ts";
import { baccaratBots } from "./baccarat/bots.ts";
import { blackjackBots } from "./blackjack/bots.ts";
import { coinFlipBots } from "./coin-flip/bots.ts";
import { crapsBots } from "./craps/bots.ts";
import { holdemBots } from "./holdem/bots.ts";
import { rouletteBots } from "./roulette/bots.ts";
import { slotBots } from "./slots/bots.ts";
import { videoPokerBots } from "./video-poker/bots.ts";

/**
 * The bots that games bring along, by the game's id. A name is a level (`easy`, `medium`, `hard`, `expert`), in the place of
 * the search that would play at that level, or any other under which the bot may be asked for.
 */
export const gameBots: GameBots = {
  backgammon: backgammonBots,
  baccarat: baccaratBots,
  blackjack: blackjackBots,
  "coin-flip": coinFlipBots,
  craps: crapsBots,
  holdem: holdemBots,
  roulette: rouletteBots,
  "slots-copper-orchard": slotBots,
  "slots-tide-lantern": slotBots,
  "video-poker": videoPokerBots,
};
