import type { Bot } from "@parlor/kit";
import { atAllLevels, isOffered, leastStake } from "../flat-bettor.ts";

/** The least on the machine's first bet, and the free spins as they come. */
const flat: Bot = {
  choose({ legal }) {
    if (isOffered(legal, "free-spin")) return { type: "free-spin" };
    const stake = leastStake(legal, "spin");
    const [bet] = Object.values(legal.find(({ type }) => type === "spin")?.fields["bet"] ?? []);
    return stake === undefined ? null : { type: "spin", bet, stake };
  },
};

export const slotBots = atAllLevels("flat", flat);
