import { currency, endReasons, sessionStatuses } from "@parlor/kit";
import { z } from "zod";

export const limits = z.object({ min: z.int(), max: z.int(), step: z.int().optional() });
export const outcome = z.object({ places: z.array(z.array(z.int())) });

/** Who sits in a seat. The id is the player's public name on this server, never a token. */
export const seatedPlayer = z.object({
  id: z.string(),
  name: z.string(),
  bot: z.string().optional().describe("Only for a bot: which one it is. A person never has it."),
});

/** One line of the lobby. */
export const sessionSummary = z.object({
  id: z.string(),
  game: z.string(),
  version: z.string(),
  title: z.string(),
  status: z.enum(sessionStatuses),
  host: z.string(),
  players: z.array(seatedPlayer.nullable()),
  seatCount: z.int(),
  limits,
  currency,
  createdAt: z.number(),
});
export type SessionSummary = z.output<typeof sessionSummary>;

/** What does not change while a session lives. */
export const sessionInfo = z.object({
  id: z.string(),
  game: z.string(),
  version: z.string(),
  title: z.string(),
  host: z.string(),
  config: z.unknown(),
  limits,
  currency,
  seatCount: z.int(),
  seatsMin: z.int(),
  createdAt: z.number(),
});
export type SessionInfo = z.output<typeof sessionInfo>;

export const timer = z.object({ dueAt: z.number(), seat: z.int().nullable() });
export const ending = z.object({
  reason: z.enum(endReasons),
  at: z.number(),
  outcome: outcome.nullable(),
});

/** What one command may look like to the one it is offered to: a list of values or a range per field. */
export const choice = z.object({
  type: z.string(),
  fields: z.record(z.string(), z.union([z.array(z.unknown()), limits])),
});

export const sessionStats = z.object({
  actions: z.int(),
  rounds: z.int(),
  bets: z.int(),
  volume: z.int(),
  payouts: z.int(),
  playersMax: z.int(),
});

/** Everything that one seat, or a spectator, may see of a session after the entry `seq`. */
export const sessionView = z.object({
  seq: z.int(),
  /** The server's time when the view was made, to count timers down by. */
  now: z.number(),
  status: z.enum(sessionStatuses),
  ended: ending.optional(),
  /** The seat that this view is for; null for a spectator. */
  you: z.int().nullable(),
  players: z.array(seatedPlayer.nullable()),
  round: z.object({ number: z.int(), commitment: z.string() }),
  timers: z.record(z.string(), timer),
  stats: sessionStats,
  /** What the game shows; its shape is the game's. Null when the game failed to make it. */
  view: z.unknown(),
  /** What this seat may do now; left out for a spectator. */
  legal: z.array(choice).optional(),
});
export type SessionView = z.output<typeof sessionView>;

/** What is new in a view since the entry before `seq`: what is left out is as it was. */
export const viewChange = sessionView
  .omit({ you: true, view: true })
  .partial()
  .extend({
    seq: z.int(),
    now: z.number(),
    /** The whole of what the game shows, where it is not told by its `fields`. */
    view: z.unknown().optional(),
    /** The fields of what the game shows that are new; all others are as they were. */
    fields: z.record(z.string(), z.unknown()).optional(),
  });
export type ViewChange = z.output<typeof viewChange>;

/** The view after a change; what did not change is the same object. */
export const changedView = (before: SessionView, change: ViewChange): SessionView => {
  const { fields, ...parts } = change;
  // It was JSON, where nothing is there and undefined.
  const after: SessionView = { ...before, ...(parts as Partial<SessionView>) };
  // Only what is an object is told by its fields.
  return fields ? { ...after, view: { ...(before.view as object), ...fields } } : after;
};

/** A finished round with all that is needed to work out its draws again, or, where it is sealed, without. */
export const finishedRound = z.object({
  number: z.int(),
  seq: z.int(),
  at: z.number(),
  commitment: z.string(),
  serverSeed: z
    .string()
    .nullable()
    .describe("Null where the round is sealed: only the operator is told it, with the draws"),
  clientSeed: z.string().nullable(),
  draws: z.array(z.tuple([z.number(), z.number()])).nullable(),
  events: z.array(z.object({ type: z.string(), data: z.unknown() })),
});
export type FinishedRoundView = z.output<typeof finishedRound>;
