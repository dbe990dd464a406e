import type { Event } from "../history.ts";
import type { Stored } from "../stored.ts";
import { checkAnswers } from "./answers.ts";
import type { Finding } from "./finding.ts";
import { readJournals } from "./journals.ts";
import { checkMoney, checkWallets } from "./money.ts";
import { checkOwners } from "./owners.ts";
import { checkVerified } from "./verified.ts";
import { checkViews } from "./views.ts";

/** Everything that a run's end can be held to: what clients were told, and what the database has. */
export const checkRun = async (
  events: readonly Event[],
  stored: Stored,
): Promise<readonly Finding[]> => {
  const { journals, findings } = readJournals(stored);
  return [
    ...findings,
    ...checkAnswers(events, journals),
    ...checkViews(events, stored, journals),
    ...checkMoney(stored, journals),
    ...checkWallets(events, stored),
    ...checkOwners(stored),
    ...(await checkVerified(stored)),
  ];
};
