import { expect, test } from "vitest";
import { pull, puppet } from "../test/puppet.ts";
import { publicTimers, type SessionStatus, type Step } from "./index.ts";
import { testTable, type TestTable } from "./testing/index.ts";

type Asked = Parameters<TestTable["send"]>[0];

const stranger = (seat?: number): Asked => ({
  kind: "join",
  player: "stranger",
  name: "Stranger",
  seed: "s",
  ...(seat === undefined ? {} : { seat }),
});
const own = "player-0";

/** A table of two players out of three seats, in each phase of a session's life. */
const tableIn = (status: SessionStatus): TestTable => {
  const table = testTable(puppet({ leave: [] }), { setup: { autoStart: false } });
  const commands: Record<SessionStatus, readonly Asked[]> = {
    waiting: [],
    in_progress: [{ kind: "resume", by: "host" }],
    paused: [
      { kind: "resume", by: "host" },
      { kind: "pause", by: "host" },
    ],
    ended: [{ kind: "end", by: "host", reason: "admin" }],
  };
  for (const command of commands[status]) expect(table.send(command).kind).toBe("done");
  expect(table.state.phase.status).toBe(status);
  return table;
};

const answerOf = (result: Step): string =>
  result.kind === "refused" ? result.refusal.refused : result.kind;

const ended = "session_ended";
/** What each command is answered in each phase: waiting, in progress, paused, ended. */
const answers: readonly (readonly [
  what: string,
  Asked,
  ...answers: readonly [string, string, string, string],
])[] = [
  ["a stranger joins", stranger(), "done", "done", "session_paused", ended],
  ["a stranger joins at the free seat", stranger(2), "done", "done", "session_paused", ended],
  [
    "a stranger joins at a taken seat",
    stranger(1),
    "seat_taken",
    "seat_taken",
    "session_paused",
    ended,
  ],
  [
    "a stranger joins where no seat is",
    stranger(3),
    "unknown_seat",
    "unknown_seat",
    "session_paused",
    ended,
  ],
  [
    "a player joins again",
    { ...stranger(), player: own } as Asked,
    "already_seated",
    "already_seated",
    "already_seated",
    ended,
  ],
  ["a player leaves", { kind: "leave", player: own }, "done", "done", "done", ended],
  [
    "a stranger leaves",
    { kind: "leave", player: "stranger" },
    "not_seated",
    "not_seated",
    "not_seated",
    ended,
  ],
  [
    "a player acts",
    { kind: "act", player: own, action: pull() },
    "session_waiting",
    "done",
    "session_paused",
    ended,
  ],
  [
    "a stranger acts",
    { kind: "act", player: "stranger", action: pull() },
    "not_seated",
    "not_seated",
    "not_seated",
    ended,
  ],
  [
    "an unknown action",
    { kind: "act", player: own, action: { type: "push" } },
    "session_waiting",
    "invalid_action",
    "session_paused",
    ended,
  ],
  [
    "an action of an object's own",
    { kind: "act", player: own, action: { type: "toString" } },
    "session_waiting",
    "invalid_action",
    "session_paused",
    ended,
  ],
  [
    "an action without its fields",
    { kind: "act", player: own, action: { type: "pull" } },
    "session_waiting",
    "invalid_action",
    "session_paused",
    ended,
  ],
  [
    "an action that the game refuses",
    { kind: "act", player: own, action: pull({ do: "refuse" }) },
    "session_waiting",
    "no_strings",
    "session_paused",
    ended,
  ],
  [
    "an action that throws",
    { kind: "act", player: own, action: pull({ do: "throw" }) },
    "session_waiting",
    "fault",
    "session_paused",
    ended,
  ],
  [
    "a timer that does not run",
    { kind: "timeout", timer: "clock" },
    "session_waiting",
    "timer_not_due",
    "session_paused",
    ended,
  ],
  ["pause", { kind: "pause", by: "host" }, "session_waiting", "done", "session_paused", ended],
  ["resume", { kind: "resume", by: "host" }, "done", "session_running", "done", ended],
  ["end", { kind: "end", by: "host", reason: "admin" }, "done", "done", "done", ended],
  ["void", { kind: "void", by: "system", detail: "broken" }, "done", "done", "done", ended],
];

const phases = ["waiting", "in_progress", "paused", "ended"] as const;
test.each(
  answers.flatMap(([what, command, ...expected]) =>
    phases.map((status, index) => [what, status, expected[index]!, command] as const),
  ),
)("%s while the session is %s: %s", (_, status, expected, command) => {
  const table = tableIn(status);
  const before = table.state;
  const result = table.send(command);
  expect(answerOf(result)).toBe(expected);
  expect(table.state === before).toBe(expected !== "done");
});

test("a full table takes nobody, wherever they want to sit", () => {
  const table = testTable(puppet(), { players: 3 });
  expect(answerOf(table.send(stranger()))).toBe("table_full");
  expect(answerOf(table.send(stranger(0)))).toBe("seat_taken");
});

test("resume starts a waiting session only when enough players sit", () => {
  const table = testTable(puppet(), { players: 1, setup: { autoStart: false } });
  expect(answerOf(table.send({ kind: "resume", by: "host" }))).toBe("not_enough_players");
  table.send(stranger());
  expect(table.send({ kind: "resume", by: "host" })).toMatchObject({
    kind: "done",
    deed: { started: true },
  });
  expect(table.state.phase).toEqual({ status: "in_progress" });
});

test("play begins by itself with the player who makes the table big enough, in the same command", () => {
  const table = testTable(puppet({ start: [{ do: "draw", bound: 6 }] }), { players: 1 });
  expect(table.state.phase.status).toBe("waiting");
  expect(table.send(stranger(2))).toMatchObject({ kind: "done", deed: { started: true, seat: 2 } });
  expect(table.deed?.draws).toHaveLength(1);
  expect(table.state.phase.status).toBe("in_progress");
});

test("a session that its game ends as somebody joins stays ended", () => {
  const table = testTable(
    puppet({ join: [{ do: "finish-game", places: [] }], start: [{ do: "throw" }] }),
    { players: 0, setup: { seatsMin: 1 } },
  );
  expect(table.send(stranger()).kind).toBe("done");
  expect(table.state.phase).toMatchObject({ status: "ended", reason: "completed" });
});

test.each([
  [
    "ends when it falls below its minimum and has no hook for it",
    {},
    3,
    ["in_progress", "ended", "ended"],
  ],
  [
    "goes on below its minimum when it handles the leave",
    { leave: [] },
    3,
    ["in_progress", "in_progress", "ended"],
  ],
] as const)("a running session %s", (_, options, players, expected) => {
  const table = testTable(puppet(options), { players });
  const statuses = Array.from({ length: players }, (_player, seat) => {
    table.send({ kind: "leave", player: `player-${seat}` });
    return table.state.phase.status;
  });
  expect(statuses).toEqual(expected);
  expect(table.state.phase).toMatchObject({ reason: "players_left", outcome: null });
});

test("a waiting session stays when everybody leaves", () => {
  const table = tableIn("waiting");
  for (const seat of [0, 1])
    expect(table.send({ kind: "leave", player: `player-${seat}` }).kind).toBe("done");
  expect(table.state.phase.status).toBe("waiting");
  expect(table.state.players).toEqual([null, null, null]);
});

test("a game may keep a player from leaving", () => {
  const table = testTable(puppet({ leave: [{ do: "refuse" }] }));
  expect(answerOf(table.send({ kind: "leave", player: own }))).toBe("no_strings");
  expect(table.state.players[0]?.id).toBe(own);
});

test("a timer reaches the game when it is due, once", () => {
  const table = testTable(puppet());
  table.act(1, pull({ do: "timer", ms: 1_000 }));
  const expire = (): string => answerOf(table.send({ kind: "timeout", timer: "clock" }));
  table.now += 999;
  expect(expire()).toBe("timer_not_due");
  table.now += 1;
  expect(expire()).toBe("done");
  expect(table.state.game).toMatchObject({ expired: ["clock of 1"] });
  expect(table.state.timers).toEqual({});
  expect(expire()).toBe("timer_not_due");
});

test("a timer can be started anew and stopped", () => {
  const table = testTable(puppet());
  table.act(0, pull({ do: "timer", ms: 1_000 }));
  table.now += 500;
  table.act(0, pull({ do: "timer", ms: 1_000 }));
  expect(table.state.timers["clock"]?.dueAt).toBe(table.now + 1_000);
  table.act(0, pull({ do: "stop-timer" }));
  expect(table.state.timers).toEqual({});
});

test.each([0, -1, 1.5, 8 * 24 * 60 * 60 * 1_000])("%d ms is no time for a timer", (ms) => {
  expect(testTable(puppet()).act(0, pull({ do: "timer", ms })).kind).toBe("fault");
});

test("timers stand still while the session is paused, those started meanwhile too", () => {
  const table = testTable(puppet({ leave: [{ do: "timer", ms: 400 }] }), { players: 3 });
  table.act(1, pull({ do: "timer", ms: 1_000 }));
  const started = table.now;
  table.now += 300;
  table.send({ kind: "pause", by: "host" });
  table.now += 60_000;
  expect(answerOf(table.send({ kind: "timeout", timer: "clock" }))).toBe("session_paused");
  expect(table.state.timers["clock"]?.dueAt).toBe(started + 1_000);
  table.send({ kind: "leave", player: "player-2" });
  expect(table.state.timers["clock"]?.dueAt).toBe(started + 300 + 400);
  table.now += 60_000;
  table.send({ kind: "resume", by: "host" });
  expect(table.state.timers["clock"]?.dueAt).toBe(table.now + 400);
});

test("a game is told the time that is left, and that of a pause is not counted", () => {
  const left = pull({ do: "time-left" });
  const table = testTable(puppet({ leave: [{ do: "time-left" }] }), { players: 3 });
  table.act(0, left);
  table.act(0, pull({ do: "timer", ms: 1_000 }, { do: "time-left" }));
  table.now += 300;
  table.act(0, left);
  table.send({ kind: "pause", by: "host" });
  table.now += 60_000;
  table.send({ kind: "leave", player: "player-2" });
  table.send({ kind: "resume", by: "host" });
  table.now += 800;
  table.act(0, left);
  table.act(0, pull({ do: "stop-timer" }, { do: "time-left" }));
  const expected = ["null", "1000", "700", "700", "-100", "null"];
  expect(table.state.game).toMatchObject({ expired: expected.map((one) => `left: ${one}`) });
});

test("[V1] a secret timer is due like any other, and is not among those that may be seen", () => {
  const table = testTable(puppet());
  table.act(0, pull({ do: "timer", ms: 500, secret: true }));
  const { timers } = table.state;
  expect(timers).toEqual({ clock: { dueAt: table.now + 500, seat: null, secret: true } });
  const turn = { dueAt: 1, seat: 0 };
  expect(publicTimers({ ...timers, turn })).toEqual({ turn });
  expect(publicTimers({ turn })).toEqual({ turn });
  table.now += 500;
  expect(table.send({ kind: "timeout", timer: "clock" }).kind).toBe("done");
});

test("[V1] who has no seat sees what a spectator sees, and may do nothing", () => {
  const table = testTable(puppet(), { players: 2 });
  expect([table.view(1), table.view(2), table.view(99), table.view(null)]).toMatchObject([
    { seat: 1 },
    { seat: null },
    { seat: null },
    { seat: null },
  ]);
  expect([0, 2, 99].map((seat) => table.legal(seat).length)).toEqual([1, 0, 0]);
  table.send({ kind: "pause", by: "host" });
  expect(table.legal(0)).toEqual([]);
});

test("statistics count actions, rounds and the most players at once", () => {
  const table = testTable(puppet({ leave: [] }), { players: 3 });
  table.act(0, pull({ do: "finish-round" }));
  table.act(1, pull({ do: "refuse" }));
  table.send({ kind: "leave", player: own });
  expect(table.state.stats).toMatchObject({ actions: 1, rounds: 1, playersMax: 3 });
});

test("the time of the last command of a player is kept", () => {
  const table = testTable(puppet());
  table.now += 5;
  table.send({ kind: "pause", by: "host" });
  expect(table.state.activeAt).toBe(table.now - 5);
  table.send({ kind: "resume", by: "host" });
  table.act(0, pull());
  expect(table.state.activeAt).toBe(table.now);
});
