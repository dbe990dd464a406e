import { choice, isRefusal, type Limits } from "@parlor/kit";
import type { PlacedBet } from "../placed-bets.ts";
import { allowanceAbove, chipAllowance, type No } from "./allowance.ts";
import { announcedAt, chipsOf, neighbourChips, neighbourCounts, pocketsAt } from "./announced.ts";
import { placeOf, placesOf, type Place } from "./places.ts";
import type { RouletteReadTable } from "./state.ts";

/** Everything that a seat with these bets may bet: one choice for all that has the same limits now. */
export const legalBets = (own: readonly PlacedBet[], table: RouletteReadTable) => {
  const up = new Map(own.map(({ place, stake }) => [place, stake]));
  const allowedOn = (place: Place): Limits | No =>
    allowanceAbove(up.get(place.id) ?? 0, place, table);
  const groups = new Map<string, { readonly bet: string[]; readonly amount: Limits }>();
  const add = (id: string, allowed: Limits | No): void => {
    if (isRefusal(allowed)) return;
    const group = groups.get(keyOf(allowed));
    if (group) group.bet.push(id);
    else groups.set(keyOf(allowed), { bet: [id], amount: allowed });
  };
  for (const place of placesOf[table.config.wheel]) add(place.id, allowedOn(place));
  for (const id of announcedAt(table.config)) add(id, chipAllowance(chipsOf(id), allowedOn, table));
  return [
    ...[...groups.values()].map((group) => choice("bet", group)),
    ...legalNeighbours(own, allowedOn, table),
  ];
};

const keyOf = ({ min, max }: Limits): string => `${min} ${max}`;

/**
 * The same for neighbours: numbers that may be bet alike, for each count of neighbours. As long as the seat
 * has no number alone, all of them may, and one stands for all.
 */
const legalNeighbours = (
  own: readonly PlacedBet[],
  allowedOn: (place: Place) => Limits | No,
  table: RouletteReadTable,
) => {
  const [counts, names] = [neighbourCounts(table.config), pocketsAt(table.config)];
  const isApart = own.some(({ place }) => placeOf(place).kind === "straight");
  const groups = new Map<string, { number: string[]; each: readonly number[]; amount: Limits }>();
  const remembered = isApart ? remembering(allowedOn) : allowedOn;
  for (const each of isApart ? counts : counts.slice(0, 1)) {
    for (const number of isApart ? names : names.slice(0, 1)) {
      const chips = neighbourChips(table.config, number, each);
      const allowed = chipAllowance(chips, remembered, table);
      if (isRefusal(allowed)) continue;
      const key = `${each} ${keyOf(allowed)}`;
      const group = groups.get(key);
      if (group) group.number.push(number);
      else groups.set(key, { number: [number], each: [each], amount: allowed });
    }
  }
  const found = [...groups.values()];
  const all = isApart ? found : found.map((one) => ({ ...one, number: [...names], each: counts }));
  return all.map((group) => choice("bet", { bet: ["neighbours"], ...group }));
};

/** Every number is a neighbour of many. */
const remembering = (allowedOn: (place: Place) => Limits | No) => {
  const known = new Map<Place, Limits | No>();
  return (place: Place): Limits | No => {
    const found = known.get(place) ?? allowedOn(place);
    known.set(place, found);
    return found;
  };
};
