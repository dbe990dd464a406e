import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Replay, type Playthrough, type Setting } from "./testing/replay.ts";

const folder =
  process.env["PARLOR_ORACLES"] ??
  fileURLToPath(new URL("../../../../../shared/oracles", import.meta.url));

/**
 * How the playthroughs that are hold'em are set up. Left out are `universal_poker.txt` and its full game: one hole card, one
 * board card and 24 cards are another game. On purpose different is one thing: there a hand may be folded where a check is free.
 */
const headsUp: Setting = { stacks: [2_000, 2_000], blinds: [5, 10] };
const settings: Readonly<Record<string, Setting>> = {
  "python_pokerkit_wrapper.txt": headsUp,
  "python_pokerkit_wrapper(variant=NoLimitTexasHoldem).txt": headsUp,
  "python_pokerkit_wrapper(variant=FixedLimitTexasHoldem).txt": { ...headsUp, fixed: true },
  "python_pokerkit_wrapper_acpc_style.txt": headsUp,
  "repeated_pokerkit_nolimit_holdem_cash_game.txt": {
    stacks: [1_000, 1_000, 1_000, 1_000],
    blinds: [5, 10],
    resets: true,
  },
  "repeated_pokerkit_nolimit_holdem_tournament.txt": {
    stacks: [200, 200, 200, 200],
    blinds: [5, 10],
  },
  repeated_poker: { stacks: [20_000, 20_000], blinds: [50, 100], resets: true, acpc: true },
};

test("[HOLDEM-8] [HOLDEM-14] [HOLDEM-16] the playthroughs of OpenSpiel that are hold'em", (context) => {
  const file = `${folder}/openspiel/playthroughs_poker.json`;
  if (!existsSync(file)) return context.skip("the oracles are not there (PARLOR_ORACLES)");
  const { playthroughs } = JSON.parse(readFileSync(file, "utf8")) as {
    playthroughs: Playthrough[]; // the form that its README tells
  };
  const replayed: [string, number][] = [];
  let compared = 0;
  for (const { file: name, steps } of playthroughs) {
    const key = name.startsWith("repeated_poker(") ? "repeated_poker" : name;
    const setting = settings[key];
    if (!setting) continue;
    const replay = new Replay(steps, setting);
    replay.run();
    replayed.push([key, replay.hands]);
    compared += replay.compared;
  }
  expect(replayed.map(([, hands]) => hands)).toEqual([1, 1, 1, 1, 25, 2, 10]);
  expect(compared).toBeGreaterThan(20);
});
