import type { Game } from "@parlor/kit";
import { baccarat } from "./baccarat/index.ts";
import { blackjack } from "./blackjack/index.ts";
import { coinFlip } from "./coin-flip/index.ts";
import { backgammon } from "./backgammon/index.ts";
import { connectFour } from "./connect-four/index.ts";
import { slotsCopperOrchard, slotsTideLantern } from "./slots/index.ts";
import { crash } from "./crash/index.ts";
import { craps } from "./craps/index.ts";
import { holdem } from "./holdem/index.ts";
import { kuhnPoker } from "./kuhn-poker/index.ts";
import { leducPoker } from "./leduc-poker/index.ts";
import { liarsDice } from "./liars-dice/index.ts";
import { roulette } from "./roulette/index.ts";
import { ticTacToe } from "./tic-tac-toe/index.ts";
import { videoPoker } from "./video-poker/index.ts";

/** The games that Parlor ships. */
export const games: readonly Game[] = [
  craps,
  roulette,
  blackjack,
  baccarat,
  coinFlip,
  crash,
  slotsCopperOrchard,
  slotsTideLantern,
  videoPoker,
  holdem,
  kuhnPoker,
  leducPoker,
  liarsDice,
  ticTacToe,
  connectFour,
  backgammon,
];
