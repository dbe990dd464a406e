import { slotMachine } from "./game.ts";
import { copperOrchard } from "./machines/copper-orchard.ts";
import { tideLantern } from "./machines/tide-lantern.ts";

export { meanContents, newSlotCounter } from "./count.ts";
export { slotMachine } from "./game.ts";
export type { MachineData } from "./machine.ts";
export { copperOrchard } from "./machines/copper-orchard.ts";
export { tideLantern } from "./machines/tide-lantern.ts";

/** The machines that are shipped, as games. */
export const slotsTideLantern = slotMachine(tideLantern);
export const slotsCopperOrchard = slotMachine(copperOrchard);
