export { craps } from "./game.ts";
