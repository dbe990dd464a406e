import type { EndReason, SessionStatus } from "@parlor/kit";

/** How the page says what the protocol calls by a code. */
export const statusText: Readonly<Record<SessionStatus, string>> = {
  waiting: "Waiting",
  in_progress: "Playing",
  paused: "Paused",
  ended: "Ended",
};

export const reasonText: Readonly<Record<EndReason, string>> = {
  completed: "The game was played to its end.",
  players_left: "The players left.",
  timeout: "Nobody played any more.",
  error: "The game failed; open bets went back.",
  admin: "It was closed; open bets went back.",
};

export const shareOf = (fraction: string): number => {
  const [numerator = 0, denominator = 1] = fraction.split("/").map(Number);
  return numerator / denominator;
};

/** A share as people read it: "1/50" is "2.00 %". */
export const percentText = (fraction: string): string =>
  `${(100 * shareOf(fraction)).toFixed(2)} %`;

export const durationText = (ms: number): string => {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
};

/** The name of a bot as people read it: `expert` is "Expert". */
export const wordOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
