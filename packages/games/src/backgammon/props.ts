import type { TypesOfGame } from "@parlor/kit";
import type { TableProps } from "../table-props.ts";
import type { backgammon } from "./game.ts";

export type BackgammonProps = TableProps<TypesOfGame<typeof backgammon>>;

export const nameOf = ({ players, you }: BackgammonProps, seat: number): string =>
  seat === you ? "You" : (players[seat] ?? `Seat ${seat + 1}`);
