import type { Game } from "@parlor/kit";
import { coinFlip } from "./coin-flip/index.ts";
import { craps } from "./craps/index.ts";
import { holdem } from "./holdem/index.ts";
import { ticTacToe } from "./tic-tac-toe/index.ts";

/** The games that Parlor ships. */
export const games: readonly Game[] = [craps, coinFlip, holdem, ticTacToe];
