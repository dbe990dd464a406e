import { z } from "zod";
import { announcedIds } from "./announced.ts";
import { placeIds } from "./places.ts";
import { pocketNames } from "./pockets.ts";

const seat = z.int().min(0);
const money = z.int().min(0);
const place = z.enum(placeIds);
const pocket = z.enum(pocketNames);

export const verdicts = ["won", "lost", "imprisoned", "released", "halved", "stays"] as const;

export const events = {
  /** `stake` is what was put on each place now, `total` what lies there; `as` is what the bet was called by. */
  "bet-placed": z.object({
    seat,
    as: z.enum(["place", "neighbours", "repeat", ...announcedIds]),
    chips: z.array(z.object({ place, stake: money, total: money })),
  }),
  "bet-taken-back": z.object({ seat, chips: z.array(z.object({ place, stake: money })) }),
  "seat-ready": z.object({ seat }),
  spun: z.object({ pocket, colour: z.enum(["red", "black", "green"]) }),
  /** What the spin did to the bets of a seat; `back` is what each brought, its stake included. */
  settled: z.object({
    seat,
    staked: money,
    back: money,
    lines: z.array(z.object({ place, stake: money, verdict: z.enum(verdicts), back: money })),
  }),
};

export type Events = { readonly [Name in keyof typeof events]: z.output<(typeof events)[Name]> };
export type SettledLine = Events["settled"]["lines"][number];
export type Verdict = (typeof verdicts)[number];
