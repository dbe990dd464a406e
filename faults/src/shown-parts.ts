import { hash } from "node:crypto";
import { canonicalJson } from "@parlor/kit";
import type { ShownParts } from "./history.ts";

/** What of a view the journal decides: all but the moment at which it was made. */
export interface Decided {
  readonly status: string;
  readonly players: readonly ({ readonly id: string; readonly name: string } | null)[];
  readonly ended?: unknown;
  readonly round: unknown;
  readonly timers: unknown;
  readonly stats: unknown;
  readonly view: unknown;
  readonly legal?: unknown;
}

/** A view as it is kept and compared. */
export const partsOf = (view: Decided): ShownParts => ({
  status: view.status,
  ended: shortHash(view.ended),
  players: shortHash(view.players.map((player) => player && [player.id, player.name])),
  round: shortHash(view.round),
  timers: shortHash(view.timers),
  stats: shortHash(view.stats),
  view: shortHash(view.view),
  legal: shortHash(view.legal),
});

const hashLength = 10;

export const shortHash = (value: unknown): string => {
  // As JSON brings it over the wire: without what is undefined.
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) return "";
  return hash("sha1", canonicalJson(JSON.parse(text)), "base64").slice(0, hashLength);
};
