/** What the platform itself tells, beside what games emit. A game may not use these names. */
export const platformEventTypes = [
  "game-registered",
  "session-created",
  "player-joined",
  "player-left",
  "action-processed",
  "round-finished",
  "session-ended",
] as const;
export type PlatformEventType = (typeof platformEventTypes)[number];
