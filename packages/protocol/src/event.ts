import { z } from "zod";

/**
 * Something that happened in a session, for eyes outside. `seq` is the journal entry that it belongs
 * to; `index` counts the events of one entry.
 */
export const sessionEvent = z.object({
  session: z.string(),
  seq: z.int(),
  index: z.int(),
  at: z.number(),
  type: z.string(),
  data: z.unknown(),
});
export type SessionEvent = z.output<typeof sessionEvent>;

/** A session's event in the feed of the whole server, where `position` is its place in the store. */
export const feedEvent = sessionEvent.extend({ position: z.int(), game: z.string() });
export type FeedEvent = z.output<typeof feedEvent>;
