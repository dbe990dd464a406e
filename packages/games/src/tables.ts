import type { Game, GameTypes } from "@parlor/kit";
import type { ComponentType } from "react";
import { coinFlip } from "./coin-flip/game.ts";
import { CoinFlipTable } from "./coin-flip/table.tsx";
import type { TableProps } from "./table-props.ts";
import { ticTacToe } from "./tic-tac-toe/game.ts";
import { TicTacToeTable } from "./tic-tac-toe/table.tsx";

export { type SeenEvent, type TableProps } from "./table-props.ts";

/** A table component with the game's types erased, as a page holds it that knows no game. */
export type AnyTable = ComponentType<TableProps>;

const tableOf = <T extends GameTypes>(
  game: Game<T>,
  table: ComponentType<TableProps<T>>,
): readonly [string, AnyTable] =>
  // The page hands a component only what the server says of a session of this same game.
  [game.id, table as unknown as AnyTable];

/** The games that bring a table of their own, by the game's id; a page shows any other one in a general way. */
export const tables: Readonly<Record<string, AnyTable>> = Object.fromEntries([
  tableOf(coinFlip, CoinFlipTable),
  tableOf(ticTacToe, TicTacToeTable),
]);
