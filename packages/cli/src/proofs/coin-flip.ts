import type { Told } from "./told.ts";

export const coinFlip: Told = {
  variants: [
    { name: "standard", config: {} },
    { name: "fair", config: { payout: "2/1" } },
  ],
};
