import type { Table, TableEvent, TableUpdate } from "@parlor/client";
import type { GameTypes } from "@parlor/kit";
import type { RefusalReply } from "@parlor/protocol";
import { useEffect, useMemo, useState } from "react";
import { useParlor } from "../page-context.tsx";

/** The page shows the last rolls and results, no more; older ones are in the history. */
const eventCountMax = 300;

export interface Seen {
  readonly update: TableUpdate | null;
  readonly refusal: RefusalReply | null;
  readonly events: readonly TableEvent<GameTypes>[];
  /** The commitment of each round as it was shown before the round was over: what a revealed seed has to fit. */
  readonly commitments: ReadonlyMap<number, string>;
}

const nothing: Seen = { update: null, refusal: null, events: [], commitments: new Map() };

const seenAfter = (seen: Seen, update: TableUpdate): Seen => {
  const { number, commitment } = update.view.round;
  const first = !seen.commitments.has(number);
  return {
    update,
    refusal: null,
    events: [...seen.events, ...update.events].slice(-eventCountMax),
    // What was shown first counts: a commitment that changed later would be the cheat to catch.
    commitments: first ? new Map([...seen.commitments, [number, commitment]]) : seen.commitments,
  };
};

/** Watches a session for as long as the part of the page that asks is there. */
export const useTable = (session: string): { readonly table: Table; readonly seen: Seen } => {
  const parlor = useParlor();
  const table = useMemo(() => parlor.table(session), [parlor, session]);
  const [seen, setSeen] = useState(nothing);
  useEffect(() => {
    const stopWatching = table.watch((update) => setSeen((before) => seenAfter(before, update)));
    const stopListening = table.subscribe(() => {
      const { refusal } = table;
      if (refusal) setSeen((before) => ({ ...before, refusal }));
    });
    return () => {
      stopWatching();
      stopListening();
    };
  }, [table]);
  return { table, seen };
};
