import {
  callGame,
  copyJson,
  emptyPools,
  GameFault,
  isRefusal,
  type Action,
  type Choice,
  type Currency,
  type Game,
  type Limits,
  type PoolBalances,
  type Posting,
  type Random,
  type ReadTable,
  type Refusal,
  type Seat,
  type Situation,
  type Timers,
  Turn,
  TurnPools,
  Unenumerable,
} from "@parlor/kit";

/** A table as the lab sets it up; it never changes while a bet is followed. */
export interface Setting {
  readonly game: Game;
  /** Parsed by the game's schema. */
  readonly config: unknown;
  readonly limits: Limits;
  readonly currency: Currency;
  /** Fields of the state that only tell what was; two states that differ in them alone are one. */
  readonly history: readonly string[];
  /** What is in the game's pools before every command: here they stand still, and none is won away. */
  readonly pools: PoolBalances;
  readonly table: ReadTable;
}

/** Where play stands. */
export interface Position {
  readonly state: unknown;
  readonly now: number;
  readonly timers: Timers;
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
export class QuietTurn extends Turn {
  override emit(): void {}
}

export interface SettingOptions {
  readonly config?: unknown;
  readonly limits: Limits;
  readonly currency?: Currency;
  readonly history?: readonly string[];
  /** What was paid into pools, by name; nothing where it is not said, so that they show their seeds. */
  readonly pools?: PoolBalances;
}

/** A table with just enough players to begin. */
export const settingOf = (game: Game, options: SettingOptions): Setting => {
  const { limits, currency = "PLAY/0", history = [] } = options;
  const config: unknown = game.config.parse(options.config ?? {});
  const seatCount = game.seats.min;
  const seats = Array.from({ length: seatCount }, (_, seat) => seat);
  const table = { config, limits, currency, seats, seatCount, running: true };
  const pools = { ...emptyPools(game), ...options.pools };
  return { game, config, limits, currency, history, pools, table };
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
  before: Position,
  move: Move,
  random: Random,
): Done | Refusal => {
  const { game } = setting;
  const position = { ...before, state: copyJson(before.state) };
  if (move.kind === "act") {
    const { action, seat } = move;
    return run(setting, position, random, (state, turn) =>
      game.act[action.type]?.(state, action, seat, turn),
    );
  }
  const { timers, now, due } = expire(position, move.timer);
  return run(setting, { ...position, timers, now }, random, (state, turn) =>
    game.timeout?.(state, due, turn),
  );
};

/** What a timer that has run out leaves behind, and what the game is told. */
export const expire = (
  { timers, now }: Pick<Position, "timers" | "now">,
  name: string,
): Pick<Position, "timers" | "now"> & { readonly due: { name: string; seat: Seat | null } } => {
  const { [name]: timer, ...others } = timers;
  return {
    timers: others,
    now: Math.max(now, timer?.dueAt ?? 0),
    due: { name, seat: timer?.seat ?? null },
  };
};

const run = (
  setting: Setting,
  before: Position,
  random: Random,
  handle: (state: unknown, turn: Turn) => Refusal | void,
): Done | Refusal => {
  const { state } = before;
  const turn = new QuietTurn(situationOf(setting, before, random));
  const answer = callRules(setting.game, () => handle(state, turn));
  if (isRefusal(answer)) return answer;
  const balance = turn.tableBalance;
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

const poolsOf = ({ game, config, pools }: Setting): TurnPools => new TurnPools(game, config, pools);

/** What stands at the table before a command. The house can pay whatever it comes to. */
export const situationOf = (
  setting: Setting,
  position: Pick<Position, "now" | "balance" | "timers">,
  random: Random,
): Situation => ({
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
  pools: setting.game.pools === undefined ? null : poolsOf(setting),
  timers: position.timers,
  timersAt: position.now,
});

/** The timers after a command that was handled at this time. */
export const timersAfter = (
  before: Pick<Position, "timers" | "now">,
  { timers: changes }: Pick<Turn, "timers">,
): Position["timers"] => {
  let { timers } = before;
  for (const [name, change] of changes) {
    const timer = timers[name];
    if (change === null) {
      if (timer === undefined) continue;
      const { [name]: _stopped, ...others } = timers;
      timers = others;
      continue;
    }
    timers = { ...timers, [name]: { dueAt: before.now + change.ms, seat: change.seat } };
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
  let key = over ? "over" : "";
  for (const name in timers) {
    const timer = timers[name];
    if (timer) key += `${JSON.stringify(name)} ${timer.dueAt - now} ${timer.seat} `;
  }
  return key + JSON.stringify(history.length === 0 ? state : without(state, history));
};

const without = (state: unknown, fields: readonly string[]): unknown => {
  if (typeof state !== "object" || state === null) return state;
  const known: Record<string, unknown> = {};
  // An object, as just checked.
  for (const [field, value] of Object.entries(state as Readonly<Record<string, unknown>>))
    if (!fields.includes(field)) known[field] = value;
  return known;
};
