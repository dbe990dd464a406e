import type { TableUpdate } from "@parlor/client";
import { formatAmount } from "@parlor/kit";
import { isMoney, moneyText, type Scale } from "./typed-money.ts";

// The line of the table has the round's number, and the seeds are for `parlor export`.
const unspoken = new Set(["action-processed", "round-finished"]);
/** A busy table tells the latest, and how much came before. */
const toldMax = 12;
const lineLengthMax = 100;

/** A table as text: who sits where, what the game shows, what just happened. */
export const screenOf = ({ info, view, events, missed }: TableUpdate, scale: Scale): string => {
  const told = events
    .filter(({ type }) => !unspoken.has(type))
    .map(({ type, data }) => `  * ${type} ${inline(data, scale)}`.trimEnd());
  const earlier = told.length - toldMax;
  return [
    ...(missed ? [`  * entries ${missed.join(" to ")} went by unseen`] : []),
    ...(earlier > 0 ? [`  * ${earlier} more, and then`] : []),
    ...told.slice(-toldMax),
    `-- ${info.title}, ${view.status.replace("_", " ")}, round ${view.round.number} | ${seatsText(view)}`,
    ...(view.view === null ? [] : outline(view.view, scale)),
  ].join("\n");
};

const seatsText = ({ players, you }: TableUpdate["view"]): string => {
  const taken = players.flatMap((player, seat) =>
    player ? [`${seat}: ${player.name}${noteOf(player.bot, seat === you)}`] : [],
  );
  const free = players.length - taken.length;
  return [...taken, ...(free > 0 ? [`${free} free`] : [])].join(", ");
};

const noteOf = (bot: string | undefined, isYou: boolean): string => {
  if (isYou) return " (you)";
  return bot === undefined ? "" : " (bot)";
};

export const walletText = (wallet: Readonly<Record<string, number>> | null): string =>
  Object.entries(wallet ?? {})
    .map(([currency, balance]) => formatAmount(balance, currency as `${string}/${number}`)) // the server's own currencies
    .join(", ");

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

const valueText = (field: string, value: unknown, scale: Scale): string => {
  if (typeof value === "number" && isMoney(field, scale)) return moneyText(value, scale);
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
};

/** `side=heads won=9.80`; what is nested comes as JSON. */
const inline = (data: unknown, scale: Scale): string => {
  if (typeof data !== "object" || data === null) return valueText("", data, scale);
  // A total is one of dice, unless there is a stake beside it.
  const named = (field: string): string =>
    field === "total" && Object.hasOwn(data, "stake") ? "stake" : field;
  return Object.entries(data)
    .filter(([field, value]) => !isEmpty(value) && !(value === 0 && isMoney(field, scale)))
    .map(([field, value]) => `${field}=${valueText(named(field), value, scale)}`)
    .join(" ");
};

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

/** One line a field, and one a thing where the field is a list of things; empty ones are left out. */
const outline = (view: unknown, scale: Scale): string[] => {
  if (typeof view !== "object" || view === null) return [`   ${valueText("", view, scale)}`];
  return Object.entries(view).flatMap(([field, value]: [string, unknown]) => {
    if (isEmpty(value)) return [];
    if (Array.isArray(value) && value.every((item) => isObject(item) && !Array.isArray(item)))
      return [`   ${field}:`, ...value.map((item) => `     ${inline(item, scale)}`)];
    return [`   ${field}: ${newest(valueText(field, value, scale))}`];
  });
};

/** Long lists grow at their end, so that is the part to show. */
const newest = (text: string): string =>
  text.length > lineLengthMax ? `…${text.slice(-lineLengthMax)}` : text;
