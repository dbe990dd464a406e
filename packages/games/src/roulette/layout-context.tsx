import type { Limits, TypesOfGame } from "@parlor/kit";
import { createContext, use } from "react";
import type { PlacedBet } from "../placed-bets.ts";
import type { TableProps } from "../table-props.ts";
import type { roulette } from "./game.ts";

export type RouletteProps = TableProps<TypesOfGame<typeof roulette>>;

/** What every place of the layout needs to know. */
export interface Layout {
  readonly props: RouletteProps;
  /** What a chip on each place, and on each announced bet, may be now. */
  readonly limits: ReadonlyMap<string, Limits>;
  /** The same for the neighbours of a number, under `number each`. */
  readonly neighbours: ReadonlyMap<string, Limits>;
  readonly takeBack: ReadonlySet<string>;
  readonly may: ReadonlySet<string>;
  /** What one click bets. */
  readonly chip: number;
}

export const neighboursKey = (number: string, each: number): string => `${number} ${each}`;

export const layoutOf = (props: RouletteProps, chip: number): Layout => {
  const limits = new Map<string, Limits>();
  const neighbours = new Map<string, Limits>();
  const takeBack = new Set<string>();
  const may = new Set<string>();
  for (const choice of props.legal) {
    may.add(choice.type);
    if (choice.type === "take-back") for (const place of choice.fields.place) takeBack.add(place);
    if (choice.type !== "bet" || isList(choice.fields.amount)) continue;
    const { bet, amount, number = [], each = [] } = choice.fields;
    for (const one of bet) if (one !== "neighbours") limits.set(one, amount);
    if (!isList(each)) continue;
    for (const one of number)
      for (const count of each) neighbours.set(neighboursKey(String(one), count), amount);
  }
  return { props, limits, neighbours, takeBack, may, chip };
};

// Of a field that is a number only the type allows a range, and `each` is always listed.
const isList = (domain: readonly unknown[] | Limits): domain is readonly number[] =>
  Array.isArray(domain);

export const LayoutContext = createContext<Layout | null>(null);

export const useLayout = (): Layout => {
  const layout = use(LayoutContext);
  if (!layout) throw new Error("a place stands outside the layout");
  return layout;
};

/** What lies on a place: one's own bet, and those of all others together. */
export const standingOn = (
  bets: readonly PlacedBet[],
  place: string,
  you: number | null,
): { readonly mine: number; readonly others: number } => {
  let [mine, others] = [0, 0];
  for (const one of bets) {
    if (one.place !== place) continue;
    if (one.seat === you) mine += one.stake;
    else others += one.stake;
  }
  return { mine, others };
};

export const nameOf = ({ players, you }: RouletteProps, seat: number): string =>
  seat === you ? "You" : (players[seat] ?? `Seat ${seat + 1}`);
