import { assert } from "./assert.ts";
import { endSession } from "./ending.ts";
import { clientSeedOf, type StreamDraws } from "./fairness.ts";
import { callGame, GameFault } from "./fault.ts";
import { finishedRound } from "./finished-round.ts";
import type { Game } from "./game.ts";
import { copyJson } from "./json.ts";
import { movedInPools, TurnPools } from "./pools.ts";
import { countedIn, transferOf, type Posting } from "./posting.ts";
import { randomFrom } from "./random.ts";
import { commonRefusals, isRefusal, type Refusal } from "./refusal.ts";
import {
  seatsTaken,
  type Deed,
  type PoolBalances,
  type SessionSetup,
  type SessionState,
  type Timers,
} from "./session.ts";
import type { Seeds } from "./seeds.ts";
import type { ReadTable, Seat } from "./table.ts";
import { Turn } from "./turn.ts";

/** A session in the middle of a step. */
export interface Stepping {
  readonly game: Game;
  readonly setup: SessionSetup;
  readonly state: SessionState;
  readonly session: string;
  readonly now: number;
  readonly seeds: Seeds;
  readonly pools?: PoolBalances | undefined;
}

export const noDeed: Deed = { events: [], transfers: [], draws: [] };

/** Every seat's view of a moment asks who sits; that changes only when somebody joins or leaves. */
const seatsOfPlayers = new WeakMap<SessionState["players"], readonly Seat[]>();
const seatsOf = (state: SessionState): readonly Seat[] => {
  const known = seatsOfPlayers.get(state.players);
  if (known) return known;
  // Many games' calls share it.
  const made = Object.freeze(seatsTaken(state));
  seatsOfPlayers.set(state.players, made);
  return made;
};

export const readTableOf = (setup: SessionSetup, state: SessionState): ReadTable => ({
  config: setup.config,
  limits: setup.limits,
  currency: setup.currency,
  seats: seatsOf(state),
  seatCount: setup.seatCount,
  running: state.phase.status === "in_progress" || state.phase.status === "paused",
});

/** A seat that nobody sits in sees what a spectator sees. */
export const seatedIn = (state: SessionState, seat: Seat | null): Seat | null =>
  seat !== null && state.players[seat] ? seat : null;

/**
 * Lets the game handle one command on a private copy of its state, checks what it did, and makes of it the
 * next state and the deed. `before` is what the same command has done so far.
 */
export const runTurn = (
  stepping: Stepping,
  where: string,
  run: (draft: unknown, turn: Turn) => Refusal | void,
  before: Deed = noDeed,
): { readonly state: SessionState; readonly deed: Deed } | Refusal => {
  const { game, state } = stepping;
  const chance = roundChance(stepping);
  const turn: Turn = new Turn({
    ...readTableOf(stepping.setup, state),
    game,
    now: stepping.now,
    timers: state.timers,
    timersAt: timersAt(stepping),
    random: randomFrom((bound) => {
      assert(!turn.roundFinished, "a draw after the end of the round");
      return chance.draw(bound);
    }),
    tableBalance: state.tableBalance,
    liabilityMax: stepping.setup.liabilityMax,
    pools: game.pools === undefined ? null : poolsOf(stepping, before),
  });
  const draft = callGame(game.id, where, () => draftOf(state.game));
  const answer = callGame(game.id, where, () => run(draft, turn));
  if (answer !== undefined) return ownRefusal(game, where, answer);
  const after = { ...state, game: draft };
  const done = chance.close(turn.roundFinished, settle(stepping, where, after, turn, before));
  return turn.outcome ? endSession(stepping, done, "completed", turn.outcome) : done;
};

const poolsOf = ({ game, setup, pools }: Stepping, { transfers }: Deed): TurnPools =>
  new TurnPools(game, setup.config, pools, movedInPools(game, transfers));

/** What the game may write to: if the command comes to nothing it is thrown away. */
const draftOf = (game: unknown): object => {
  assert(typeof game === "object" && game !== null, "a state is an object");
  return copyJson(game);
};

/** Whatever is neither nothing nor one of the game's declared refusals is a fault. */
const ownRefusal = (game: Game, where: string, answer: unknown): Refusal => {
  if (answer instanceof Promise) answer.catch(() => undefined); // already at fault: its rejection adds nothing
  if (!isRefusal(answer))
    throw new GameFault(game.id, where, "gave back something that is no refusal");
  const known =
    Object.hasOwn(game.refusals ?? {}, answer.refused) ||
    commonRefusals.some((code) => code === answer.refused);
  if (!known)
    throw new GameFault(game.id, where, `refused with the undeclared code ${answer.refused}`);
  return answer;
};

/** Money, timers and counts of a turn, taken into the state. */
const settle = (
  stepping: Stepping,
  where: string,
  after: SessionState,
  turn: Turn,
  before: Deed,
): { state: SessionState; deed: Deed } => {
  const { game, session } = stepping;
  const accounts = { game, session, players: after.players };
  const transfers = turn.postings.map((posting) => transferOf(posting, accounts));
  const { tableBalance } = turn;
  const open = openStakes(stepping, where, after, turn.postings, tableBalance);
  const state = {
    ...after,
    tableBalance,
    open,
    timers: timersAfter(stepping, turn),
    stats: countedIn(after.stats, turn.postings),
  };
  const events = before.events.length ? [...before.events, ...turn.events] : turn.events;
  const deed = {
    ...before,
    events,
    transfers: before.transfers.length ? [...before.transfers, ...transfers] : transfers,
  };
  const seen = turn.pools === null ? null : turn.pools.seen;
  return { state, deed: seen === null ? deed : { ...deed, pools: { ...before.pools, ...seen } } };
};

/**
 * [M4] What each seat has on the table now. A house game's stakes may grow by what was taken and no
 * more; where the players bank the game, they are exactly what the table holds.
 */
const openStakes = (
  { game, state }: Stepping,
  where: string,
  after: SessionState,
  postings: readonly Posting[],
  tableBalance: number,
): readonly number[] => {
  if (!game.stakes) {
    if (game.bank === "players" && tableBalance !== 0)
      throw new GameFault(game.id, where, "holds money but declares no stakes");
    return state.open;
  }
  const open = callGame(game.id, "stakes", () => stakesBySeat(game, after));
  if (game.bank === "players") {
    const held = open.reduce((sum, amount) => sum + amount, 0);
    if (held !== tableBalance)
      throw new GameFault(game.id, where, `stakes are ${held} but the table holds ${tableBalance}`);
    return open;
  }
  const most = [...state.open];
  for (const posting of postings) {
    if (posting.kind !== "bet" && posting.kind !== "refund") continue;
    const { kind, seat, amount } = posting;
    most[seat] = (most[seat] ?? 0) + (kind === "bet" ? amount : -amount);
  }
  const unpaid = open.findIndex((amount, seat) => amount > (most[seat] ?? 0));
  if (unpaid >= 0)
    throw new GameFault(
      game.id,
      where,
      `seat ${unpaid} has ${open[unpaid]} at stake but paid for ${most[unpaid]}`,
    );
  return open;
};

/** What `stakes` tells, added up by seat. Money of a seat that nobody sits in could go back to nobody. */
const stakesBySeat = (game: Game, { game: own, players }: SessionState): readonly number[] => {
  const open = players.map(() => 0);
  for (const { seat, amount } of game.stakes?.(own) ?? []) {
    const sound = Number.isSafeInteger(amount) && amount >= 0 && open[seat] !== undefined;
    assert(sound && (amount === 0 || players[seat] !== null), `seat ${seat} has ${amount}`);
    open[seat] = (open[seat] ?? 0) + amount;
  }
  return open;
};

/** While a session is paused its clocks stand at the moment of the pause. */
const timersAt = ({ state, now }: Stepping): number =>
  state.phase.status === "paused" ? state.phase.at : now;

const timersAfter = (stepping: Stepping, turn: Turn): Timers => {
  const { timers: running } = stepping.state;
  if (turn.timers.size === 0) return running;
  const from = timersAt(stepping);
  const timers = { ...running };
  for (const [name, change] of turn.timers) {
    if (!change) {
      delete timers[name];
      continue;
    }
    const { ms, ...rest } = change;
    timers[name] = { dueAt: from + ms, ...rest };
  }
  return timers;
};

/** A table's client seed is made once: it changes only when somebody joins or leaves. */
const clientSeeds = new WeakMap<SessionState["players"], string>();
const clientSeedAt = (players: SessionState["players"]): string => {
  const known = clientSeeds.get(players);
  if (known !== undefined) return known;
  const made = clientSeedOf(players.map((player) => player?.seed ?? ""));
  clientSeeds.set(players, made);
  return made;
};

/** The chance of the current round: the stream is opened by the first draw and by nothing else. */
const roundChance = ({ game, state, seeds }: Stepping) => {
  const { round } = state;
  const draws: [bound: number, value: number][] = [];
  let clientSeed = round.clientSeed;
  let stream: StreamDraws | undefined;
  const opened = (): StreamDraws => {
    if (stream) return stream;
    clientSeed ??= clientSeedAt(state.players);
    stream = seeds.draws(
      { serverSeed: seeds.seed(round.number), clientSeed, nonce: round.number },
      round.wordsUsed,
    );
    return stream;
  };
  return {
    draw: (bound: number): number => {
      const value = opened().draw(bound);
      draws.push([bound, value]);
      return value;
    },
    /** The state with the round's new place in its stream, or with the next round where this one is over. */
    close: (
      finished: boolean,
      { state: after, deed }: { state: SessionState; deed: Deed },
    ): { state: SessionState; deed: Deed } => {
      if (draws.length === 0 && !finished) return { state: after, deed };
      if (deed.finished)
        throw new GameFault(
          game.id,
          "start",
          "a second round in the command that finished the first",
        );
      const fixed = clientSeed !== null && round.clientSeed === null ? { clientSeed } : {};
      const drawn = {
        ...deed,
        ...fixed,
        draws: deed.draws.length ? [...deed.draws, ...draws] : draws,
      };
      if (!finished) {
        const wordsUsed = stream ? stream.wordsUsed() : round.wordsUsed;
        return { state: { ...after, round: { ...round, clientSeed, wordsUsed } }, deed: drawn };
      }
      const next = { number: round.number + 1, commitment: seeds.commitment(round.number + 1) };
      const over = finishedRound(game, round, clientSeed, seeds);
      const stats = { ...after.stats, rounds: after.stats.rounds + 1 };
      return {
        state: { ...after, stats, round: { ...next, clientSeed: null, wordsUsed: 0 } },
        deed: { ...drawn, finished: over, next },
      };
    },
  };
};
