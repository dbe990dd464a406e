import type { Seat } from "@parlor/kit";
import type { DownMessageOf } from "@parlor/protocol";
import { eventsOf, visibleTo, type AddressedEvent, type Publication } from "../events/contract.ts";
import { keepingLatest } from "../latest.ts";
import type { Platform } from "../platform.ts";
import { changeText, viewText, type Shown } from "../sessions/contract.ts";
import { textFrame } from "./text-frame.ts";

export type UpdateMissed = DownMessageOf<"update">["missed"];

/** What has been written for those who watch one commit. */
interface Written {
  readonly now: number;
  /** `"session":"…"`. */
  readonly address: string;
  readonly events: readonly AddressedEvent[];
  /** The events where nobody is told more than others. */
  readonly publicEvents: string | undefined;
  readonly updates: Map<Shown, Buffer>;
  /** By what was shown before. */
  readonly changes: Map<Shown, Buffer>;
}

// All spectators of a table, and all seats that are told the same, get the same bytes: they are made once per commit. All
// are told in one turn; who catches up later gets frames of their own.
const writtenOf = keepingLatest((publication: Publication, platform: Platform): Written => {
  const events = eventsOf(publication.entry);
  const isPublic = events.every(({ to }) => to === undefined);
  return {
    now: platform.clock.now(),
    address: `"session":${JSON.stringify(publication.session)}`,
    events,
    publicEvents: isPublic ? JSON.stringify(events) : undefined,
    updates: new Map(),
    changes: new Map(),
  };
});

const eventsText = ({ publicEvents, events }: Written, seat: Seat | null): string =>
  publicEvents ?? JSON.stringify(visibleTo(events, seat));

/** The frame of an `update`: all that the seat, or a spectator, is shown. */
export const updateFrame = (
  platform: Platform,
  publication: Publication,
  shown: Shown,
  missed: UpdateMissed,
): Buffer => {
  const written = writtenOf(publication, platform);
  const known = missed ? undefined : written.updates.get(shown);
  if (known) return known;
  const { address, now } = written;
  // A `DownMessageOf<"update">`, put together from texts.
  const frame = textFrame(
    `{"type":"update",${address},"view":${viewText(shown, publication.entry.seq, now)},` +
      `"events":${eventsText(written, shown.seat)}${missed ? `,"missed":${JSON.stringify(missed)}` : ""}}`,
  );
  if (!missed) written.updates.set(shown, frame);
  return frame;
};

/** The frame of a `change`, for a seat, or a spectator, that was shown `before` after the entry before. */
export const changeFrame = (
  platform: Platform,
  publication: Publication,
  before: Shown,
  shown: Shown,
): Buffer => {
  const written = writtenOf(publication, platform);
  const known = written.changes.get(before);
  if (known) return known;
  const { address, now } = written;
  // A `DownMessageOf<"change">`, put together from texts.
  const frame = textFrame(
    `{"type":"change",${address},"view":${changeText(before, shown, publication.entry.seq, now)},` +
      `"events":${eventsText(written, shown.seat)}}`,
  );
  written.changes.set(before, frame);
  return frame;
};
