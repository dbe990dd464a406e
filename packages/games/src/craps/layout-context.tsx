import type { Limits, Seat, TypesOfGame } from "@parlor/kit";
import { createContext, use } from "react";
import type { TableProps } from "../table-props.ts";
import type { BetId, Spot } from "./bet-ids.ts";
import type { craps } from "./game.ts";

export type CrapsProps = TableProps<TypesOfGame<typeof craps>>;
export type OpenBetView = CrapsProps["view"]["bets"][number];

/** What every spot of the layout needs to know. */
export interface Layout {
  readonly props: CrapsProps;
  /** What may be added now to each bet that may be made at all. */
  readonly limits: ReadonlyMap<BetId, Limits>;
  readonly takeDown: ReadonlySet<Spot>;
  readonly callable: ReadonlySet<Spot>;
  readonly mayRoll: boolean;
  readonly mayPass: boolean;
  /** What one click bets. */
  readonly chip: number;
}

export const layoutOf = (props: CrapsProps, chip: number): Layout => {
  const limits = new Map<BetId, Limits>();
  const takeDown = new Set<Spot>();
  const callable = new Set<Spot>();
  const types = new Set<string>();
  for (const choice of props.legal) {
    types.add(choice.type);
    if (choice.type === "take-down") for (const spot of choice.fields.bet) takeDown.add(spot);
    if (choice.type === "working") for (const spot of choice.fields.bet) callable.add(spot);
    if (choice.type !== "bet" || isList(choice.fields.amount)) continue;
    for (const bet of choice.fields.bet) limits.set(bet, choice.fields.amount);
  }
  return {
    props,
    limits,
    takeDown,
    callable,
    mayRoll: types.has("roll"),
    mayPass: types.has("pass-dice"),
    chip,
  };
};

const isList = (domain: readonly number[] | Limits): domain is readonly number[] =>
  Array.isArray(domain);

export const LayoutContext = createContext<Layout | null>(null);

export const useLayout = (): Layout => {
  const layout = use(LayoutContext);
  if (!layout) throw new Error("a spot stands outside the layout");
  return layout;
};

export const ownBets = ({ view, you }: CrapsProps): readonly OpenBetView[] =>
  you === null ? [] : view.bets.filter(({ seat }) => seat === you);

export const nameOf = ({ players, you }: CrapsProps, seat: Seat): string =>
  seat === you ? "You" : (players[seat] ?? `Seat ${seat + 1}`);
