import type { Action, Choice, GameTypes, TypesOfGame } from "@parlor/kit";
import { lazy, type ComponentType } from "react";
import type { blackjack } from "./blackjack/game.ts";
import type { coinFlip } from "./coin-flip/game.ts";
import type { craps } from "./craps/game.ts";
import type { TableProps } from "./table-props.ts";
import type { ticTacToe } from "./tic-tac-toe/game.ts";

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

/** Loads a game's table with the first session of that game, so that a page begins without any of them. */
const tableOf = <T extends GameTypes>(
  load: () => Promise<ComponentType<TableProps<T>>>,
): AnyTable =>
  // The page hands a component only what the server says of a session of this same game.
  lazy(async () => ({ default: (await load()) as unknown as AnyTable }));

/** The games that bring a table of their own, by the game's id; a page shows any other one in a general way. */
export const tables: Readonly<Record<string, AnyTable>> = {
  blackjack: tableOf<TypesOfGame<typeof blackjack>>(
    async () => (await import("./blackjack/table.tsx")).BlackjackTable,
  ),
  "coin-flip": tableOf<TypesOfGame<typeof coinFlip>>(
    async () => (await import("./coin-flip/table.tsx")).CoinFlipTable,
  ),
  craps: tableOf<TypesOfGame<typeof craps>>(
    async () => (await import("./craps/table.tsx")).CrapsTable,
  ),
  "tic-tac-toe": tableOf<TypesOfGame<typeof ticTacToe>>(
    async () => (await import("./tic-tac-toe/table.tsx")).TicTacToeTable,
  ),
};
