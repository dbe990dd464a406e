import {
  callGame,
  GameFault,
  isRefusal,
  type Action,
  type Choice,
  type Currency,
  type Game,
  type Limits,
  type Posting,
  type Random,
  type ReadTable,
  type Refusal,
  type Seat,
  Turn,
} from "@parlor/kit";
import { Unenumerable } from "./unenumerable.ts";

/** A table as the lab sets it up; it never changes while a bet is followed. */
export interface Setting {
  readonly game: Game;
  /** Parsed by the game's schema. */
  readonly config: unknown;
  readonly limits: Limits;
  readonly currency: Currency;
  /** Fields of the state that only tell what was; two states that differ in them alone are one. */
  readonly history: readonly string[];
  readonly table: ReadTable;
}

interface Timer {
  readonly dueAt: number;
  readonly seat: Seat | null;
}

/** Where play stands. */
export interface Position {
  readonly state: unknown;
  readonly now: number;
  readonly timers: Readonly<Record<string, Timer>>;
  /** What the table holds for its seats, where the players bank the game. */
  readonly balance: number;
  readonly over: boolean;
}

export type Move =
  | { readonly kind: "act"; readonly seat: Seat; readonly action: Action }
  | { readonly kind: "timeout"; readonly timer: string };

/** What a move led to. */
export interface Done {
  readonly position: Position;
  readonly postings: readonly Posting[];
  readonly roundFinished: boolean;
}

/** The rules run as on a server, but nobody hears what they tell. */
class QuietTurn extends Turn {
  override emit(): void {}
}

export interface SettingOptions {
  readonly config?: unknown;
  readonly limits: Limits;
  readonly currency?: Currency;
  readonly history?: readonly string[];
}

/** A table with just enough players to begin. */
export const settingOf = (game: Game, options: SettingOptions): Setting => {
  const { limits, currency = "PLAY/0", history = [] } = options;
  const config: unknown = game.config.parse(options.config ?? {});
  const seatCount = game.seats.min;
  const seats = Array.from({ length: seatCount }, (_, seat) => seat);
  const table = { config, limits, currency, seats, seatCount, running: true };
  return { game, config, limits, currency, history, table };
};

/** The position when everybody has sat down and play has begun. */
export const opening = (setting: Setting, random: Random): Position => {
  const { game, table } = setting;
  const before = { ...table, running: false };
  const state: unknown = callGame(game.id, "setup", () => game.setup({ ...before, seats: [] }));
  let position: Position = { state, now: 0, timers: {}, balance: 0, over: false };
  for (const seat of table.seats) {
    const seats = table.seats.slice(0, seat + 1);
    const joined = run(
      { ...setting, table: { ...before, seats } },
      position,
      random,
      (draft, turn) => game.join?.(draft, seat, turn),
    );
    if (isRefusal(joined)) throw new Error(`${game.id} refused a player: ${joined.refused}`);
    position = joined.position;
  }
  const started = run(setting, position, random, (draft, turn) => game.start?.(draft, turn));
  if (isRefusal(started)) throw new Error(`${game.id} refused to start: ${started.refused}`);
  return started.position;
};

/** Everything that the seat may do here. */
export const legalAt = ({ game, table }: Setting, position: Position, seat: Seat) =>
  position.over
    ? ([] as readonly Choice[])
    : callGame(game.id, "legal", () => game.legal(position.state, seat, table));

/** The position after a move; the one before it stays as it is. */
export const perform = (
  setting: Setting,
  position: Position,
  move: Move,
  random: Random,
): Done | Refusal =>
  performInPlace(setting, { ...position, state: copyJson(position.state) }, move, random);

/** The same at full speed: the move writes to the state that it is given, also where it is refused. */
export const performInPlace = (
  setting: Setting,
  position: Position,
  move: Move,
  random: Random,
): Done | Refusal => {
  const { game } = setting;
  if (move.kind === "act") {
    const { action, seat } = move;
    return run(setting, position, random, (state, turn) =>
      game.act[action.type]?.(state, action, seat, turn),
    );
  }
  const { [move.timer]: due, ...timers } = position.timers;
  const at = { ...position, timers, now: Math.max(position.now, due?.dueAt ?? 0) };
  const timer = { name: move.timer, seat: due?.seat ?? null };
  return run(setting, at, random, (state, turn) => game.timeout?.(state, timer, turn));
};

const run = (
  setting: Setting,
  before: Position,
  random: Random,
  handle: (state: unknown, turn: Turn) => Refusal | void,
): Done | Refusal => {
  const { state } = before;
  const turn = newTurn(setting, before, random);
  const answer = callRules(setting.game, () => handle(state, turn));
  if (isRefusal(answer)) return answer;
  let { balance } = before;
  for (const { kind, amount } of turn.postings) balance += kind === "bet" ? amount : -amount;
  const timers = timersAfter(before, turn);
  const over = turn.outcome !== null;
  return {
    postings: turn.postings,
    roundFinished: turn.roundFinished,
    position: { state, now: before.now, timers, balance, over },
  };
};

/** That there is too much to look at is not the game's fault, although it comes up inside it. */
const callRules = <T>(game: Game, handle: () => T): T => {
  try {
    return handle();
  } catch (cause) {
    if (cause instanceof Unenumerable) throw cause;
    throw new GameFault(game.id, "act", cause);
  }
};

/** What a game is handed for one command. The house can pay whatever it comes to. */
const newTurn = (setting: Setting, position: Position, random: Random): Turn =>
  new QuietTurn({
    game: setting.game,
    config: setting.config,
    limits: setting.limits,
    currency: setting.currency,
    seats: setting.table.seats,
    seatCount: setting.table.seatCount,
    running: setting.table.running,
    now: position.now,
    random,
    tableBalance: position.balance,
    liabilityMax: Number.MAX_SAFE_INTEGER,
  });

const timersAfter = (before: Position, { timers: changes }: Turn): Position["timers"] => {
  let { timers } = before;
  for (const [name, change] of changes) {
    const timer = timers[name];
    if (change === null) {
      if (timer === undefined) continue;
      const { [name]: _stopped, ...others } = timers;
      timers = others;
      continue;
    }
    const dueAt = before.now + change.ms;
    // Most games start the same clock anew at each command, and the lab's time stands still.
    if (timer?.dueAt === dueAt && timer.seat === change.seat) continue;
    timers = { ...timers, [name]: { dueAt, seat: change.seat } };
  }
  return timers;
};

/** The timer that expires first. */
export const firstTimer = ({ timers }: Position): string | null => {
  let first: string | null = null;
  for (const [name, { dueAt }] of Object.entries(timers)) {
    if (first === null || dueAt < (timers[first]?.dueAt ?? 0)) first = name;
  }
  return first;
};

/**
 * Two positions with the same text are the same to everything that comes. Where only the order of
 * fields differs the texts do too, which costs a second look at one position and no more.
 */
export const positionKey = ({ history }: Setting, position: Position): string => {
  const { state, now, timers, over } = position;
  const left = Object.entries(timers).map(([name, { dueAt, seat }]) => [name, dueAt - now, seat]);
  const known = history.length === 0 ? state : without(state, history);
  return `${JSON.stringify(known)} ${JSON.stringify(left)}${over}`;
};

const without = (state: unknown, fields: readonly string[]): unknown =>
  typeof state === "object" && state !== null
    ? Object.fromEntries(Object.entries(state).filter(([field]) => !fields.includes(field)))
    : state;

/** A private copy of a JSON value; much faster than by way of its text. */
export const copyJson = <T>(value: T): T => copyOf(value) as T; // a copy has the shape of what it copies

const copyOf = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    for (let index = 0; index < value.length; index++) list.push(copyOf(value[index]));
    return list;
  }
  const fields = value as Readonly<Record<string, unknown>>; // neither null nor a list
  const copy: Record<string, unknown> = {};
  for (const field in fields) copy[field] = copyOf(fields[field]);
  return copy;
};
