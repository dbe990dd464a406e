import { legalFor, step, viewFor, type Command, type Deed, type SessionState } from "@parlor/kit";
import { scriptedSeeds, testTable } from "@parlor/kit/testing";
import { startBoard, type Board, type Checkers } from "../src/backgammon/board.ts";
import { backgammon } from "../src/backgammon/game.ts";
import type { State } from "../src/backgammon/state.ts";
import type { viewOf } from "../src/backgammon/view.ts";

/** The draws of an opening roll: the die of seat 0, and that of seat 1 among the faces that differ from it. */
export const openingDraws = (first: number, second: number): number[] => [
  first - 1,
  second > first ? second - 2 : second - 1,
];
export const diceDraws = (first: number, second: number): number[] => [first - 1, second - 1];

type BackgammonView = ReturnType<typeof viewOf>;
type WithoutId<C> = C extends Command ? Omit<C, "id"> : never;

/** A list of checkers from `{ point: count }`; whatever is missing to 15 has been borne off. */
export const checkers = (counts: Readonly<Record<number, number>>): Checkers => {
  const list = Array.from({ length: 26 }, (_, point) => counts[point] ?? 0);
  list[0] = 15 - list.reduce((sum, count) => sum + count, 0);
  return list;
};

/** A match under a test's hand, whose dice are put on the pile and whose state can be set up. */
export const newMatch = (config: unknown = {}, players = 2) => {
  const draws: number[] = [];
  const seeds = scriptedSeeds(draws);
  const table = testTable(backgammon, { players, setup: { config }, seeds });
  const { setup } = table;
  let [state, now, deed]: [SessionState, number, Deed | null] = [table.state, table.now, null];
  const send = (command: WithoutId<Command>): string => {
    const whole = { ...command, id: "c" };
    const result = step(backgammon, setup, state, whole, { session: "test", now, seeds });
    if (result.kind === "fault") throw result.fault;
    if (result.kind === "refused") return result.refusal.refused;
    ({ state, deed } = result);
    return "done";
  };
  const act = (seat: number, type: string, fields: object = {}): string =>
    send({ kind: "act", player: `player-${seat}`, action: { type, ...fields } });
  const match = {
    draws,
    act,
    send,
    setup,
    state: () => state,
    timers: () => state.timers,
    events: () => deed?.events ?? [],
    deed: () => deed,
    pass: (ms: number) => void (now += ms),
    now: () => now,
    view: (seat: number | null = null) => viewFor(backgammon, setup, state, seat) as BackgammonView, // of this game
    legal: (seat: number) => legalFor(backgammon, setup, state, seat),
    types: (seat: number) => match.legal(seat).map(({ type }) => type),
    places: () => (state.phase.status === "ended" ? state.phase.outcome?.places : null),
    /** Changes the game's state. */
    set: (changes: Partial<State>): void => {
      state = { ...state, game: { ...(state.game as State), ...changes } }; // a match of this game
    },
    roll: (seat: number, first: number, second: number): string => {
      draws.push(...diceDraws(first, second));
      return act(seat, "roll");
    },
    open: (seat: number, first: number, second: number): string => {
      draws.push(...openingDraws(first, second));
      return act(seat, "roll");
    },
    move: (seat: number, play: readonly (readonly [number, number])[]) =>
      act(seat, "move", { play }),
    /** Makes the first play that is listed. */
    moveAny: (seat: number): string => {
      const plays = match.legal(seat).find(({ type }) => type === "move")?.fields["play"];
      return Array.isArray(plays) ? act(seat, "move", { play: plays[0] as unknown }) : "no plays";
    },
    /** Seat 0 is to double or roll, with everybody where they begin unless told otherwise. */
    toRoll: (board: Board = startBoard(), changes: Partial<State> = {}) =>
      match.set({ board, mover: 0, phase: { kind: "roll" }, ...changes }),
    /** Seat 0 has one checker left and bears it off; the other side is as given. */
    win: (others: Checkers): string => {
      match.set({ board: [checkers({ 1: 1 }), others], mover: 0, phase: { kind: "roll" } });
      match.roll(0, 2, 1);
      return match.move(0, [[1, 0]]);
    },
  };
  return match;
};
