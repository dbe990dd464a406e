import { fraction } from "@parlor/kit";
import { z } from "zod";

const name = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
const text = z.string().min(1);
/** What so many of a symbol pay: the first entry is for one of it, the last for one on every reel. */
const pays = z.array(z.int().min(0).max(1_000_000)).min(1);

const look = {
  title: text,
  /** What is drawn on the reel: a letter, a number or a sign. */
  glyph: text.max(3),
  /** Its colour on the reel, as an angle on the colour wheel. */
  hue: z.int().min(0).max(359),
};

const symbol = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("plain"), ...look, pays }),
  z.strictObject({
    kind: z.literal("wild"),
    ...look,
    /** For wilds alone, in a row; a wild that pays nothing of its own leaves it out. */
    pays: pays.optional(),
    /** The plain symbols that it stands for; all of them where it is not said. */
    substitutes: z.array(name).optional(),
    /** What a win is multiplied by for each such wild that stands for another symbol in it. */
    multiplier: z.int().min(1).max(100).default(1),
  }),
  /** Pays in times the whole stake, wherever on the reels it shows. */
  z.strictObject({ kind: z.literal("scatter"), ...look, pays: pays.optional() }),
]);

/** The symbols of a reel from top to bottom; behind the last the first comes again. */
const strips = z.array(z.array(name).min(1).max(512)).min(1).max(8);

const freeSpins = z.strictObject({
  /** How many free spins so many scatters on a paid spin award, from one scatter up. */
  awards: z.array(z.int().min(0).max(100)).min(1),
  /** How many further ones so many scatters on a free spin award. */
  retriggers: z.array(z.int().min(0).max(100)).min(1),
  /**
   * How often free spins beget free spins: with 1, those that the paid spin awarded can award further ones, and
   * these cannot. So a round has an end, and its mean is exact.
   */
  retriggerDepth: z.int().min(0).max(3),
  /** What every win of a free spin is multiplied by. */
  multiplier: z.int().min(1).max(100),
  /** The reels of the free spins; those of the paid spin where it is not said. */
  reels: strips.optional(),
});

/** Terms of a progressive jackpot that one stake in so many wins, whatever the reels show. */
const jackpot = z.strictObject({
  title: text,
  /** What the meter shows when nothing was paid in, in minor units. The house stands for it. */
  seed: z.int().min(1).max(1_000_000_000),
  /** How much of each stake is paid into the pool. */
  share: fraction("1/100"),
  /** What the house pays into jackpots as seed on average, as a part of all stakes; it decides how often the jackpot falls. */
  seedShare: fraction("1/200"),
});

/** A slot machine as data: everything that makes one machine another. */
export const machineSchema = z.strictObject({
  id: name,
  version: text,
  title: text,
  summary: text,
  /** How many symbols of each reel show. */
  rows: z.int().min(1).max(6),
  symbols: z.record(name, symbol),
  reels: strips,
  wins: z.discriminatedUnion("by", [
    z.strictObject({
      by: z.literal("lines"),
      /** Each line says which row it runs through on each reel, 0 being the top. */
      lines: z
        .array(z.array(z.int().min(0).max(5)))
        .min(1)
        .max(100),
      /** How many lines may be played: the first so many. */
      lineCounts: z.array(z.int().min(1)).min(1),
    }),
    z.strictObject({
      by: z.literal("ways"),
      /** What a stake is divided by to give the unit of the pay table. */
      units: z.int().min(1).max(1_000),
    }),
  ]),
  freeSpins: freeSpins.optional(),
  jackpot: jackpot.optional(),
  /** What the house keeps of each stake, without what goes into and comes out of the jackpot. Proved, and never worked out. */
  edge: fraction("0/1"),
});

export type MachineData = z.input<typeof machineSchema>;
export type Machine = z.output<typeof machineSchema>;
export type SymbolSpec = z.output<typeof symbol>;
