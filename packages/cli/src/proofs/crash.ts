import { chanceOf, worthOf } from "@parlor/games/crash";
import type { Fraction } from "@parlor/kit";
import type { BetCounter } from "@parlor/lab";
import type { Told } from "./told.ts";

/** Points above 50.00 are counted: the bet at the lowest target of the table, by the chances of the draw itself. */
const crashFollowedMax = 5_000;
const countCrash: BetCounter = (_bet, config, stake) => {
  // The game's own schema made it.
  const { edge, multiplierMax, targetMin } = config as {
    readonly edge: Fraction;
    readonly multiplierMax: number;
    readonly targetMin: number;
  };
  if (multiplierMax <= crashFollowedMax) return null;
  const { ways, of } = chanceOf(targetMin, { edge, multiplierMax });
  const won = { taken: stake, returned: worthOf(stake, targetMin), resolved: true, hit: true };
  const lost = { taken: stake, returned: 0, resolved: true, hit: false };
  const outcomes = [
    { outcome: won, ways },
    { outcome: lost, ways: of - ways },
  ];
  return { stake, caseCount: outcomes.length, decides: false, ways: outcomes };
};

export const crash: Told = {
  history: ["history"],
  count: countCrash,
  variants: [
    { name: "standard", config: {} },
    { name: "target 2.00", config: { targetMin: 200, manualCashOut: false } },
    { name: "target 9,999.99, edge 3/97", config: { targetMin: 999_999, edge: "3/97" } },
    { name: "up to 10.00, out by hand at once", config: { multiplierMax: 1_000 } },
    {
      name: "up to 10.00, target 1.37",
      config: { multiplierMax: 1_000, manualCashOut: false, targetMin: 137 },
    },
    {
      name: "up to 5.00, target 5.00, no edge",
      config: { multiplierMax: 500, manualCashOut: false, targetMin: 500, edge: "0/1" },
    },
  ],
};
