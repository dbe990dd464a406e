import { formatAmount } from "@parlor/kit";
import type { Finding } from "./finding.ts";
import type { Held } from "./verdict.ts";

/** What held, for a person: one sentence for each kind of check. */
export const heldSentences = (held: Held): readonly string[] => {
  const { status, rounds, draws, drawsUnrevealed, transfers, currency, game, pinned } = held;
  const phase = status === "ended" ? "has ended" : `is ${(status ?? "").replaceAll("_", " ")}`;
  const time = `${timeText(held.from)} to ${laterText(held)} UTC`;
  const balance = currency === null ? "nothing" : formatAmount(held.balance, currency);
  return [
    `${count(held.entries, "entry", "entries")} in one chain, from ${time}; the session ${phase}`,
    `${count(rounds, "round")} with the seed that was committed to, ${count(draws, "draw")} worked out again`,
    ...(drawsUnrevealed > 0
      ? [`${count(drawsUnrevealed, "draw")} of a round whose seed is not out yet, taken as written`]
      : []),
    `every command gives the same events, transfers and state by the rules of ${game?.id} ${game?.version}`,
    transfers === 0
      ? "no money was moved"
      : `${count(transfers, "transfer")} ${transfers === 1 ? "adds" : "add"} up; the table's account holds ${balance}`,
    ...(held.hasEnd ? [] : ["the file is of the first version: it does not say where it ends"]),
    ...(pinned === null ? [] : [`entry ${pinned} has the hash that was noted down`]),
  ];
};

/** Which session a file is of, as far as that is known. */
export const sessionName = ({ title, game, session }: Held): string => {
  if (session === null) return "The file";
  return game
    ? `${title ?? game.id} (${game.id} ${game.version}), session ${session}`
    : `Session ${session}`;
};

/** Where a fault is. */
export const placeOf = ({ seq }: Finding, { entries, hasEnd }: Held): string => {
  if (seq === 0) return "the first line";
  return hasEnd && seq > entries ? "what comes after the last entry" : `entry ${seq}`;
};

/** How much of the file is sound before the fault; empty where nothing is. */
export const soundBefore = ({ entries }: Held): string => {
  if (entries === 0) return "";
  return entries === 1
    ? "The entry before it holds."
    : `The ${count(entries, "entry", "entries")} before it hold.`;
};

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** The day is said once where it is the same. */
const laterText = ({ from, until }: Held): string => {
  const [first, last] = [timeText(from), timeText(until)];
  const [day, time] = last.split(" ");
  return day !== undefined && time !== undefined && first.startsWith(day) ? time : last;
};

/** A file may hold any number; the calendar ends before the largest of them. */
const timeText = (at: number | null): string => {
  const date = new Date(at ?? Number.NaN);
  if (Number.isNaN(date.getTime())) return String(at);
  return date.toISOString().slice(0, 19).replace("T", " ");
};
