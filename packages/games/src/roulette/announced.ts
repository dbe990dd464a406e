import { unreachable } from "@parlor/kit";
import type { Config } from "./config.ts";
import {
  nameOfPocket,
  neighboursOf,
  pocketCounts,
  pocketNames,
  wheelOrder,
  type Pocket,
  type Wheel,
} from "./pockets.ts";
import { placeOf, type Place } from "./places.ts";

const finals = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const sectors = ["voisins", "tiers", "orphelins", "orphelins-en-plein", "jeu-zero"] as const;
type Sector = (typeof sectors)[number];

/** Bets that are called by name and are nothing but chips on places of the layout. Append only. */
export const announcedIds = [
  ...sectors,
  ...finals.map((digit) => `final-${digit}` as const),
] as const;
export type AnnouncedId = (typeof announcedIds)[number];

/** So many chips of one value on a place. */
export interface Chips {
  readonly place: Place;
  readonly count: number;
}

const on = (...ids: readonly string[]): Chips[] =>
  ids.map((id) => ({ place: placeOf(id), count: 1 }));
const twoOn = (id: string): Chips => ({ place: placeOf(id), count: 2 });
const straights = (numbers: readonly Pocket[]): Chips[] =>
  on(...numbers.map((number) => `straight-${pocketNames[number]}`));

// oxfmt-ignore
const sectorChips: Readonly<Record<Sector, readonly Chips[]>> = {
  voisins: [
    twoOn("trio-0-2-3"),
    ...on("split-4-7", "split-12-15", "split-18-21", "split-19-22"),
    twoOn("corner-25-26-28-29"),
    ...on("split-32-35"),
  ],
  tiers: on("split-5-8", "split-10-11", "split-13-16", "split-23-24", "split-27-30", "split-33-36"),
  orphelins: on("straight-1", "split-6-9", "split-14-17", "split-17-20", "split-31-34"),
  "orphelins-en-plein": straights([1, 6, 9, 14, 17, 20, 31, 34]),
  "jeu-zero": on("straight-26", "split-0-3", "split-12-15", "split-32-35"),
};

const finalChips = new Map<AnnouncedId, readonly Chips[]>(
  finals.map((digit) => [
    `final-${digit}`,
    straights([0, 10, 20, 30].map((tens) => tens + digit).filter((number) => number <= 36)),
  ]),
);

const isSector = (id: AnnouncedId): id is Sector => sectors.some((sector) => sector === id);

/** The announced bets of a table. The sectors are parts of the single-zero wheel; there are none on another. */
export const announcedAt = ({ wheel, announcedBets }: Config): readonly AnnouncedId[] => {
  if (!announcedBets) return [];
  switch (wheel) {
    case "european":
      return announcedIds;
    case "american":
    case "triple-zero":
      return announcedIds.filter((id) => !isSector(id));
    default:
      return unreachable(wheel);
  }
};

export const chipsOf = (id: AnnouncedId): readonly Chips[] =>
  isSector(id) ? sectorChips[id] : (finalChips.get(id) ?? []);

/** How many neighbours to each side may be bet; none at all where announced bets are not taken. */
export const neighbourCounts = ({ announcedBets, neighboursMax }: Config): readonly number[] =>
  announcedBets ? Array.from({ length: neighboursMax }, (_, index) => index + 1) : [];

/** The pockets by name whose neighbours may be bet. */
export const pocketsAt = ({ wheel }: Config): readonly string[] =>
  pocketNames.slice(0, pocketCounts[wheel]);

const straightsOn = (wheel: Wheel): readonly Place[] =>
  wheelOrder(wheel).map((pocket) => placeOf(`straight-${nameOfPocket(pocket)}`));

/** The numbers alone, as their pockets lie around the wheel. */
export const straightsAround: Readonly<Record<Wheel, readonly Place[]>> = {
  european: straightsOn("european"),
  american: straightsOn("american"),
  "triple-zero": straightsOn("triple-zero"),
};

/** One chip on a number and on so many to each side of it on the wheel. */
export const neighbourChips = ({ wheel }: Config, name: string, each: number): readonly Chips[] => {
  // Asked for every number again and again, and always the same.
  const key = `${wheel} ${name} ${each}`;
  const known = neighbours.get(key);
  if (known) return known;
  const made = straights(neighboursOf(wheel, pocketNames.indexOf(name), each));
  neighbours.set(key, made);
  return made;
};

const neighbours = new Map<string, readonly Chips[]>();
