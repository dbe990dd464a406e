import { newVideoPokerCounter, newVideoPokerStrategy } from "@parlor/games/video-poker";
import type { Told } from "./told.ts";

const videoPokerStrategy = newVideoPokerStrategy();

export const videoPoker: Told = {
  history: ["last"],
  variants: ["9/6", "9/5", "8/6", "8/5", "7/5", "6/5"].map((payTable) => ({
    name: payTable,
    config: { payTable },
  })),
  count: newVideoPokerCounter(),
  // The lab hands a strategy what this game's own setup and schema have made.
  strategy: (state, _choices, config) => videoPokerStrategy(state as never, config as never),
};
