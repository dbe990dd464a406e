export { chanceOf } from "./crash-point.ts";
export { worthOf } from "./flight.ts";
export { crash } from "./game.ts";
