import type { Event } from "../history.ts";
import type { FeedBatch } from "../load/feed-reader.ts";
import type { Stored } from "../stored.ts";
import { checkAnswers } from "./answers.ts";
import { checkEvents } from "./events.ts";
import { checkFeed } from "./feed.ts";
import type { Finding } from "./finding.ts";
import { readJournals } from "./journals.ts";
import { checkMoney, checkWallets } from "./money.ts";
import { checkOwners } from "./owners.ts";
import { checkVerified } from "./verified.ts";
import { checkViews } from "./views.ts";

/** All that programs outside the cluster were told. */
export interface Told {
  readonly events: readonly Event[];
  readonly batches: readonly FeedBatch[];
}

/** Everything that a run's end can be held to: what clients were told, and what the database has. */
export const checkRun = async (
  { events, batches }: Told,
  stored: Stored,
): Promise<readonly Finding[]> => {
  const { journals, findings } = readJournals(stored);
  return [
    ...findings,
    ...checkAnswers(events, journals),
    ...checkViews(events, stored, journals),
    ...checkEvents(events, journals),
    ...checkFeed(batches, stored, journals),
    ...checkMoney(stored, journals),
    ...checkWallets(events, stored),
    ...checkOwners(stored),
    ...(await checkVerified(stored)),
  ];
};
