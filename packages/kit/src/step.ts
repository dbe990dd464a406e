import { unreachable } from "./assert.ts";
import type { Action, Choice } from "./choice.ts";
import { endSession } from "./ending.ts";
import { callGame, GameFault } from "./fault.ts";
import type { Game } from "./game.ts";
import { refuse, type PlatformRefusal, type Refusal } from "./refusal.ts";
import { noDeed, readTableOf, runTurn, seatedIn, type Stepping } from "./run-turn.ts";
import type { Seeds } from "./seeds.ts";
import {
  seatOf,
  seatsTaken,
  type Command,
  type Deed,
  type PoolBalances,
  type SessionSetup,
  type SessionState,
} from "./session.ts";
import type { Seat } from "./table.ts";

/** What a step is given beside the state: the session's id, the journalled time, its chance. */
export interface StepContext {
  readonly session: string;
  readonly now: number;
  readonly seeds: Seeds;
  /** What is in the game's pools as far as is known. One that is missing may be paid into, but not looked at. */
  readonly pools?: PoolBalances | undefined;
}

export type Step =
  | { readonly kind: "done"; readonly state: SessionState; readonly deed: Deed }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "fault"; readonly fault: GameFault };

type Done = { readonly state: SessionState; readonly deed: Deed };

/** Opens a session: the state after the journal's first entry. */
export const openSession = (game: Game, setup: SessionSetup, context: StepContext): Step =>
  asStep(() => {
    const players = Array.from({ length: setup.seatCount }, () => null);
    const round = {
      number: 1,
      commitment: context.seeds.commitment(1),
      clientSeed: null,
      wordsUsed: 0,
    };
    const bare: SessionState = {
      phase: { status: "waiting" },
      players,
      round,
      timers: {},
      open: players.map(() => 0),
      tableBalance: 0,
      createdAt: context.now,
      activeAt: context.now,
      stats: { actions: 0, rounds: 0, bets: 0, volume: 0, payouts: 0, playersMax: 0 },
      game: null,
    };
    const state = {
      ...bare,
      game: callGame(game.id, "setup", () => game.setup(readTableOf(setup, bare))),
    };
    return { state, deed: { ...noDeed, next: { number: 1, commitment: round.commitment } } };
  });

/**
 * What one command does to a session: a pure function of its arguments, the same on the server, in
 * a verifier and in a test. Checks come first, in this order: the session has not ended; the player
 * is (or is not) seated; the session's phase allows the command; the command's own fields; then the
 * game's own checks. Nothing is changed by a refusal or a fault.
 */
export const step = (
  game: Game,
  setup: SessionSetup,
  state: SessionState,
  command: Command,
  context: StepContext,
): Step =>
  asStep(() => {
    if (state.phase.status === "ended") return refuse("session_ended");
    return handle({ game, setup, state, ...context }, command);
  });

const asStep = (run: () => Done | Refusal): Step => {
  try {
    const result = run();
    return "refused" in result ? { kind: "refused", refusal: result } : { kind: "done", ...result };
  } catch (error) {
    if (error instanceof GameFault) return { kind: "fault", fault: error };
    throw error;
  }
};

const handle = (stepping: Stepping, command: Command): Done | Refusal => {
  switch (command.kind) {
    case "join":
      return join(stepping, command);
    case "leave":
      return leave(stepping, command.player);
    case "act":
      return act(stepping, command.player, command.action);
    case "timeout":
      return timeout(stepping, command.timer);
    case "pause":
      return mayStop(stepping.state, command.by) ? pause(stepping) : refuse("stakes_open");
    case "resume":
      return resume(stepping);
    case "end":
      if (!mayStop(stepping.state, command.by)) return refuse("stakes_open");
      return endSession(stepping, { state: stepping.state, deed: noDeed }, command.reason, null);
    case "void":
      return endSession(stepping, { state: stepping.state, deed: noDeed }, "error", null);
    default:
      return unreachable(command);
  }
};

/**
 * Stopping hands open stakes back, at once or when the session has idled out. A player who could do
 * that would only ever lose the bets that they let stand, so it is for the operator alone.
 */
const mayStop = (state: SessionState, by: string): boolean =>
  by === "operator" || by === "system" || state.open.every((amount) => amount === 0);

const join = (stepping: Stepping, command: Extract<Command, { kind: "join" }>): Done | Refusal => {
  const { game, state } = stepping;
  if (seatOf(state, command.player) !== null) return refuse("already_seated");
  if (state.phase.status === "paused") return refuse("session_paused");
  const seat = command.seat ?? state.players.indexOf(null);
  if (seat < 0) return refuse("table_full");
  if (seat >= state.players.length) return refuse("unknown_seat");
  if (state.players[seat]) return refuse("seat_taken");

  const player = { id: command.player, name: command.name, seed: command.seed };
  const players = state.players.with(seat, player);
  const taken = players.filter(Boolean).length;
  const stats = { ...state.stats, playersMax: Math.max(state.stats.playersMax, taken) };
  const seated = { ...stepping, state: { ...state, players, stats, activeAt: stepping.now } };
  const joined = runTurn(seated, "join", (draft, turn) => game.join?.(draft, seat, turn));
  if ("refused" in joined) return joined;
  const done = { state: joined.state, deed: { ...joined.deed, seat } };
  const begins =
    done.state.phase.status === "waiting" &&
    stepping.setup.autoStart &&
    taken >= stepping.setup.seatsMin;
  return begins ? start(stepping, done) : done;
};

/** Play begins; what the game does at its start belongs to the command that started it. */
const start = (stepping: Stepping, so: Done): Done | Refusal => {
  const state: SessionState = { ...so.state, phase: { status: "in_progress" } };
  const started = { state, deed: { ...so.deed, started: true as const } };
  return mustSucceed(
    stepping.game,
    "start",
    runTurn(
      { ...stepping, state },
      "start",
      (draft, turn) => stepping.game.start?.(draft, turn),
      started.deed,
    ),
  );
};

const leave = (stepping: Stepping, player: string): Done | Refusal => {
  const { game, state } = stepping;
  const seat = seatOf(state, player);
  if (seat === null) return refuse("not_seated");
  const active = { ...stepping, state: { ...state, activeAt: stepping.now } };
  const left = runTurn(active, "leave", (draft, turn) => game.leave?.(draft, seat, turn), {
    ...noDeed,
    seat,
  });
  if ("refused" in left) return left;
  if (left.state.open[seat] !== 0)
    throw new GameFault(game.id, "leave", `seat ${seat} left stakes behind`);
  if (left.state.phase.status === "ended") return left;
  const done = {
    state: { ...left.state, players: left.state.players.with(seat, null) },
    deed: left.deed,
  };
  const remaining = seatsTaken(done.state).length;
  const begun = state.phase.status !== "waiting";
  // A game that can go on below its minimum says so by handling the leave itself.
  const stranded =
    remaining === 0 || (game.leave === undefined && remaining < stepping.setup.seatsMin);
  return begun && stranded ? endSession(stepping, done, "players_left", null) : done;
};

const act = (stepping: Stepping, player: string, action: Action): Done | Refusal => {
  const { game, state } = stepping;
  const seat = seatOf(state, player);
  if (seat === null) return refuse("not_seated");
  if (state.phase.status !== "in_progress") return notRunning(state);
  const schema = Object.hasOwn(game.actions, action.type) ? game.actions[action.type] : undefined;
  const reducer = game.act[action.type];
  if (!schema || !reducer)
    return refuse("invalid_action", `${game.id} has no action ${action.type}`);
  const parsed = callGame(game.id, "actions", () => schema.safeParse(action));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(
      "invalid_action",
      issue ? `${issue.path.join(".") || action.type}: ${issue.message}` : action.type,
    );
  }
  const stats = { ...state.stats, actions: state.stats.actions + 1 };
  const active = { ...stepping, state: { ...state, stats, activeAt: stepping.now } };
  return runTurn(active, action.type, (draft, turn) => reducer(draft, parsed.data, seat, turn), {
    ...noDeed,
    seat,
  });
};

const timeout = (stepping: Stepping, name: string): Done | Refusal => {
  const { game, state } = stepping;
  if (state.phase.status !== "in_progress") return notRunning(state);
  const timer = Object.hasOwn(state.timers, name) ? state.timers[name] : undefined;
  if (!timer || timer.dueAt > stepping.now) return refuse("timer_not_due");
  const { [name]: _expired, ...timers } = state.timers;
  const expired = { ...stepping, state: { ...state, timers } };
  return mustSucceed(
    game,
    "timeout",
    runTurn(expired, "timeout", (draft, turn) =>
      game.timeout?.(draft, { name, seat: timer.seat }, turn),
    ),
  );
};

/** Nobody asked for these, so there is nobody to refuse them to. */
const mustSucceed = (game: Game, where: string, result: Done | Refusal): Done => {
  if ("refused" in result) throw new GameFault(game.id, where, `refused with ${result.refused}`);
  return result;
};

const pause = (stepping: Stepping): Done | Refusal => {
  const { state } = stepping;
  if (state.phase.status !== "in_progress") return notRunning(state);
  return { state: { ...state, phase: { status: "paused", at: stepping.now } }, deed: noDeed };
};

const resume = (stepping: Stepping): Done | Refusal => {
  const { state, setup, now } = stepping;
  const { phase } = state;
  if (phase.status === "in_progress") return refuse("session_running");
  if (phase.status === "waiting") {
    if (seatsTaken(state).length < setup.seatsMin) return refuse("not_enough_players");
    return start(stepping, { state, deed: noDeed });
  }
  if (phase.status === "ended") return refuse("session_ended");
  const stood = now - phase.at;
  const timers = Object.fromEntries(
    Object.entries(state.timers).map(([name, timer]) => [
      name,
      { ...timer, dueAt: timer.dueAt + stood },
    ]),
  );
  return { state: { ...state, timers, phase: { status: "in_progress" } }, deed: noDeed };
};

const notRunning = (state: SessionState): Refusal<PlatformRefusal> => {
  const { status } = state.phase;
  switch (status) {
    case "waiting":
      return refuse("session_waiting");
    case "paused":
      return refuse("session_paused");
    case "ended":
      return refuse("session_ended");
    case "in_progress":
      return refuse("session_running");
    default:
      return unreachable(status);
  }
};

/** Everything that the seat may do now; empty while nothing may be done. Throws {@link GameFault}. */
export const legalFor = (
  game: Game,
  setup: SessionSetup,
  state: SessionState,
  seat: Seat,
): readonly Choice[] => {
  if (state.phase.status !== "in_progress" || !state.players[seat]) return [];
  return callGame(game.id, "legal", () => game.legal(state.game, seat, readTableOf(setup, state)));
};

/** The game's state as the seat (null: a spectator) may see it. Throws {@link GameFault}. */
export const viewFor = (
  game: Game,
  setup: SessionSetup,
  state: SessionState,
  seat: Seat | null,
): unknown =>
  callGame(game.id, "view", () =>
    game.view(state.game, seatedIn(state, seat), readTableOf(setup, state)),
  );
