import {
  heldSentences,
  placeOf,
  sessionName,
  soundBefore,
  type Finding,
  type Held,
  type Verdict,
} from "@parlor/verify";
import type { StoredProblem } from "./stored-problem.ts";

/** A verdict for a person: what held, or the first fault. `stored` is null when a file was checked. */
export const verdictText = (
  verdict: Verdict,
  stored: { readonly problem: StoredProblem | null } | null,
): string => {
  const { held } = verdict;
  const name = plain(sessionName(held));
  if (verdict.kind === "fault") return faultText(name, verdict.finding, held);
  const problem = stored?.problem;
  if (problem)
    return `${name}: the journal holds, but not what is kept beside it.
  ${problem.text} (${problem.code}, entry ${problem.seq})`;
  const lines = [
    ...heldSentences(held),
    ...(stored ? ["the store keeps the same head, setup, snapshot and balance"] : []),
    `head ${held.head}`,
  ];
  return [`${name}: everything holds.`, ...lines.map((line) => `  ${plain(line)}`)].join("\n");
};

const faultText = (name: string, finding: Finding, held: Held): string => {
  const { text, code, expected, found } = finding;
  return [
    `${name}: ${placeOf(finding, held)} is at fault.`,
    `  ${text} (${code})`,
    ...(expected === undefined ? [] : [`    expected  ${plain(expected)}`]),
    ...(found === undefined ? [] : [`    found     ${plain(found)}`]),
    ...(held.entries === 0 ? [] : [`  ${soundBefore(held)}`]),
  ].join("\n");
};

/** What a file says must not give a terminal orders. */
const plain = (text: string): string => text.replaceAll(/\p{Cc}/gu, "\uFFFD");
