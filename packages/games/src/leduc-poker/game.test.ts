import { noRandom, type Step } from "@parlor/kit";
import { checkGame, scriptedSeeds, testTable, type TestTable } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { leducPoker } from "./game.ts";
import type { State } from "./hand.ts";

interface Options {
  readonly players?: 2 | 3;
  readonly config?: object;
}

/** A table at which these cards are dealt, as places among those that are left. */
const dealt = (draws: readonly number[], { players = 2, config = {} }: Options = {}): TestTable =>
  testTable(leducPoker, {
    players,
    seeds: scriptedSeeds(draws),
    setup: { config: leducPoker.config.parse(config), seatCount: players, seatsMin: players },
  });
const codeOf = (step: Step): string => (step.kind === "refused" ? step.refusal.refused : step.kind);
const stateOf = (table: TestTable) => table.state.game as State; // what this game's setup made
const view = (table: TestTable, seat: number | null) =>
  table.view(seat) as {
    readonly cards: readonly (string | null)[];
    readonly board: string | null;
    readonly mover: number | null;
  };
const words: Readonly<Record<string, string>> = { f: "fold", c: "call", r: "raise" };
const play = (table: TestTable, line: string): void => {
  for (const letter of line) {
    const action = { type: words[letter] ?? "" };
    expect(codeOf(table.act(view(table, null).mover ?? -1, action))).toBe("done");
  }
};
/** What each player has won, in units, once the session has ended. */
const wonIn = (table: TestTable): number[] => {
  expect(table.state.phase.status).toBe("ended");
  return stateOf(table).stacks.map((stack) => (stack - 1_300) / 100);
};
const typesOf = (table: TestTable, seat: number) => table.legal(seat).map(({ type }) => type);

test("leduc poker keeps the game contract, in all its variants", () => {
  const configs = [{}, { hands: 3, rotate: true }, { hands: 2, ante: 1, pauseMs: 500 }];
  expect(checkGame(leducPoker, { playouts: 60, stepsMax: 60, configs }).problems).toEqual([]);
});

test("[LEDUC-1] two cards of three ranks for two players, of four ranks for three", () => {
  expect(stateOf(dealt([0, 4])).cards).toEqual(["Js", "Kh"]);
  expect(stateOf(dealt([7, 6, 0], { players: 3 })).cards).toEqual(["Ah", "As", "Js"]);
});

test("[LEDUC-2] each pays the most that can be lost when they sit down, and antes one unit of it", () => {
  const table = dealt([0, 0], { config: { ante: 10, hands: 2 } });
  expect(table.state).toMatchObject({ tableBalance: 520, open: [260, 260] });
  expect(stateOf(table)).toMatchObject({ stacks: [250, 250], paid: [10, 10] });
  const most = dealt([0, 2, 0]);
  play(most, "rrcrrc");
  expect(wonIn(most).toSorted((one, other) => one - other)).toEqual([-13, 13]);
});

test("[LEDUC-3] [LEDUC-4] calls, raises and folds, and when a street is over", () => {
  const table = dealt([0, 2, 0]);
  expect([typesOf(table, 0), typesOf(table, 1)]).toEqual([["call", "raise"], []]);
  expect(codeOf(table.act(0, { type: "fold" }))).toBe("nothing_to_fold");
  expect(codeOf(table.act(1, { type: "call" }))).toBe("not_your_turn");
  play(table, "c");
  expect(stateOf(table).street).toBe(0);
  play(table, "r");
  expect(typesOf(table, 0)).toEqual(["fold", "call", "raise"]);
  play(table, "r");
  expect(typesOf(table, 1)).toEqual(["fold", "call"]);
  expect(codeOf(table.act(1, { type: "raise" }))).toBe("raises_done");
  play(table, "c");
  expect(stateOf(table)).toMatchObject({ street: 1, mover: 0, paid: [500, 500], raises: 0 });
  play(table, "r");
  expect(stateOf(table).paid).toEqual([900, 500]);
  play(table, "c");
  expect(table.state.phase.status).toBe("ended");
});

test("[LEDUC-3] the second street begins with the first who is still in", () => {
  const table = dealt([4, 2, 2, 0], { players: 3 });
  play(table, "crcf");
  expect(stateOf(table)).toMatchObject({ street: 1, mover: 1, pending: 2 });
});

test("[LEDUC-5] the middle card is drawn between the streets", () => {
  const table = dealt([0, 4, 3]);
  expect(view(table, null).board).toBeNull();
  play(table, "c");
  expect(table.deed?.draws).toEqual([]);
  play(table, "c");
  expect(table.deed?.draws).toEqual([[4, 3]]);
  expect(view(table, null).board).toBe("Ks");
  expect(table.deed?.events.map(({ type }) => type)).toEqual(["acted", "board-dealt"]);
});

test.each([
  ["the higher rank", [4, 2, 0], "cccc", [1, -1]],
  ["a pair against a higher rank", [4, 1, 0], "cccc", [-1, 1]],
  ["equal ranks", [4, 4, 0], "rccc", [0, 0]],
  ["who is left alone", [0, 4], "crf", [-1, 1]],
  ["who is left alone on the second street", [0, 4, 2], "ccrf", [1, -1]],
])("[LEDUC-6] %s", (_, draws, line, expected) => {
  const table = dealt(draws);
  play(table, line);
  expect(wonIn(table)).toEqual(expected);
});

test("[LEDUC-6] an odd chip goes to the first winner in the order of the turns", () => {
  // Queen, king, king; the first folds after a raise, and an ace comes.
  const table = dealt([2, 3, 3, 4], { players: 3, config: { ante: 1 } });
  play(table, "crcfcc");
  expect(stateOf(table)).toMatchObject({ winners: [1, 2], stacks: [12, 14, 13] });
});

test("[LEDUC-7] the session ends with the hand, or with the last of `hands`; places go by what was won", () => {
  const table = dealt([4, 2, 0, 0, 4], { config: { hands: 2, rotate: true } });
  play(table, "cccc");
  expect([stateOf(table).phase, Object.keys(table.state.timers)]).toEqual(["shown", ["deal"]]);
  table.now += 4_000;
  table.send({ kind: "timeout", timer: "deal" });
  expect(stateOf(table)).toMatchObject({ mover: 1, hand: 2, board: null, streets: [[], []] });
  play(table, "rf");
  expect(table.state.phase).toMatchObject({ status: "ended", outcome: { places: [[0, 1]] } });
  expect(table.state.tableBalance).toBe(0);
});

test("[LEDUC-8] whose time runs out calls for nothing, and folds where there is something to pay", () => {
  const table = dealt([4, 2]);
  const timeUp = () => {
    table.now += 30_000;
    table.send({ kind: "timeout", timer: "turn" });
  };
  timeUp();
  expect(stateOf(table)).toMatchObject({ mover: 1, streets: [["call"], []] });
  play(table, "r");
  timeUp();
  expect(wonIn(table)).toEqual([-1, 1]);
});

test("[LEDUC-9] whoever leaves gives up the hand and what they put into it, and takes the rest", () => {
  const table = dealt([4, 2]);
  play(table, "r");
  table.send({ kind: "leave", player: "player-0" });
  expect(table.deed?.transfers.map(({ credit, amount }) => [credit, amount])).toEqual([
    ["player:player-0", 1_000],
    ["player:player-1", 1_600],
  ]);
});

test.each([
  ["the mover", "", 0, { mover: 1, pending: 2 }],
  ["one who is still to act", "", 2, { mover: 0, pending: 2 }],
  ["one who has acted", "r", 0, { mover: 1, pending: 2 }],
  ["the last who had to act", "cc", 2, { street: 1, mover: 0, pending: 2 }],
])("[LEDUC-9] of three, %s leaves", (_, line, seat, expected) => {
  const table = dealt([0, 0, 0, 0], { players: 3, config: { hands: 3 } });
  play(table, line);
  table.send({ kind: "leave", player: `player-${seat}` });
  expect(stateOf(table)).toMatchObject(expected);
  while (table.state.phase.status !== "ended") play(table, "c");
  expect(table.state.tableBalance).toBe(0);
});

test("[LEDUC-9] nobody joins once the cards are dealt", () => {
  const late = { kind: "join", player: "late", name: "Late", seed: "s" } as const;
  expect(codeOf(testTable(leducPoker, { players: 2 }).send(late))).toBe("match_begun");
});

test("[LEDUC-10] a seat sees its own card; a showdown shows those who are in", () => {
  const table = dealt([4, 2, 0]);
  expect([0, 1, null].map((seat) => view(table, seat).cards)).toEqual([
    ["Ks", null],
    [null, "Qs"],
    [null, null],
  ]);
  play(table, "cccc");
  expect(view(table, null).cards).toEqual(["Ks", "Qs"]);
  const folded = dealt([4, 2]);
  play(folded, "rf");
  expect(view(folded, null).cards).toEqual([null, null]);
});

test("[LEDUC-10] a redeal leaves one's own card and the middle where they are, and deals no card twice", () => {
  const table = dealt([4, 2, 0]);
  play(table, "cc");
  const random = { ...noRandom, shuffle: <T>(items: readonly T[]) => items.toReversed() };
  const redealt = leducPoker.redeal?.(stateOf(table), 0, random) as State; // its own state, dealt anew
  expect(redealt).toMatchObject({ cards: ["Ks", "Jh"], board: "Js" });
});
