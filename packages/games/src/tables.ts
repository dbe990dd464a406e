import type { Action, Choice, Game, GameTypes } from "@parlor/kit";
import type { ComponentType } from "react";
import { coinFlip } from "./coin-flip/game.ts";
import { CoinFlipTable } from "./coin-flip/table.tsx";
import { craps } from "./craps/game.ts";
import { CrapsTable } from "./craps/table.tsx";
import type { TableProps } from "./table-props.ts";
import { ticTacToe } from "./tic-tac-toe/game.ts";
import { TicTacToeTable } from "./tic-tac-toe/table.tsx";

export { type SeenEvent, type TableProps } from "./table-props.ts";

/** What a page that knows no game has for every one of them. */
export type AnyTableProps = Omit<TableProps, "legal" | "events" | "act"> & {
  readonly legal: readonly Choice[];
  readonly events: readonly {
    readonly seq: number;
    readonly type: string;
    readonly data: unknown;
  }[];
  readonly act: (action: Action) => void;
};
export type AnyTable = ComponentType<AnyTableProps>;

const tableOf = <T extends GameTypes>(
  game: Game<T>,
  table: ComponentType<TableProps<T>>,
): readonly [string, AnyTable] =>
  // The page hands a component only what the server says of a session of this same game.
  [game.id, table as unknown as AnyTable];

/** The games that bring a table of their own, by the game's id; a page shows any other one in a general way. */
export const tables: Readonly<Record<string, AnyTable>> = Object.fromEntries([
  tableOf(coinFlip, CoinFlipTable),
  tableOf(craps, CrapsTable),
  tableOf(ticTacToe, TicTacToeTable),
]);
