export { newVideoPokerCounter } from "./count.ts";
export { videoPoker } from "./game.ts";
export { newBestHold, type BestHold } from "./holds.ts";
export { newVideoPokerStrategy } from "./strategy.ts";
