import { z } from "zod";
import { losses } from "./board.ts";

const seat = z.int().min(0).max(1);
const face = z.int().min(1).max(6);
const dice = z.tuple([face, face]);
const points = z.int().min(1);
const from = z.int().min(1).max(25);
const to = z.int().min(0).max(24);

export const step = z.tuple([from, to]);
export const loss = z.enum(losses);
export const gameEnds = ["bear-off", "pass", "resignation"] as const;
export const matchEnds = ["points", "timeout", "forfeit"] as const;

export const events = {
  /** The dice of seat 0 and of seat 1; `seat` has the higher one and plays both. */
  "opening-rolled": z.object({ seat, dice }),
  rolled: z.object({ seat, dice }),
  /** The steps as `seat` counts the points, and on which of its points it hit. */
  moved: z.object({ seat, play: z.array(step), hits: z.array(to) }),
  /** Nothing could be moved with this roll. */
  "move-lost": z.object({ seat, dice }),
  /** `value` is what the cube would be. */
  "double-offered": z.object({ seat, value: points }),
  /** `value` is what the cube is now; it belongs to `seat`. */
  "double-taken": z.object({ seat, value: points }),
  "double-passed": z.object({ seat }),
  beavered: z.object({ seat, value: points }),
  "beaver-taken": z.object({ seat, value: points }),
  "resignation-offered": z.object({ seat, loss }),
  "resignation-declined": z.object({ seat, loss }),
  "game-won": z.object({
    seat,
    by: z.enum(gameEnds),
    loss,
    points,
    scores: z.tuple([z.int(), z.int()]),
  }),
  "match-won": z.object({ seat, by: z.enum(matchEnds) }),
};
export type Events = { readonly [Name in keyof typeof events]: z.output<(typeof events)[Name]> };
