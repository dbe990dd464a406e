import {
  legalFor,
  openSession,
  secretSeeds,
  step,
  viewFor,
  type Command,
  type Deed,
  type SessionSetup,
  type SessionState,
} from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ticTacToe } from "./game.ts";

const setup: SessionSetup = {
  game: { id: ticTacToe.id, version: ticTacToe.version },
  config: ticTacToe.config.parse({}),
  limits: { min: 1, max: 1 },
  currency: "PLAY/0",
  seatCount: 2,
  seatsMin: 2,
  autoStart: true,
  liabilityMax: 0,
  host: "ann",
  title: "test",
};
const seeds = secretSeeds("00");
const players = ["ann", "bob"];

/** A session that is played by hand; every command takes one millisecond unless told otherwise. */
const newMatch = () => {
  let now = 1_000;
  const opened = openSession(ticTacToe, setup, { session: "s", now, seeds });
  if (opened.kind !== "done") throw new Error("did not open");
  let state: SessionState = opened.state;
  let deed: Deed = opened.deed;
  const run = (command: Command, ms = 1): string => {
    now += ms;
    const result = step(ticTacToe, setup, state, command, { session: "s", now, seeds });
    if (result.kind === "fault") throw result.fault;
    if (result.kind === "refused") return result.refusal.refused;
    ({ state, deed } = result);
    return "done";
  };
  return {
    run,
    join: (seat: number) =>
      run({ kind: "join", id: "j", player: players[seat]!, name: players[seat]!, seed: "x" }),
    place: (seat: number, cell: number) =>
      run({ kind: "act", id: "a", player: players[seat]!, action: { type: "place", cell } }),
    leave: (seat: number) => run({ kind: "leave", id: "l", player: players[seat]! }),
    state: () => state,
    deed: () => deed,
    legal: (seat: number) => legalFor(ticTacToe, setup, state, seat),
    view: (seat: number | null) => viewFor(ticTacToe, setup, state, seat),
  };
};
const started = () => {
  const match = newMatch();
  match.join(0);
  match.join(1);
  return match;
};
const playAll = (match: ReturnType<typeof started>, cells: readonly number[]) =>
  cells.map((cell, turn) => match.place(turn % 2, cell));
const outcomeOf = (state: SessionState) =>
  state.phase.status === "ended"
    ? { reason: state.phase.reason, places: state.phase.outcome?.places }
    : null;

test("[TTT-1] seat 0 begins and turns alternate", () => {
  const match = started();
  expect(match.place(1, 0)).toBe("not_your_turn");
  expect(playAll(match, [4, 0, 8])).toEqual(["done", "done", "done"]);
  expect(match.view(null)).toMatchObject({
    board: [1, null, null, null, 0, null, null, null, 0],
    mover: 1,
  });
});

test("[TTT-2] a taken cell and a move out of turn are refused and change nothing", () => {
  const match = started();
  match.place(0, 4);
  const before = match.state();
  expect(match.place(1, 4)).toBe("cell_taken");
  expect(match.place(0, 5)).toBe("not_your_turn");
  expect(match.place(1, 9)).toBe("invalid_action");
  expect(match.state()).toBe(before);
});

test.each([
  { cells: [0, 3, 1, 4, 2], line: [0, 1, 2], winner: 0 },
  { cells: [0, 1, 3, 2, 6], line: [0, 3, 6], winner: 0 },
  { cells: [0, 1, 4, 2, 8], line: [0, 4, 8], winner: 0 },
  { cells: [0, 2, 1, 4, 8, 6], line: [2, 4, 6], winner: 1 },
])("[TTT-3] $cells is a win for seat $winner", ({ cells, line, winner }) => {
  const match = started();
  playAll(match, cells);
  expect(match.view(0)).toMatchObject({ winner, line, mover: null });
  expect(match.deed().events.at(-1)).toEqual({
    type: "won",
    data: { seat: winner, by: "line", line },
  });
  expect(outcomeOf(match.state())).toEqual({
    reason: "completed",
    places: [[winner], [1 - winner]],
  });
  expect(match.state().timers).toEqual({});
});

test("[TTT-3] a line with the ninth mark wins and is no draw", () => {
  const match = started();
  playAll(match, [0, 1, 2, 3, 4, 5, 7, 6, 8]);
  expect(match.view(0)).toMatchObject({ winner: 0, line: [0, 4, 8] });
});

test("[TTT-4] a full board without a line is a draw", () => {
  const match = started();
  playAll(match, [0, 1, 2, 4, 3, 5, 7, 6, 8]);
  expect(match.view(0)).toMatchObject({ winner: null, line: null, mover: null });
  expect(match.deed().events.at(-1)).toEqual({ type: "drawn", data: {} });
  expect(outcomeOf(match.state())).toEqual({ reason: "completed", places: [[0, 1]] });
});

test("[TTT-5] the clock starts with the game and with each turn", () => {
  const match = started();
  expect(match.state().timers).toEqual({ turn: { dueAt: 1_002 + 30_000, seat: 0 } });
  match.place(0, 0);
  expect(match.state().timers).toEqual({ turn: { dueAt: 1_003 + 30_000, seat: 1 } });
});

test("[TTT-5] the seat whose time runs out loses", () => {
  const match = started();
  match.place(0, 0);
  expect(match.run({ kind: "timeout", id: "t", timer: "turn" }, 29_999)).toBe("timer_not_due");
  expect(match.run({ kind: "timeout", id: "t", timer: "turn" })).toBe("done");
  expect(match.deed().events).toEqual([
    { type: "won", data: { seat: 0, by: "timeout", line: null } },
  ]);
  expect(outcomeOf(match.state())).toEqual({ reason: "completed", places: [[0], [1]] });
});

test.each([0, 1])("[TTT-6] seat %i forfeits by leaving a running game", (leaver) => {
  const match = started();
  match.place(0, 0);
  expect(match.leave(leaver)).toBe("done");
  expect(outcomeOf(match.state())).toEqual({
    reason: "completed",
    places: [[1 - leaver], [leaver]],
  });
});

test("[TTT-6] before the start, leaving only frees the seat", () => {
  const match = newMatch();
  match.join(0);
  expect(match.leave(0)).toBe("done");
  expect(match.state()).toMatchObject({ phase: { status: "waiting" }, players: [null, null] });
});

test("[TTT-7] legal are the free cells, for the mover only", () => {
  const match = newMatch();
  match.join(0);
  expect(match.legal(0)).toEqual([]);
  match.join(1);
  match.place(0, 4);
  expect(match.legal(0)).toEqual([]);
  expect(match.legal(1)).toEqual([{ type: "place", fields: { cell: [0, 1, 2, 3, 5, 6, 7, 8] } }]);
});

test("[TTT-7] every game of legal moves ends after at most nine", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 9, maxLength: 9 }), (picks) => {
      const match = started();
      for (const [turn, pick] of picks.entries()) {
        if (match.state().phase.status === "ended") break;
        const cells = match.legal(turn % 2)[0]?.fields["cell"];
        if (!Array.isArray(cells)) throw new Error("a list of cells was expected");
        expect(match.place(turn % 2, cells[pick % cells.length])).toBe("done");
      }
      expect(match.state().phase.status).toBe("ended");
      expect([match.legal(0), match.legal(1)]).toEqual([[], []]);
    }),
  );
});

test("[TTT-8] both seats and a spectator see the same", () => {
  const match = started();
  playAll(match, [4, 0, 8]);
  expect(match.view(1)).toEqual(match.view(0));
  expect(match.view(null)).toEqual(match.view(0));
});
