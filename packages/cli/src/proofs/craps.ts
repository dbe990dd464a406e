import type { Told } from "./told.ts";

export const craps: Told = {
  history: ["rolls"],
  variants: [
    { name: "standard", config: {} },
    {
      name: "put bets, commission on wins",
      config: { putBets: true, buyCommission: "on-win", layCommission: "on-win" },
    },
    {
      name: "winners come down, all bets work, bar 2",
      config: {
        winnersStay: false,
        placeOnComeOut: true,
        hardwaysOnComeOut: true,
        comeOddsOnComeOut: true,
        dontBar: 2,
        field12Pays: "2/1",
      },
    },
  ],
};
