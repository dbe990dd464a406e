export { roulette } from "./game.ts";
