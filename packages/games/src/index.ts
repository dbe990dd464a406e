import type { Game } from "@parlor/kit";
import { baccarat } from "./baccarat/index.ts";
import { coinFlip } from "./coin-flip/index.ts";
import { craps } from "./craps/index.ts";
import { roulette } from "./roulette/index.ts";
import { ticTacToe } from "./tic-tac-toe/index.ts";

/** The games that Parlor ships. */
export const games: readonly Game[] = [craps, roulette, baccarat, coinFlip, ticTacToe];
