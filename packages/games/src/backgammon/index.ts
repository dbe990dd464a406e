export { backgammon } from "./game.ts";
