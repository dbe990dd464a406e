import {
  command,
  currency,
  endReasons,
  limits,
  type CreateCommand,
  type Entry,
  type TransferKind,
} from "@parlor/kit";
import { z } from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const seat = z.int().min(0).max(limits.seatCountMax);
const bounds = z.strictObject({ min: z.int(), max: z.int(), step: z.int().optional() });

const setup = z.strictObject({
  game: z.strictObject({ id: z.string(), version: z.string() }),
  config: z.unknown(),
  limits: bounds,
  currency,
  seatCount: z.int().min(1).max(limits.seatCountMax),
  seatsMin: z.int().min(1).max(limits.seatCountMax),
  autoStart: z.boolean(),
  liabilityMax: z.int().min(0),
  host: z.string(),
  title: z.string(),
});

const create = z.strictObject({
  kind: z.literal("create"),
  id: z.string().min(1),
  by: z.string(),
  setup,
});

const transferKinds = [
  "bet",
  "payout",
  "refund",
  "rake",
  "contribution",
  "jackpot",
  "seed",
  "sweep",
  "deposit",
  "withdrawal",
] as const satisfies readonly TransferKind[];
const transfer = z.strictObject({
  debit: z.string(),
  credit: z.string(),
  amount: z.int().min(1),
  kind: z.enum(transferKinds),
  bet: z.string().optional(),
});

const draw = z
  .tuple([z.int().min(1).max(limits.randomBoundMax), z.int().min(0)])
  .refine(([bound, value]) => value < bound, "a draw below its bound");

const count = z.int().min(0);
const stats = z.strictObject({
  actions: count,
  rounds: count,
  bets: count,
  volume: z.int(),
  payouts: count,
  playersMax: count,
});

const did = z.strictObject({
  events: z.array(
    z.strictObject({ type: z.string(), data: z.unknown(), to: z.array(seat).optional() }),
  ),
  transfers: z.array(transfer),
  draws: z.array(draw),
  clientSeed: z.string().optional(),
  pools: z.record(z.string(), z.int().min(0)).optional(),
  finished: z
    .strictObject({
      number: z.int().min(1),
      serverSeed: z.string(),
      commitment: z.string(),
      clientSeed: z.string().nullable(),
      sealed: z.literal(true).optional(),
    })
    .optional(),
  next: z.strictObject({ number: z.int().min(1), commitment: sha256 }).optional(),
  seat: seat.optional(),
  started: z.literal(true).optional(),
  ended: z
    .strictObject({
      reason: z.enum(endReasons),
      outcome: z.strictObject({ places: z.array(z.array(seat)) }).nullable(),
      durationMs: z.int(),
      stats,
    })
    .optional(),
});

/** An entry as another machine wrote it: nothing of its shape is taken on trust. */
const entry = z.strictObject({
  v: z.literal(1),
  session: z.string(),
  seq: z.int().min(1),
  prev: z.string(),
  at: z.int().min(0),
  command: z.union([create, command]),
  did,
  state: sha256,
});

export type ReadEntry = { readonly entry: Entry } | { readonly problem: string };

export const readEntry = (value: unknown): ReadEntry => {
  const parsed = entry.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { problem: issue ? `${issue.path.join(".")}: ${issue.message}` : "no entry" };
  }
  // The schema says what the type says; zod only writes a field that may be absent in another way.
  return { entry: parsed.data as Entry };
};

export const isCreate = (asked: Entry["command"]): asked is CreateCommand =>
  asked.kind === "create";
