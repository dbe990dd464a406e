export { holdem } from "./game.ts";
