import { noRandom as noDraws, type Step } from "@parlor/kit";
import { checkGame, scriptedSeeds, testTable, type TestTable } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { kuhnPoker } from "./game.ts";
import type { State } from "./hand.ts";

interface Options {
  readonly players?: 2 | 3;
  readonly config?: object;
}

/** A table at which these cards are dealt, as places among those that are left. */
const dealt = (draws: readonly number[], { players = 2, config = {} }: Options = {}): TestTable =>
  testTable(kuhnPoker, {
    players,
    seeds: scriptedSeeds(draws),
    setup: { config: kuhnPoker.config.parse(config), seatCount: players, seatsMin: players },
  });
const codeOf = (step: Step): string => (step.kind === "refused" ? step.refusal.refused : step.kind);
const act = (table: TestTable, seat: number, type: "pass" | "bet"): string =>
  codeOf(table.act(seat, { type }));
const stateOf = (table: TestTable) => table.state.game as State; // what this game's setup made
const view = (table: TestTable, seat: number | null) =>
  table.view(seat) as { readonly cards: readonly (string | null)[]; readonly mover: number | null };
/** What each player has won, by what was moved to and from their accounts. */
const playAll = (table: TestTable, line: string): number[] => {
  const won = table.setup.seatCount === 2 ? [-200, -200] : [-200, -200, -200];
  for (const letter of line) {
    const { mover } = view(table, null);
    expect(act(table, mover ?? -1, letter === "b" ? "bet" : "pass")).toBe("done");
  }
  for (const { credit, amount } of table.deed?.transfers ?? []) {
    const seat = Number(/player-(\d)/.exec(credit)?.[1]);
    won[seat] = (won[seat] ?? 0) + amount;
  }
  return won;
};

test("kuhn poker keeps the game contract, in all its variants", () => {
  const configs = [{}, { hands: 3, rotate: true }, { hands: 2, ante: 1, pauseMs: 500 }];
  expect(checkGame(kuhnPoker, { playouts: 60, stepsMax: 40, configs }).problems).toEqual([]);
});

test("[KUHN-1] two players get a jack, a queen or a king each; three have an ace too", () => {
  expect(stateOf(dealt([0, 1])).cards).toEqual(["Js", "Ks"]);
  expect(stateOf(dealt([2, 1])).cards).toEqual(["Ks", "Qs"]);
  expect(stateOf(dealt([3, 2, 0], { players: 3 })).cards).toEqual(["As", "Ks", "Js"]);
});

test("[KUHN-2] each pays the most that can be lost when they sit down, and antes one unit of it", () => {
  const table = dealt([0, 0], { config: { ante: 50, hands: 4 } });
  expect(table.state).toMatchObject({ tableBalance: 800, open: [400, 400] });
  expect(stateOf(table)).toMatchObject({ stacks: [350, 350], paid: [50, 50] });
});

test("[KUHN-3] only the mover acts, and may always pass or bet", () => {
  const table = dealt([0, 0]);
  const both = [
    { type: "pass", fields: {} },
    { type: "bet", fields: {} },
  ];
  expect([table.legal(0), table.legal(1)]).toEqual([both, []]);
  expect(act(table, 1, "bet")).toBe("not_your_turn");
  act(table, 0, "pass");
  expect([table.legal(0), table.legal(1)]).toEqual([[], both]);
});

// Seat 0 has the king, seat 1 the queen; and the other way round.
test.each([
  ["pp", [100, -100], [-100, 100]],
  ["bb", [200, -200], [-200, 200]],
  ["bp", [100, -100], [100, -100]],
  ["pbp", [-100, 100], [-100, 100]],
  ["pbb", [200, -200], [-200, 200]],
])(
  "[KUHN-4] [KUHN-5] %s pays %j with the higher card first, %j with the lower",
  (line, high, low) => {
    expect(playAll(dealt([2, 1]), line)).toEqual(high);
    expect(playAll(dealt([1, 1]), line)).toEqual(low);
  },
);

// The cards are king, ace, queen.
test.each([
  ["ppp", [-100, 200, -100]],
  ["ppbbp", [300, -100, -200]],
  ["ppbpb", [-100, 300, -200]],
  ["ppbpp", [-100, -100, 200]],
  ["bbb", [-200, 400, -200]],
  ["bpp", [200, -100, -100]],
  ["pbpb", [-200, 300, -100]],
  ["pbpp", [-100, 200, -100]],
])("[KUHN-4] [KUHN-5] three players: %s pays %j", (line, expected) => {
  expect(playAll(dealt([2, 2, 1], { players: 3 }), line)).toEqual(expected);
});

test("[KUHN-6] the session ends with the hand, or with the last of `hands`; places go by what was won", () => {
  const single = dealt([2, 1]);
  playAll(single, "pp");
  expect(single.state.phase).toMatchObject({ status: "ended", outcome: { places: [[0], [1]] } });
  const table = dealt([2, 1, 1, 1], { config: { hands: 2, rotate: true } });
  playAll(table, "pp");
  expect([stateOf(table).phase, Object.keys(table.state.timers)]).toEqual(["shown", ["deal"]]);
  table.now += 4_000;
  expect(table.send({ kind: "timeout", timer: "deal" }).kind).toBe("done");
  expect(view(table, null).mover).toBe(1);
  act(table, 1, "pass");
  act(table, 0, "pass");
  expect(table.state).toMatchObject({ phase: { status: "ended" }, tableBalance: 0 });
  const fixed = dealt([2, 1, 1, 1], { config: { hands: 2 } });
  playAll(fixed, "pp");
  fixed.now += 4_000;
  fixed.send({ kind: "timeout", timer: "deal" });
  expect(view(fixed, null).mover).toBe(0);
});

test("[KUHN-7] whose time runs out has passed", () => {
  const table = dealt([2, 1]);
  act(table, 0, "bet");
  table.now += 30_000;
  expect(table.send({ kind: "timeout", timer: "turn" }).kind).toBe("done");
  expect(table.state.phase).toMatchObject({ status: "ended", outcome: { places: [[0], [1]] } });
});

test("[KUHN-8] whoever leaves gives up the hand and what they put into it, and takes the rest", () => {
  const table = dealt([2, 1]);
  table.send({ kind: "leave", player: "player-0" });
  expect(table.deed?.transfers.map(({ credit, amount }) => [credit, amount])).toEqual([
    ["player:player-0", 100],
    ["player:player-1", 300],
  ]);
  const three = dealt([3, 0, 0], { players: 3, config: { hands: 5 } });
  act(three, 0, "bet");
  three.send({ kind: "leave", player: "player-0" });
  expect(three.state.open).toEqual([0, 1_200, 1_000]);
  act(three, 1, "pass");
  expect(three.state).toMatchObject({ phase: { status: "ended" }, tableBalance: 0 });
});

test("[KUHN-8] before the cards are dealt, leaving gives the buy-in back; once they are, nobody joins", () => {
  const table = testTable(kuhnPoker, { players: 1, setup: { seatCount: 3 } });
  table.send({ kind: "leave", player: "player-0" });
  expect(table.deed?.transfers).toMatchObject([{ kind: "refund", amount: 200 }]);
  const begun = testTable(kuhnPoker, { players: 2 });
  const late = { kind: "join", player: "late", name: "Late", seed: "s" } as const;
  expect(codeOf(begun.send(late))).toBe("match_begun");
});

test("[KUHN-9] a seat sees its own card; a showdown shows the others that may win", () => {
  const table = dealt([2, 1]);
  expect([view(table, 0).cards, view(table, 1).cards, view(table, null).cards]).toEqual([
    ["Ks", null],
    [null, "Qs"],
    [null, null],
  ]);
  const folded = dealt([2, 1]);
  playAll(folded, "bp");
  expect(view(folded, null).cards).toEqual([null, null]);
  playAll(table, "pp");
  expect(view(table, null).cards).toEqual(["Ks", "Qs"]);
});

test("[KUHN-9] a redeal keeps the seat's own card and deals the others any of those that it does not see", () => {
  const state = stateOf(dealt([2, 1]));
  const seen = new Set<string | null>();
  for (let draw = 0; draw < 2; draw++) {
    const random = {
      ...noDraws,
      shuffle: <T>(items: readonly T[]) => (draw === 0 ? [...items] : items.toReversed()),
    };
    const redealt = kuhnPoker.redeal?.(state, 0, random) as State; // its own state, dealt anew
    expect(redealt.cards[0]).toBe("Ks");
    seen.add(redealt.cards[1] ?? null);
  }
  expect(seen).toEqual(new Set(["Js", "Qs"]));
});
