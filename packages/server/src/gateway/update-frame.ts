import type { Seat } from "@parlor/kit";
import type { DownMessageOf } from "@parlor/protocol";
import { eventsOf, visibleTo, type Publication } from "../events/contract.ts";
import type { Platform } from "../platform.ts";

export type UpdateMissed = DownMessageOf<"update">["missed"];

/** What has been written for those who watch one commit. */
interface Written {
  readonly viewText: (seat: Seat | null) => string;
  readonly bySeat: Map<Seat | null, Buffer>;
}

// All spectators of a table, and each seat, get the same bytes: they are made once per commit.
const writtenFor = new WeakMap<Publication, Written>();

/** The frame of an `update`, for a seat or for spectators (null). */
export const updateFrame = (
  platform: Platform,
  publication: Publication,
  seat: Seat | null,
  missed: UpdateMissed,
): Buffer => {
  const { session, setup, state, entry } = publication;
  let written = writtenFor.get(publication);
  if (!written) {
    const standing = { id: session, setup, state, seq: entry.seq };
    written = { viewText: platform.sessions.lookTexts(standing), bySeat: new Map() };
    writtenFor.set(publication, written);
  }
  const known = missed ? undefined : written.bySeat.get(seat);
  if (known) return known;
  const events = JSON.stringify(visibleTo(eventsOf(entry), seat));
  // A `DownMessageOf<"update">`, put together from texts.
  const frame = Buffer.from(
    `{"type":"update","session":${JSON.stringify(session)},"view":${written.viewText(seat)},` +
      `"events":${events}${missed ? `,"missed":${JSON.stringify(missed)}` : ""}}`,
  );
  if (!missed) written.bySeat.set(seat, frame);
  return frame;
};
