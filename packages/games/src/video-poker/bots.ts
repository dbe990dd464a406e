import type { Bot, BotMaker, TypesOfGame } from "@parlor/kit";
import { atAllLevels, leastOf } from "../flat-bettor.ts";
import { coinsMax, paysOf, type Config } from "./config.ts";
import { newBestHold, type BestHold } from "./holds.ts";
import type { videoPoker } from "./game.ts";

type View = TypesOfGame<typeof videoPoker>["view"];

/**
 * The hold that returns the most on average, and one hand of five coins at the least stake, since the royal flush pays more
 * for the fifth coin.
 */
const best = (): Bot => {
  // What holds are worth is remembered for each list of what is paid.
  const known = new Map<string, ReturnType<typeof newBestHold>>();
  const bestHoldOf = (view: View, config: Config): BestHold | null => {
    if (view.round === null) return null;
    const { cards, coins } = view.round;
    const pays = paysOf(config, coins);
    const key = pays.join();
    const find = known.get(key) ?? newBestHold(pays);
    known.set(key, find);
    return find(cards);
  };
  return {
    choose({ view, legal, table }) {
      // The sight's table and view are this game's own, made by its schema and its `view`.
      const found = bestHoldOf(view as View, table.config as Config);
      if (found) return { type: "draw", held: found.held };
      const deals = legal.filter((choice) => leastOf(choice, "hands") === 1);
      const dealt = deals.find((choice) => leastOf(choice, "coins") === coinsMax) ?? deals[0];
      const coins = dealt && leastOf(dealt, "coins");
      const stake = dealt && leastOf(dealt, "stake");
      return stake === undefined ? null : { type: "deal", coins, hands: 1, stake };
    },
  };
};

export const videoPokerBots: Readonly<Record<string, BotMaker>> = atAllLevels("best", best());
