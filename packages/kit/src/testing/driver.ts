import { sampleChoice, type Choice } from "../choice.ts";
import { withoutConcessions } from "../concessions.ts";
import { GameFault } from "../fault.ts";
import type { Game } from "../game.ts";
import type { Random } from "../random.ts";
import { seatsTaken, type Command, type SessionSetup, type SessionState } from "../session.ts";
import { legalFor } from "../step.ts";
import type { Seat } from "../table.ts";

/** A command and the journalled time at which it is given. */
export interface Move {
  readonly command: Command;
  readonly now: number;
}

/** Chooses commands as a table full of random players, a host and a clock would. */
export interface Driver {
  /** The next command, or null when nobody can do anything and no timer will change that. */
  next(state: SessionState, now: number): Move | null;
}

export interface DriverOptions {
  /** Players also come, leave and think too long, and the host pauses. */
  readonly restless?: boolean;
  /** Where it is learnt what is legal, if not from the game itself. */
  readonly ask?: Asking;
}

/** Timers that expire one after the other without anybody getting a choice lead nowhere. */
const timersInVainMax = 40;

/** One turn in so many may give the game up: oftener, and no playout would come to the end of one. */
const turnsPerConcession = 50;

/** What a seat may do in a state; an answer that is known may be given again. */
export type Asking = (state: SessionState, seat: Seat) => readonly Choice[];

/** Asks the game, once about each seat of a state that it is asked about in a row. Throws {@link GameFault}. */
export const asking = (game: Game, setup: SessionSetup): Asking => {
  let [of, known]: [SessionState | null, (readonly Choice[])[]] = [null, []];
  return (state, seat) => {
    if (state !== of) [of, known] = [state, []];
    const before = known[seat];
    if (before) return before;
    const choices: unknown = legalFor(game, setup, state, seat);
    if (!Array.isArray(choices)) throw new GameFault(game.id, "legal", "gave back no list");
    known[seat] = choices as readonly Choice[]; // what is in it is checked when used
    return choices;
  };
};

/** A seat that may do something, and what. */
export interface Able {
  readonly seat: Seat;
  readonly choices: readonly Choice[];
}

/** What the seats may do now, for those that may do anything. Throws {@link GameFault}. */
export const choicesOf = (
  game: Game,
  setup: SessionSetup,
  state: SessionState,
  ask: Asking = asking(game, setup),
): readonly Able[] =>
  seatsTaken(state)
    .map((seat) => ({ seat, choices: ask(state, seat) }))
    .filter(({ choices }) => choices.length > 0);

/** One of the seats that may do something, each as likely as the others, without asking more of them than it takes. */
const anyAble = (state: SessionState, ask: Asking, random: Random): Able | null => {
  const seats = seatsTaken(state);
  while (seats.length > 0) {
    const [seat] = seats.splice(random.int(seats.length), 1);
    const choices = seat === undefined ? [] : ask(state, seat);
    if (seat !== undefined && choices.length > 0) return { seat, choices };
  }
  return null;
};

/** The timer that is due first. */
export const firstTimer = (state: SessionState): { name: string; dueAt: number } | null => {
  let first: { name: string; dueAt: number } | null = null;
  for (const [name, { dueAt }] of Object.entries(state.timers)) {
    if (first === null || dueAt < first.dueAt) first = { name, dueAt };
  }
  return first;
};

export const newDriver = (
  game: Game,
  setup: SessionSetup,
  random: Random,
  { restless = false, ask = asking(game, setup) }: DriverOptions = {},
): Driver => {
  let [commands, arrivals, timersInVain] = [0, 0, 0];
  const id = () => `command-${++commands}`;
  const oneIn = (count: number): boolean => random.int(count) === 0;

  const join = (): Command => {
    const player = `player-${++arrivals}`;
    return { kind: "join", id: id(), player, name: player, seed: `seed-${random.int(1_000)}` };
  };
  const leave = (state: SessionState): Command | null => {
    const player = state.players[random.pick(seatsTaken(state))];
    return player ? { kind: "leave", id: id(), player: player.id } : null;
  };
  const atTimer = (state: SessionState, now: number): Move | null => {
    const timer = firstTimer(state);
    if (!timer) return null;
    const command = { kind: "timeout", id: id(), timer: timer.name } as const;
    return { command, now: Math.max(now, timer.dueAt) };
  };

  const waiting = (state: SessionState): Command => {
    const taken = seatsTaken(state).length;
    if (restless && taken > 0 && oneIn(12)) return leave(state) ?? join();
    const mayBegin = taken >= setup.seatsMin && (taken === state.players.length || oneIn(3));
    if (mayBegin) return { kind: "resume", id: id(), by: setup.host };
    return join();
  };

  const disturbance = (state: SessionState): Command | null => {
    const taken = seatsTaken(state).length;
    if (taken < state.players.length && oneIn(15)) return join();
    if (restless && oneIn(40)) return leave(state);
    if (restless && oneIn(40))
      return { kind: "pause", id: id(), by: random.pick([setup.host, "operator"]) };
    return null;
  };

  const running = (state: SessionState, now: number): Move | null => {
    const able = anyAble(state, ask, random);
    const due = firstTimer(state);
    if (able) timersInVain = 0;
    else if (due && ++timersInVain > timersInVainMax) return null;
    if (due && due.dueAt <= now) return atTimer(state, now);
    const disturbed = disturbance(state);
    if (disturbed) return { command: disturbed, now };
    if (!able) {
      if (due) return atTimer(state, now);
      // A table that lost players may wait for others to come.
      return seatsTaken(state).length < setup.seatsMin ? { command: join(), now } : null;
    }
    if (restless && due && oneIn(10)) return atTimer(state, now);
    const { seat, choices } = able;
    const player = state.players[seat]?.id ?? "";
    const concedes = game.concessions !== undefined && oneIn(turnsPerConcession);
    const offered = concedes ? choices : withoutConcessions(game, choices);
    const action = sampleChoice(random.pick(offered), random);
    return { command: { kind: "act", id: id(), player, action }, now };
  };

  return {
    next(state, before) {
      const now = before + random.int(2_000);
      switch (state.phase.status) {
        case "waiting":
          return { command: waiting(state), now };
        case "in_progress":
          return running(state, now);
        case "paused":
          return {
            command: (oneIn(6) ? leave(state) : null) ?? {
              kind: "resume",
              id: id(),
              by: setup.host,
            },
            now,
          };
        case "ended":
          return null;
      }
    },
  };
};
