export { countBet } from "./analysis/count.ts";
export { bestAction } from "./analysis/strategy.ts";
export { blackjack } from "./game.ts";
