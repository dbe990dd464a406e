export { coinFlip } from "./game.ts";
