import type { FeedBatch } from "../load/feed-reader.ts";
import type { Stored } from "../stored.ts";
import { expectedOf } from "./events.ts";
import { finding, type Finding } from "./finding.ts";
import type { Journals } from "./journals.ts";

/**
 * The feed of all sessions, read at one node after the other: every entry's public events once, in the order of the
 * store, whatever happened to the nodes and the database meanwhile.
 */
export const checkFeed = (
  batches: readonly FeedBatch[],
  stored: Stored,
  journals: Journals,
): readonly Finding[] => {
  const findings: Finding[] = [];
  const told = new Map<number, FeedBatch>();
  let before = 0;
  for (const batch of batches) {
    if (batch.position <= before)
      findings.push(finding("feed", `position ${batch.position} came after ${before}`));
    before = Math.max(before, batch.position);
    told.set(batch.position, batch);
  }
  for (const { session, seq, position } of stored.entries) {
    const entry = journals.get(session)?.[seq - 1];
    if (!entry) continue; // that is found wrong elsewhere
    const batch = told.get(position);
    told.delete(position);
    const wanted = expectedOf(entry).flatMap(({ type, to }, index) =>
      to === undefined ? [`${session} ${seq} ${index} ${type}`] : [],
    );
    const had = (batch?.events ?? []).map(
      (event) => `${event.session} ${event.seq} ${event.index} ${event.type}`,
    );
    if (wanted.join() === had.join()) continue;
    const what = `entry ${seq} of ${session}, at position ${position},`;
    findings.push(
      finding("feed", batch ? `${what} was told as ${had.join()}` : `${what} was never told`),
    );
  }
  for (const position of told.keys())
    findings.push(finding("feed", `there is no entry at position ${position}, but it was told`));
  return findings;
};
