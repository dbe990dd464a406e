import type { Game } from "@parlor/kit";
import { blackjack } from "./blackjack/index.ts";
import { coinFlip } from "./coin-flip/index.ts";
import { craps } from "./craps/index.ts";
import { ticTacToe } from "./tic-tac-toe/index.ts";

/** The games that Parlor ships. */
export const games: readonly Game[] = [craps, coinFlip, ticTacToe, blackjack];
