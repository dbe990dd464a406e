import type { Action } from "@parlor/kit";
import type { Config } from "../config.ts";
import type { State } from "../state.ts";
import { adviserFor, type Advice, type Adviser } from "./advice.ts";

const actionOf: Readonly<Record<Advice, Action>> = {
  stand: { type: "stand" },
  hit: { type: "hit" },
  double: { type: "double" },
  split: { type: "split" },
  surrender: { type: "surrender" },
  "even-money": { type: "even-money" },
  decline: { type: "decline" },
};
const deal: Action = { type: "deal" };

/** Plays the first seat of a table by the best play, and never insures. */
export const bestAction = (
  state: State,
  config: Config,
  adviser: Adviser = adviserFor(config),
): Action => {
  const { phase, places, dealer, turnHand } = state;
  const [up] = dealer;
  if (phase === "betting" || up === undefined) return deal;
  const hands = places[0]?.hands ?? [];
  const moment = phase === "offers" ? "offers" : "turn";
  return actionOf[adviser.advise({ moment, up, hands, hand: turnHand })];
};
