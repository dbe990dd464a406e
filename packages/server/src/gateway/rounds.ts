import { publicRound, type FinishedRound } from "@parlor/kit";
import type { FinishedRoundView } from "@parlor/protocol";
import { eventsOf, visibleTo } from "../events/contract.ts";
import { decodeEntry, type Entry } from "../journal/contract.ts";
import { entriesPageMax } from "../limits.ts";
import type { Store } from "../ports/store.ts";

/** Without a starting point, so many entries before the newest are looked through. */
const lookBackEntries = 500;

export interface RoundsWanted {
  /** The entry to begin after; undefined: only the latest are wanted. */
  readonly after: number | undefined;
  readonly limit: number;
  /** [V1] Sealed rounds are opened for the operator alone. */
  readonly isOperator: boolean;
}

/** The finished rounds after an entry, oldest first, each with the seeds to work out its draws again. */
export const finishedRounds = async (
  store: Store,
  session: string,
  head: number,
  { after, limit, isOperator }: RoundsWanted,
): Promise<FinishedRoundView[]> => {
  const rounds: FinishedRoundView[] = [];
  let seq = after ?? Math.max(0, head - lookBackEntries);
  // A round is told only when its first entry was seen too: its draws would not be whole otherwise.
  let since: Entry[] | undefined = seq === 0 ? [] : undefined;
  for (;;) {
    const rows = await store.entries(session, seq, entriesPageMax);
    for (const row of rows) {
      const entry = decodeEntry(row);
      seq = row.seq;
      since?.push(entry);
      if (!entry.did.finished) continue;
      if (since) rounds.push(roundOf(entry, entry.did.finished, since, isOperator));
      since = [];
      if (after !== undefined && rounds.length === limit) return rounds;
    }
    if (rows.length < entriesPageMax) return rounds.slice(-limit);
  }
};

const roundOf = (
  last: Entry,
  finished: FinishedRound,
  entries: readonly Entry[],
  isOperator: boolean,
): FinishedRoundView => {
  const isShut = finished.sealed === true && !isOperator;
  const { number, commitment, clientSeed, serverSeed } = isShut ? publicRound(finished) : finished;
  return {
    number,
    seq: last.seq,
    at: last.at,
    commitment,
    serverSeed,
    clientSeed,
    draws: isShut ? null : drawsIn(entries),
    events: entries.flatMap((entry) =>
      visibleTo(eventsOf(entry), null).map(({ type, data }) => ({ type, data })),
    ),
  };
};

const drawsIn = (entries: readonly Entry[]): [number, number][] =>
  entries.flatMap(({ did }) => did.draws.map(([bound, value]): [number, number] => [bound, value]));
