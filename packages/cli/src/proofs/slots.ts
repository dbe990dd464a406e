import { copperOrchard, meanContents, newSlotCounter, tideLantern } from "@parlor/games/slots";
import type { Told } from "./told.ts";

export const slotsCopperOrchard: Told = {
  history: ["last", "won", "jackpot", "meter"],
  variants: [
    { name: "standard", config: {} },
    {
      name: "a smaller jackpot that falls more often",
      config: { jackpot: { seed: 50_000, share: "1/50", seedShare: "1/100" } },
    },
  ],
  pools: meanContents(copperOrchard),
  count: newSlotCounter(copperOrchard),
};

export const slotsTideLantern: Told = {
  history: ["last", "won", "jackpot", "meter"],
  count: newSlotCounter(tideLantern),
};
