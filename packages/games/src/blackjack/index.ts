export { newAdviser } from "./analysis/advice.ts";
export { countBet } from "./analysis/count.ts";
export { exactEdge } from "./analysis/edge.ts";
export { countOutcomes } from "./analysis/outcomes.ts";
export { bestAction } from "./analysis/strategy.ts";
export { config } from "./config.ts";
export { blackjack } from "./game.ts";
