import type { Action, Choice, GameTypes, TypesOfGame } from "@parlor/kit";
import { lazy, type ComponentType } from "react";
import type { backgammon } from "./backgammon/game.ts";
import type { baccarat } from "./baccarat/game.ts";
import type { blackjack } from "./blackjack/game.ts";
import type { coinFlip } from "./coin-flip/game.ts";
import type { connectFour } from "./connect-four/game.ts";
import type { slotMachine } from "./slots/game.ts";
import type { MachineData } from "./slots/machine.ts";
import type { crash } from "./crash/game.ts";
import type { craps } from "./craps/game.ts";
import type { kuhnPoker } from "./kuhn-poker/game.ts";
import type { leducPoker } from "./leduc-poker/game.ts";
import type { liarsDice } from "./liars-dice/game.ts";
import type { roulette } from "./roulette/game.ts";
import type { holdem } from "./holdem/game.ts";
import type { TableProps } from "./table-props.ts";
import type { ticTacToe } from "./tic-tac-toe/game.ts";
import type { videoPoker } from "./video-poker/game.ts";

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

const slotTableOf = (load: () => Promise<MachineData>): AnyTable =>
  tableOf<TypesOfGame<ReturnType<typeof slotMachine>>>(async () =>
    (await import("./slots/table.tsx")).slotTable(await load()),
  );

/** The games that bring a table of their own, by the game's id; a page shows any other one in a general way. */
export const tables: Readonly<Record<string, AnyTable>> = {
  backgammon: tableOf<TypesOfGame<typeof backgammon>>(
    async () => (await import("./backgammon/table.tsx")).BackgammonTable,
  ),
  baccarat: tableOf<TypesOfGame<typeof baccarat>>(
    async () => (await import("./baccarat/table.tsx")).BaccaratTable,
  ),
  blackjack: tableOf<TypesOfGame<typeof blackjack>>(
    async () => (await import("./blackjack/table.tsx")).BlackjackTable,
  ),
  "coin-flip": tableOf<TypesOfGame<typeof coinFlip>>(
    async () => (await import("./coin-flip/table.tsx")).CoinFlipTable,
  ),
  "connect-four": tableOf<TypesOfGame<typeof connectFour>>(
    async () => (await import("./connect-four/table.tsx")).ConnectFourTable,
  ),
  craps: tableOf<TypesOfGame<typeof craps>>(
    async () => (await import("./craps/table.tsx")).CrapsTable,
  ),
  "slots-copper-orchard": slotTableOf(
    async () => (await import("./slots/machines/copper-orchard.ts")).copperOrchard,
  ),
  "slots-tide-lantern": slotTableOf(
    async () => (await import("./slots/machines/tide-lantern.ts")).tideLantern,
  ),
  crash: tableOf<TypesOfGame<typeof crash>>(
    async () => (await import("./crash/table.tsx")).CrashTable,
  ),
  "kuhn-poker": tableOf<TypesOfGame<typeof kuhnPoker>>(
    async () => (await import("./kuhn-poker/table.tsx")).KuhnPokerTable,
  ),
  "leduc-poker": tableOf<TypesOfGame<typeof leducPoker>>(
    async () => (await import("./leduc-poker/table.tsx")).LeducPokerTable,
  ),
  "liars-dice": tableOf<TypesOfGame<typeof liarsDice>>(
    async () => (await import("./liars-dice/table.tsx")).LiarsDiceTable,
  ),
  roulette: tableOf<TypesOfGame<typeof roulette>>(
    async () => (await import("./roulette/table.tsx")).RouletteTable,
  ),
  holdem: tableOf<TypesOfGame<typeof holdem>>(
    async () => (await import("./holdem/table.tsx")).HoldemTable,
  ),
  "tic-tac-toe": tableOf<TypesOfGame<typeof ticTacToe>>(
    async () => (await import("./tic-tac-toe/table.tsx")).TicTacToeTable,
  ),
  "video-poker": tableOf<TypesOfGame<typeof videoPoker>>(
    async () => (await import("./video-poker/table.tsx")).VideoPokerTable,
  ),
};
