export { kuhnPoker } from "./game.ts";
