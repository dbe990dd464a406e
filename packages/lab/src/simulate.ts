import { seededDraws, type Action, type Choice } from "@parlor/kit";
import { betsPerChunk } from "./limits.ts";
import { newPlay } from "./play-bets.ts";
import { goTo, type Placement } from "./placements.ts";
import type { Setting } from "./position.ts";
import { newCounts, type Tally } from "./tally.ts";

/**
 * How a player decides where the bet leaves something to decide, under a parsed configuration; null leaves it to the
 * lab. What is legal is listed when it is asked for: most strategies see it in the state, and the list takes longer than they do.
 */
export type Strategy = (
  state: unknown,
  choices: () => readonly Choice[],
  config: unknown,
) => Action | null;

/** One bet, to be made over and over again. */
export interface Simulation {
  readonly setting: Setting;
  readonly placement: Placement;
  readonly seed: string;
  readonly strategy?: Strategy;
}

/** Makes bets on end. What it has decided before in the same position it need not think about again. */
export interface Simulator {
  /** The bets of one chunk: always the same, whoever plays it and whatever was played before. */
  chunk(index: number): Tally;
}

export const newSimulator = (simulation: Simulation): Simulator => {
  const { setting, placement, seed } = simulation;
  const start = goTo(setting, placement);
  if (start === undefined) throw new Error(`the table takes no ${placement.bet}`);
  const play = newPlay(simulation, start);
  return {
    chunk(index) {
      const counts = newCounts();
      const live = seededDraws(`${seed}/${index}`);
      let [roundCount, chunkNet] = [0, 0];
      for (let bet = 0; bet < betsPerChunk; bet++) {
        const { outcome, rounds } = play(live);
        counts.add(outcome);
        roundCount += rounds;
        chunkNet += outcome.returned - outcome.taken;
      }
      const outcomes = counts.byKey();
      return {
        chunkCount: 1,
        betCount: betsPerChunk,
        roundCount,
        outcomes,
        chunkNets: [chunkNet],
      };
    },
  };
};
