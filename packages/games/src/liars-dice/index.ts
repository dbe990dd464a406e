export { liarsDice } from "./game.ts";
