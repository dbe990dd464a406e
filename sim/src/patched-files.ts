/** The files of the server that faults are planted in, as their patches name them. */
export const resting = "server/src/sessions/resting.ts";
export const alarm = "server/src/sessions/alarm.ts";
export const memoryStore = "server/src/adapters/memory/memory-store.ts";
export const entryEvents = "server/src/events/entry-events.ts";
export const subscription = "server/src/events/subscription.ts";
export const feed = "server/src/events/feed.ts";
export const commitOf = "server/src/sessions/commit-of.ts";
export const liveSession = "server/src/sessions/live-session.ts";
