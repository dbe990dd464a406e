export { newSecret, sessionSeeds } from "./session-seeds.ts";
