import { unreachable } from "@parlor/kit";
import type { AnnouncedId } from "./announced.ts";
import { placeOf, type Place } from "./places.ts";
import { nameOfPocket } from "./pockets.ts";

const ordinals = ["1st", "2nd", "3rd"];

/** How a place is called: "Split 17/20", "2nd dozen", "Red". */
export const titleOf = ({ id, kind, rules, numbers }: Place): string => {
  switch (kind) {
    case "dozen":
    case "column":
      return `${ordinals[Number(id.slice(-1)) - 1]} ${kind}`;
    case "red":
    case "black":
    case "odd":
    case "even":
    case "low":
    case "high":
      return rules.title;
    case "straight":
    case "split":
    case "street":
    case "trio":
    case "corner":
    case "first-four":
    case "top-line":
    case "six-line":
      return `${rules.title} ${numbersText(numbers.map(nameOfPocket))}`;
    default:
      return unreachable(kind);
  }
};

/** Long lists are told by their ends: they run through. */
const numbersText = (names: readonly string[]): string =>
  names.length > 4 ? `${names[0]} to ${names.at(-1)}` : names.join("/");

export const titleOfId = (id: string): string => titleOf(placeOf(id));

const sectorTitles: Readonly<Partial<Record<AnnouncedId, string>>> = {
  voisins: "Voisins du zéro",
  tiers: "Tiers du cylindre",
  orphelins: "Orphelins",
  "orphelins-en-plein": "Orphelins en plein",
  "jeu-zero": "Jeu zéro",
};

export const titleOfAnnounced = (id: AnnouncedId): string =>
  sectorTitles[id] ?? `Final ${id.slice(-1)}`;
