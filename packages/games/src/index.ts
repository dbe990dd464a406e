import type { Game } from "@parlor/kit";
import { coinFlip } from "./coin-flip/index.ts";
import { crash } from "./crash/index.ts";
import { craps } from "./craps/index.ts";
import { kuhnPoker } from "./kuhn-poker/index.ts";
import { leducPoker } from "./leduc-poker/index.ts";
import { liarsDice } from "./liars-dice/index.ts";
import { ticTacToe } from "./tic-tac-toe/index.ts";

/** The games that Parlor ships. */
export const games: readonly Game[] = [
  craps,
  coinFlip,
  ticTacToe,
  crash,
  kuhnPoker,
  leducPoker,
  liarsDice,
];
