import { currency, playerName, roundKinds } from "@parlor/kit";
import { z } from "zod";
import { limits, seatedPlayer, sessionInfo, sessionSummary, sessionView } from "./session-view.ts";

/** Bodies of the HTTP interface under `/v1`. */
export const guestRequest = z.strictObject({ name: playerName });
export const guestReply = z.object({
  token: z.string(),
  player: z.object({ id: z.string(), name: z.string() }),
  expiresAt: z.number(),
});
export type GuestReply = z.output<typeof guestReply>;

export const meReply = z.object({
  id: z.string(),
  name: z.string(),
  balances: z.record(z.string(), z.int()),
});
export type MeReply = z.output<typeof meReply>;

const schema = z.record(z.string(), z.unknown()).describe("A JSON Schema");
export const betInfo = z.object({
  bet: z.string(),
  title: z.string(),
  pays: z.string().optional(),
  edge: z
    .string()
    .optional()
    .describe("What the house keeps of a stake on average, as an exact fraction"),
  per: z.enum(["bet made", "bet resolved"]).optional(),
});
export const gameInfo = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  summary: z.string(),
  bank: z.enum(["house", "players", "none"]),
  seats: z.object({ min: z.int(), max: z.int() }),
  rounds: z
    .enum(roundKinds)
    .optional()
    .describe(
      "Sealed: the seed of a finished round stays with the operator; by default it is told",
    ),
  bets: z.array(betInfo),
  refusals: z.record(z.string(), z.string()),
  /** Whether new sessions of the game can be opened now. */
  available: z.boolean(),
  bots: z
    .array(z.string())
    .optional()
    .describe("The bots that a host may ask for at a table of this game"),
  config: schema,
  actions: z.record(z.string(), schema),
  events: z.record(z.string(), schema),
});
export type GameInfo = z.output<typeof gameInfo>;

export const openRequest = z.strictObject({
  game: z.string(),
  title: z.string().min(1).max(60).optional(),
  config: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("The game's own settings; every one has a default"),
  limits: limits.optional(),
  currency: currency.optional(),
  seatCount: z.int().min(1).optional(),
  autoStart: z
    .boolean()
    .optional()
    .describe("Begin as soon as enough players sit (the default); otherwise the host resumes"),
});
export type OpenRequest = z.output<typeof openRequest>;

export const botsRequest = z.strictObject({
  bot: z
    .string()
    .max(40)
    .default("medium")
    .describe("A level, or a bot that the game brings along"),
  seats: z
    .array(z.int().min(0))
    .min(1)
    .max(64)
    .optional()
    .describe("By default the first free seat"),
  fill: z.boolean().optional().describe("All free seats instead"),
});
export type BotsRequest = z.input<typeof botsRequest>;
export const botsReply = z.object({
  seats: z.array(z.object({ seat: z.int(), player: seatedPlayer })),
});
export type BotsReply = z.output<typeof botsReply>;

export const sessionReply = z.object({ info: sessionInfo, view: sessionView });
export type SessionReply = z.output<typeof sessionReply>;
export const sessionsReply = z.object({ sessions: z.array(sessionSummary) });
export type SessionsReply = z.output<typeof sessionsReply>;

/** RFC 9457 (`application/problem+json`), with the refusal's code. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string(),
  transient: z.boolean(),
});
export type Problem = z.output<typeof problem>;
