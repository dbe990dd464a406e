export { ticTacToe } from "./game.ts";
