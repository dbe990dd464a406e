export { countBet, countHands, type CountedCoup } from "./counting.ts";
export { baccarat } from "./game.ts";
