export { connectFour } from "./game.ts";
