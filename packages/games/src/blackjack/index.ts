export { blackjack } from "./game.ts";
