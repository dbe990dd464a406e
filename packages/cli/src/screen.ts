import type { TableUpdate } from "@parlor/client";
import { formatAmount } from "@parlor/kit";

// The prompt's line has the round's number, and the seeds are for `parlor export`.
const unspoken = new Set(["action-processed", "round-finished"]);

/** A table as text: who sits where, what the game shows, what just happened. */
export const screenOf = ({ info, view, events }: TableUpdate): string => {
  const seats = view.players.map(
    (player, seat) => `${seat}: ${player ? player.name : "-"}${seat === view.you ? " (you)" : ""}`,
  );
  const told = events
    .filter(({ type }) => !unspoken.has(type))
    .map(({ type, data }) => `  * ${type} ${inline(data)}`);
  return [
    ...told,
    `-- ${info.title}, ${view.status}, round ${view.round.number} | ${seats.join("  ")}`,
    ...(view.view === null ? [] : outline(view.view)),
  ].join("\n");
};

export const walletText = (wallet: Readonly<Record<string, number>> | null): string =>
  Object.entries(wallet ?? {})
    .map(([currency, balance]) => formatAmount(balance, currency as `${string}/${number}`)) // the server's own currencies
    .join(", ");

/** `side=heads won=980`; what is nested comes as JSON. */
const inline = (data: unknown): string => {
  if (typeof data !== "object" || data === null) return JSON.stringify(data) ?? "";
  return Object.entries(data)
    .map(([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" ");
};

/** One line a field; empty ones are left out. */
const outline = (view: unknown): string[] => {
  if (typeof view !== "object" || view === null) return [`   ${JSON.stringify(view)}`];
  return Object.entries(view)
    .filter(
      ([, value]: [string, unknown]) =>
        value !== null && !(Array.isArray(value) && value.length === 0),
    )
    .map(
      ([key, value]: [string, unknown]) =>
        `   ${key}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`,
    );
};
