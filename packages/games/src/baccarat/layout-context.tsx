import type { Limits, TypesOfGame } from "@parlor/kit";
import { createContext, use } from "react";
import type { TableProps } from "../table-props.ts";
import type { BetId } from "./bet-ids.ts";
import type { baccarat } from "./game.ts";

export type BaccaratProps = TableProps<TypesOfGame<typeof baccarat>>;

/** What every part of the table needs to know. */
export interface Layout {
  readonly props: BaccaratProps;
  /** What may be put on each bet now. */
  readonly limits: ReadonlyMap<BetId, Limits>;
  readonly takeBack: ReadonlySet<BetId>;
  readonly may: ReadonlySet<string>;
  /** What one click bets. */
  readonly chip: number;
}

export const layoutOf = (props: BaccaratProps, chip: number): Layout => {
  const limits = new Map<BetId, Limits>();
  const takeBack = new Set<BetId>();
  const may = new Set<string>();
  for (const choice of props.legal) {
    may.add(choice.type);
    if (choice.type === "take-back") for (const bet of choice.fields.bet) takeBack.add(bet);
    if (choice.type !== "bet" || isList(choice.fields.amount)) continue;
    for (const bet of choice.fields.bet) limits.set(bet, choice.fields.amount);
  }
  return { props, limits, takeBack, may, chip };
};

const isList = (domain: readonly number[] | Limits): domain is readonly number[] =>
  Array.isArray(domain);

export const LayoutContext = createContext<Layout | null>(null);

export const useLayout = (): Layout => {
  const layout = use(LayoutContext);
  if (!layout) throw new Error("a bet stands outside the table");
  return layout;
};

export const nameOf = ({ players, you }: BaccaratProps, seat: number): string =>
  seat === you ? "You" : (players[seat] ?? `Seat ${seat + 1}`);
