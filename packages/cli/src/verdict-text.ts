import { formatAmount } from "@parlor/kit";
import type { Finding, Held, Verdict } from "@parlor/verify";
import type { StoredProblem } from "./stored-problem.ts";

interface Circumstances {
  /** What the store has beside the journal; null when a file was checked. */
  readonly stored: { readonly problem: StoredProblem | null } | null;
  readonly isPinned: boolean;
}

/** A verdict for a person: what held, or the first fault in a sentence. */
export const verdictText = (verdict: Verdict, { stored, isPinned }: Circumstances): string => {
  const { held } = verdict;
  const name = nameOf(held);
  if (verdict.kind === "fault") return [...faultLines(name, verdict.finding, held)].join("\n");
  const problem = stored?.problem;
  if (problem) {
    return [
      `${name}: the journal holds, but not what is kept beside it.`,
      `  ${problem.text} (${problem.code}, entry ${problem.seq})`,
    ].join("\n");
  }
  const lines = [...heldLines(held)];
  if (isPinned) lines.push(`entry ${held.pinned} has the hash that was noted down`);
  if (stored) lines.push("the store keeps the same head, setup, snapshot and balance");
  lines.push(`head ${held.head}`);
  return [`${name}: everything holds.`, ...lines.map((line) => `  ${line}`)].join("\n");
};

function* heldLines(held: Held): Generator<string> {
  const { status, rounds, draws, drawsUnrevealed, transfers, currency, game } = held;
  const time = `${timeText(held.from)} to ${timeText(held.until)} UTC`;
  const phase = status === "ended" ? "the session has ended" : `the session is ${phaseOf(status)}`;
  yield `${count(held.entries, "entry", "entries")} in one chain, from ${time}; ${phase}`;
  const seeds = `${count(rounds, "round")} with the seed that was committed to`;
  yield `${seeds}, ${count(draws, "draw")} worked out again`;
  if (drawsUnrevealed > 0)
    yield `${count(drawsUnrevealed, "draw")} of a round whose seed is not out yet, taken as written`;
  yield `every command gives the same events, transfers and state by the rules of ${game?.id} ${game?.version}`;
  const balance = currency === null ? "nothing" : formatAmount(held.balance, currency);
  yield `${count(transfers, "transfer")} add up; the table's account holds ${balance}`;
  if (!held.hasEnd) yield "the file is of the first version: it does not say where it ends";
}

function* faultLines(name: string, finding: Finding, held: Held): Generator<string> {
  const place = finding.seq === 0 ? "the first line" : `entry ${finding.seq}`;
  const isBehind = finding.seq > held.entries && held.hasEnd;
  yield `${name}: ${isBehind ? "what comes after the last entry" : place} is at fault.`;
  yield `  ${finding.text} (${finding.code})`;
  if (finding.expected !== undefined) yield `    expected  ${plain(finding.expected)}`;
  if (finding.found !== undefined) yield `    found     ${plain(finding.found)}`;
  if (held.entries > 0) yield `  ${count(held.entries, "entry", "entries")} before it hold.`;
}

const nameOf = ({ title, game, session }: Held): string => {
  if (session === null) return "The file";
  const played = game ? `${title ?? game.id} (${game.id} ${game.version}), ` : "";
  return plain(`${played}session ${session}`);
};

const phaseOf = (status: Held["status"]): string => (status ?? "not open").replaceAll("_", " ");

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** A file may hold any number; the calendar ends before the largest of them. */
const timeText = (at: number | null): string => {
  const date = new Date(at ?? Number.NaN);
  if (Number.isNaN(date.getTime())) return String(at);
  return date.toISOString().slice(0, 19).replace("T", " ");
};

/** What a file says must not give a terminal orders. */
const plain = (text: string): string => text.replaceAll(/\p{Cc}/gu, "\uFFFD");
