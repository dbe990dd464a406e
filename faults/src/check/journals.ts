import { hash } from "node:crypto";
import type { Entry } from "@parlor/kit";
import type { Stored } from "../stored.ts";
import { finding, type Finding } from "./finding.ts";

/** Each session's entries by their place: the first is at 0. One that is missing is found wrong when they are read. */
export type Journals = ReadonlyMap<string, readonly (Entry | undefined)[]>;

export const sha256 = (text: string): string => hash("sha256", text);

/** [J2] [J3] Every session's entries without a gap, each with its own hash and that of the one before, no command twice. */
export const readJournals = (
  stored: Stored,
): { readonly journals: Journals; readonly findings: readonly Finding[] } => {
  const journals = new Map<string, (Entry | undefined)[]>();
  const heads = new Map<string, { readonly seq: number; readonly hash: string }>();
  const ids = new Set<string>();
  const findings: Finding[] = [];
  const wrong = (rule: string, text: string): number => findings.push(finding(rule, text));
  for (const row of stored.entries) {
    const place = `entry ${row.seq} of ${row.session}`;
    const before = heads.get(row.session) ?? { seq: 0, hash: "" };
    heads.set(row.session, row);
    if (row.seq !== before.seq + 1) wrong("J3", `${place} comes after entry ${before.seq}`);
    if (sha256(row.body) !== row.hash) wrong("J3", `${place} has another hash than its text`);
    const entry = JSON.parse(row.body) as Entry; // what the checks below compare
    if (entry.session !== row.session || entry.seq !== row.seq)
      wrong("J3", `${place} says that it is entry ${entry.seq} of ${entry.session}`);
    if (entry.prev !== before.hash) wrong("J3", `${place} does not go on from the one before it`);
    if (entry.command.id !== row.commandId)
      wrong("J2", `${place} is kept under ${row.commandId}, but did ${entry.command.id}`);
    const id = `${row.session} ${entry.command.id}`;
    if (ids.has(id)) wrong("J2", `${place} does the command ${entry.command.id} once more`);
    ids.add(id);
    const journal = journals.get(row.session) ?? [];
    journals.set(row.session, journal);
    journal[row.seq - 1] = entry;
  }
  for (const { id, headSeq, headHash } of stored.sessions) {
    const last = heads.get(id);
    if (last?.seq !== headSeq || last.hash !== headHash)
      wrong("J3", `${id} ends with entry ${last?.seq}, but its head is entry ${headSeq}`);
  }
  return { journals, findings };
};
