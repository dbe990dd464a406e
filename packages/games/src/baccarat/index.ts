export { betIds } from "./bet-ids.ts";
export { countBet, countBetOn } from "./counting.ts";
export { baccarat } from "./game.ts";
