export type { CreateCommand, Entry } from "@parlor/kit";
export { decodeEntry, encodeEntry, textHash } from "./entry.ts";
export { exportSession } from "./export.ts";
export { stateText } from "./state-text.ts";
