import { z } from "zod";
import { commandIdLengthMax, playerNameLengthMax, playerSeedLengthMax } from "./limits.ts";
import type { Currency, Limits } from "./money.ts";
import type { Outcome, Seat } from "./table.ts";

/** Everything about a session that never changes; it is in the journal's first entry. */
export interface SessionSetup {
  readonly game: { readonly id: string; readonly version: string };
  /** Already parsed by the game's schema. */
  readonly config: unknown;
  readonly limits: Limits;
  readonly currency: Currency;
  readonly seatCount: number;
  /** How many must sit before play can begin. */
  readonly seatsMin: number;
  /** Play begins by itself as soon as enough players sit; otherwise the host resumes. */
  readonly autoStart: boolean;
  /** The house takes no further bets once it is this much behind at the table. */
  readonly liabilityMax: number;
  /** The player who opened the session and may pause, resume and end it. */
  readonly host: string;
  readonly title: string;
}

export const sessionStatuses = ["waiting", "in_progress", "paused", "ended"] as const;
export type SessionStatus = (typeof sessionStatuses)[number];
export const endReasons = ["completed", "players_left", "timeout", "error", "admin"] as const;
export type EndReason = (typeof endReasons)[number];

/** Where a session is in its life; each phase has only the fields that mean something in it. */
export type Phase =
  | { readonly status: "waiting" }
  | { readonly status: "in_progress" }
  | { readonly status: "paused"; readonly at: number }
  | {
      readonly status: "ended";
      readonly at: number;
      readonly reason: EndReason;
      readonly outcome: Outcome | null;
    };

export interface Player {
  readonly id: string;
  readonly name: string;
  /** What this player adds to the table's client seed. */
  readonly seed: string;
}

/** A running timer; while the session is paused `dueAt` stands still and is moved on at the resume. */
export interface Timer {
  readonly dueAt: number;
  readonly seat: Seat | null;
  /** Present where nobody may know when it is due: its moment says what is hidden. */
  readonly secret?: true;
}
export type Timers = Readonly<Record<string, Timer>>;

/** [V1] The timers that anybody at the table may see. */
export const publicTimers = (timers: Timers): Timers =>
  Object.values(timers).some(({ secret }) => secret)
    ? Object.fromEntries(Object.entries(timers).filter(([, { secret }]) => !secret))
    : timers;

export interface Round {
  /** The round's number in the session, from 1; also the nonce of its stream. */
  readonly number: number;
  /** The hash of the round's server seed, in the journal before anything is bet on it. */
  readonly commitment: string;
  /** Set by the round's first draw, from the seats' seeds at that moment. */
  readonly clientSeed: string | null;
  /** How many words of the round's stream are used up. */
  readonly wordsUsed: number;
}

/** What a session counts of itself. Amounts are in minor units of its currency. */
export interface SessionStats {
  readonly actions: number;
  readonly rounds: number;
  readonly bets: number;
  /** The sum of all stakes, without those that were handed back undecided. */
  readonly volume: number;
  /** The sum of all that was paid to players, returned stakes of won bets included. */
  readonly payouts: number;
  /** The most players that sat at once. */
  readonly playersMax: number;
}

/** What commands change: the whole of it is hashed into every journal entry. */
export interface SessionState {
  readonly phase: Phase;
  readonly players: readonly (Player | null)[];
  readonly round: Round;
  readonly timers: Timers;
  /** What each seat has on the table, as the game's `stakes` told after the last command. */
  readonly open: readonly number[];
  /** The balance of the table's account. */
  readonly tableBalance: number;
  readonly createdAt: number;
  /** The time of the last command of a player. */
  readonly activeAt: number;
  readonly stats: SessionStats;
  /** The game's own state. */
  readonly game: unknown;
}

const commandId = z.string().min(1).max(commandIdLengthMax);
const text = (max: number) => z.string().min(1).max(max);
export const playerName = text(playerNameLengthMax);
export const playerSeed = text(playerSeedLengthMax).regex(
  /^[\x21-\x2b\x2d-\x7e]+$/,
  "visible ASCII without a comma",
);

/** What may be asked of a session. `player` is whoever the platform has authenticated. */
export const command = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("join"),
    id: commandId,
    player: z.string(),
    name: playerName,
    seat: z.int().min(0).optional(),
    seed: playerSeed,
  }),
  z.object({ kind: z.literal("leave"), id: commandId, player: z.string() }),
  z.object({
    kind: z.literal("act"),
    id: commandId,
    player: z.string(),
    action: z.looseObject({ type: z.string() }),
  }),
  z.object({ kind: z.literal("timeout"), id: commandId, timer: z.string() }),
  z.object({ kind: z.literal("pause"), id: commandId, by: z.string() }),
  z.object({ kind: z.literal("resume"), id: commandId, by: z.string() }),
  z.object({ kind: z.literal("end"), id: commandId, by: z.string(), reason: z.enum(endReasons) }),
  z.object({ kind: z.literal("void"), id: commandId, by: z.string(), detail: z.string() }),
]);
export type Command = z.output<typeof command>;
export type CommandKind = Command["kind"];

/** Why money moved. */
export type TransferKind =
  | "bet"
  | "payout"
  | "refund"
  | "rake"
  /** From a table into a pool; from a pool to a player; what the house adds to a jackpot, into the pool just before it is paid. */
  | "contribution"
  | "jackpot"
  | "seed"
  | "sweep"
  | "deposit"
  | "withdrawal";

/** One debit and one credit of the same amount. Never changed, never deleted. */
export interface Transfer {
  readonly debit: string;
  readonly credit: string;
  readonly amount: number;
  readonly kind: TransferKind;
  readonly bet?: string;
}

export interface GameEvent {
  readonly type: string;
  readonly data: unknown;
  /** The only seats that may hear of it; absent: everybody. */
  readonly to?: readonly Seat[];
}

/** A round that is over, with all that is needed to work out its draws again. */
export interface FinishedRound {
  readonly number: number;
  readonly serverSeed: string;
  readonly commitment: string;
  /** Null when nothing was drawn in the round. */
  readonly clientSeed: string | null;
  /** Present where the server seed is for the operator alone: the game's rounds are sealed. */
  readonly sealed?: true;
}

/** What has been paid into pools and not been won, in minor units, by the pools' names; without their seeds. */
export type PoolBalances = Readonly<Record<string, number>>;

/** What one command did: journalled beside what was asked, so that changed rules cannot rewrite it. */
export interface Deed {
  readonly events: readonly GameEvent[];
  readonly transfers: readonly Transfer[];
  /** Each draw as [bound, value], in order. */
  readonly draws: readonly (readonly [bound: number, value: number])[];
  /** Present when the round's client seed was fixed by this command. */
  readonly clientSeed?: string;
  /** What was in the pools that the game looked at, by name: an input like chance, so that the command can be done again. */
  readonly pools?: PoolBalances;
  readonly finished?: FinishedRound;
  /** The commitment to the round that begins with this entry. */
  readonly next?: { readonly number: number; readonly commitment: string };
  readonly seat?: Seat;
  readonly started?: true;
  readonly ended?: SessionSummary;
}

/** How a session went, told once when it ends. */
export interface SessionSummary {
  readonly reason: EndReason;
  readonly outcome: Outcome | null;
  readonly durationMs: number;
  readonly stats: SessionStats;
}

export const accountOf = {
  player: (id: string) => `player:${id}`,
  table: (session: string) => `table:${session}`,
  /** Shared by all sessions of the game. Neither a game's id nor a pool's name has a colon. */
  pool: (game: string, pool: string) => `pool:${game}:${pool}`,
  house: "house",
  rake: "rake",
  world: "world",
} as const;

export const seatOf = (state: SessionState, player: string): Seat | null => {
  const seat = state.players.findIndex((seated) => seated?.id === player);
  return seat < 0 ? null : seat;
};

export const seatsTaken = (state: SessionState): Seat[] => {
  const seats: Seat[] = [];
  for (const [seat, player] of state.players.entries()) if (player) seats.push(seat);
  return seats;
};
