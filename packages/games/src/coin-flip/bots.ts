import type { Bot } from "@parlor/kit";
import { atAllLevels, leastStake } from "../flat-bettor.ts";

/** The least on either side. */
const flat: Bot = {
  choose({ legal }, random) {
    const stake = leastStake(legal, "flip");
    return stake === undefined
      ? null
      : { type: "flip", call: random.pick(["heads", "tails"]), stake };
  },
};

export const coinFlipBots = atAllLevels("flat", flat);
