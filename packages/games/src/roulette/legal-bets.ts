import { choice, isRefusal, type Limits } from "@parlor/kit";
import { newLimitGroups } from "../limit-groups.ts";
import type { PlacedBet } from "../placed-bets.ts";
import {
  allowanceWithin,
  boundsOf,
  chipAllowance,
  stakeMax,
  withStep,
  type No,
} from "./allowance.ts";
import { announcedAt, chipsOf, neighbourCounts, pocketsAt, straightsAround } from "./announced.ts";
import { placeOf, placesOf, type Place } from "./places.ts";
import { positionOf } from "./pockets.ts";
import type { RouletteReadTable } from "./state.ts";

type AllowedOn = (place: Place) => Limits | No;

/** Everything that a seat with these bets may bet: one choice for all that has the same limits now. */
export const legalBets = (own: readonly PlacedBet[], table: RouletteReadTable) => {
  const allowedOn = allowances(own, table);
  const { groups, add } = newLimitGroups<string>();
  for (const place of placesOf[table.config.wheel]) {
    const allowed = allowedOn(place);
    if (!isRefusal(allowed)) add(place.id, allowed);
  }
  for (const id of announcedAt(table.config)) {
    const allowed = chipAllowance(chipsOf(id), allowedOn, table);
    if (!isRefusal(allowed)) add(id, allowed);
  }
  return [
    ...groups.map((group) => choice("bet", group)),
    ...legalNeighbours(own, allowedOn, table),
  ];
};

/** What is allowed on each place of the table's own layout. Where the seat has nothing, that depends on the side alone. */
const allowances = (own: readonly PlacedBet[], table: RouletteReadTable): AllowedOn => {
  const up = new Map(own.map(({ place, stake }) => [place, stake]));
  const bounds = { inside: boundsOf("inside", table), outside: boundsOf("outside", table) };
  const free = {
    inside: allowanceWithin(bounds.inside, 0, table),
    outside: allowanceWithin(bounds.outside, 0, table),
  };
  return ({ id, rules: { side } }) => {
    const stake = up.get(id);
    return stake === undefined ? free[side] : allowanceWithin(bounds[side], stake, table);
  };
};

/**
 * The same for neighbours: numbers that may be bet alike, for each count of neighbours. As long as the seat
 * has no number alone, all of them may, and one stands for all.
 */
const legalNeighbours = (
  own: readonly PlacedBet[],
  allowedOn: AllowedOn,
  table: RouletteReadTable,
) => {
  const [counts, names] = [neighbourCounts(table.config), pocketsAt(table.config)];
  const [zero] = straightsAround[table.config.wheel];
  if (counts.length === 0 || zero === undefined) return [];
  if (own.some(({ place }) => placeOf(place).kind === "straight"))
    return neighboursApart(counts, names, allowedOn, table);
  const amount = chipAllowance([{ place: zero, count: 1 }], allowedOn, table);
  if (isRefusal(amount)) return [];
  return [choice("bet", { bet: ["neighbours"], number: [...names], each: counts, amount })];
};

/** Each count reaches one pocket further to both sides than the one before it. */
const neighboursApart = (
  counts: readonly number[],
  names: readonly string[],
  allowedOn: AllowedOn,
  table: RouletteReadTable,
) => {
  const around = straightsAround[table.config.wheel];
  const { least } = boundsOf("inside", table);
  const most = around.map((place) => {
    const allowed = allowedOn(place);
    return isRefusal(allowed) ? 0 : Math.min(allowed.max, stakeMax);
  });
  const mostAt = (at: number): number => most[(at + most.length) % most.length] ?? 0;
  let reached: readonly number[] = most;
  return counts.flatMap((each) => {
    reached = reached.map((max, at) => Math.min(max, mostAt(at - each), mostAt(at + each)));
    const { groups, add } = newLimitGroups<string>();
    for (const [pocket, name] of names.entries()) {
      const max = reached[positionOf(table.config.wheel, pocket)] ?? 0;
      if (max >= least) add(name, withStep(least, max, table));
    }
    return groups.map(({ bet: number, amount }) =>
      choice("bet", { bet: ["neighbours"], number, each: [each], amount }),
    );
  });
};
