import type { Action, Bot, BotMaker, BotSight } from "@parlor/kit";
import { flatBettor, isOffered } from "../flat-bettor.ts";
import { newAdviser, type Adviser } from "./analysis/advice.ts";
import type { Config } from "./config.ts";
import type { View } from "./view.ts";

const bettor = flatBettor(["main"], "deal");

/**
 * The least on the main bet, and then the best play for the rules in force; it never insures. What is best is remembered for the
 * rules that were asked about last.
 */
const basic = (): Bot => {
  let known: { readonly rules: string; readonly adviser: Adviser } | undefined;
  const adviserFor = (config: Config): Adviser => {
    // A table's configuration comes to a thread as another object each time.
    const rules = JSON.stringify(config);
    if (known?.rules !== rules) known = { rules, adviser: newAdviser(config) };
    return known.adviser;
  };
  const decided = (view: View, { seat, legal, table }: BotSight): Action | null => {
    const [up] = view.dealer.cards;
    if (up === undefined || up === null) return null;
    const moment = view.phase === "offers" ? "offers" : "turn";
    const hands = view.places[seat]?.hands ?? [];
    const hand = view.turn?.seat === seat ? view.turn.hand : 0;
    // The table's configuration is this game's own, made by its schema.
    const adviser = adviserFor(table.config as Config);
    const type = adviser.advise({ moment, up, hands, hand });
    return isOffered(legal, type) ? { type } : null;
  };
  return {
    choose(sight, random) {
      const view = sight.view as View; // made by this game's own `view`
      if (view.phase !== "betting") return decided(view, sight);
      return view.places[sight.seat]?.ready === true ? null : bettor.choose(sight, random);
    },
  };
};

export const blackjackBots: Readonly<Record<string, BotMaker>> = {
  basic,
  easy: basic,
  medium: basic,
  hard: basic,
  expert: basic,
};
