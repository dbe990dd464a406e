export { leducPoker } from "./game.ts";
