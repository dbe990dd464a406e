import { randomFrom, seededDraws, type Step } from "@parlor/kit";
import {
  checkGame,
  diceDraws,
  scriptedSeeds,
  testTable,
  type TestTable,
} from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { liarsDice } from "./game.ts";
import type { State } from "./state.ts";

/** A table at which these dice fall, one round's after the other's. */
const tableOf = (players: number, config: object, ...rounds: readonly (readonly number[])[]) =>
  testTable(liarsDice, {
    players,
    seeds: scriptedSeeds(diceDraws(...rounds.flat())),
    setup: {
      config: liarsDice.config.parse(config),
      seatCount: players,
      seatsMin: players,
    },
  });
const codeOf = (step: Step): string => (step.kind === "refused" ? step.refusal.refused : step.kind);
const stateOf = (table: TestTable) => table.state.game as State; // what this game's setup made
const bid = (table: TestTable, seat: number, quantity: number, face: number): string =>
  codeOf(table.act(seat, { type: "bid", quantity, face }));
const call = (table: TestTable, seat: number, type: "liar" | "spot-on" = "liar"): string =>
  codeOf(table.act(seat, { type }));
const ring = (table: TestTable, timer: string) => {
  table.now = table.state.timers[timer]?.dueAt ?? NaN;
  return codeOf(table.send({ kind: "timeout", timer }));
};
const outcomeOf = (table: TestTable) =>
  table.state.phase.status === "ended" ? table.state.phase.outcome?.places : null;

test("liar's dice keeps the game contract, in all its variants", () => {
  const configs = [
    {},
    { dice: 1, wild: "highest", play: "one-round" },
    { dice: 2, spotOn: "others-lose", bidding: "reset-quantity", wild: "none", revealMs: 500 },
    { dice: 3, spotOn: "caller-gains", faces: 2 },
    { dice: 2, spotOn: "caller-gains", play: "one-round" },
  ];
  expect(checkGame(liarsDice, { playouts: 100, stepsMax: 100, configs }).problems).toEqual([]);
});

test("[LIAR-1] everybody who sits rolls as many dice, the first seat begins, and nobody joins later", () => {
  const table = tableOf(3, { dice: 2 }, [5, 2, 1, 1, 6, 3]);
  expect(stateOf(table)).toMatchObject({
    dice: [
      [2, 5],
      [1, 1],
      [3, 6],
    ],
    left: [2, 2, 2],
    mover: 0,
  });
  const begun = testTable(liarsDice, { players: 2 });
  const late = { kind: "join", player: "late", name: "Late", seed: "s" } as const;
  expect(codeOf(begun.send(late))).toBe("game_begun");
});

test("[LIAR-2] whose turn it is bids, or calls a bid, and nobody else does anything", () => {
  const table = tableOf(2, { dice: 1 }, [2, 5]);
  expect([call(table, 0), bid(table, 1, 1, 1), call(table, 1)]).toEqual([
    "nothing_bid",
    "not_your_turn",
    "not_your_turn",
  ]);
  expect([table.legal(0), table.legal(1)]).toEqual([
    [{ type: "bid", fields: { quantity: [1, 2], face: [1, 2, 3, 4, 5, 6] } }],
    [],
  ]);
  expect([bid(table, 0, 3, 1), bid(table, 0, 1, 3)]).toEqual(["above_maximum", "done"]);
  expect([bid(table, 1, 1, 3), call(table, 1, "spot-on")]).toEqual(["not_higher", "no_spot_on"]);
  expect(table.legal(1).map(({ type }) => type)).toEqual(["bid", "bid", "liar"]);
});

test("[LIAR-3] above the highest bid there is only the call", () => {
  const table = tableOf(2, { dice: 1, faces: 4 }, [2, 4]);
  expect(bid(table, 0, 2, 5)).toBe("above_maximum");
  bid(table, 0, 2, 4);
  expect(table.legal(1)).toEqual([{ type: "liar", fields: {} }]);
});

test.each([
  [3, [4, 5], 0],
  [2, [5, 4], 1],
])(
  "[LIAR-5] [LIAR-7] a bid of %i threes is called: dice left %j, seat %i begins",
  (quantity, left, next) => {
    // Two threes in all.
    const table = tableOf(2, { wild: "none" }, [3, 1, 1, 2, 2, 3, 4, 4, 5, 5]);
    bid(table, 0, quantity, 3);
    expect(call(table, 1)).toBe("done");
    expect(stateOf(table)).toMatchObject({ left, phase: "shown", mover: next });
    expect(stateOf(table).last).toMatchObject({
      count: 2,
      right: quantity > 2,
      caller: 1,
      bidder: 0,
    });
  },
);

test.each([
  ["others-lose", 2, [2, 1, 1], 0],
  ["others-lose", 3, [1, 2, 2], 0],
  ["caller-gains", 2, [2, 2, 2], 0],
  ["caller-gains", 1, [1, 2, 2], 0],
] as const)(
  "[LIAR-6] with %s, %i called exact where there are 2: dice left %j",
  (spotOn, quantity, left, next) => {
    const table = tableOf(3, { wild: "none", spotOn, dice: 2 }, [3, 1, 1, 2, 3, 4]);
    bid(table, 0, 1, 1);
    bid(table, 1, 1, 2);
    bid(table, 2, quantity, 3);
    expect(call(table, 0, "spot-on")).toBe("done");
    expect(stateOf(table)).toMatchObject({ left, mover: next });
  },
);

test("[LIAR-6] a die is got back after one was lost", () => {
  const table = tableOf(
    2,
    { wild: "none", spotOn: "caller-gains", dice: 2 },
    [3, 1, 1, 2],
    [6, 6, 6],
  );
  bid(table, 0, 2, 3);
  call(table, 1);
  ring(table, "roll");
  expect(stateOf(table)).toMatchObject({ left: [1, 2], mover: 0 });
  bid(table, 0, 1, 1);
  bid(table, 1, 3, 6);
  call(table, 0, "spot-on");
  expect(stateOf(table).left).toEqual([2, 2]);
});

test("[LIAR-7] without dice one is out; the last with dice wins, the others follow as long as they lasted", () => {
  const table = tableOf(3, { dice: 1, wild: "none" }, [1, 2, 3], [1, 2]);
  bid(table, 0, 2, 6);
  call(table, 1);
  expect(stateOf(table)).toMatchObject({ left: [0, 1, 1], out: [[0]], mover: 1 });
  expect(table.deed?.events.map(({ type }) => type)).toEqual(["called", "player-out"]);
  ring(table, "roll");
  expect(stateOf(table)).toMatchObject({ dice: [[], [1], [2]], bids: [], last: null });
  bid(table, 1, 1, 1);
  call(table, 2);
  expect(outcomeOf(table)).toEqual([[1], [2], [0]]);
});

test("[LIAR-7] those who drop out at one call share their place", () => {
  const table = tableOf(3, { dice: 1, wild: "none", spotOn: "others-lose" }, [1, 2, 3]);
  bid(table, 0, 1, 1);
  call(table, 1, "spot-on");
  expect(outcomeOf(table)).toEqual([[1], [0, 2]]);
});

test.each([
  ["liar", 1, 6, [[0, 2], [1]]],
  ["liar", 3, 6, [[1, 2], [0]]],
  ["spot-on", 1, 6, [[1], [0, 2]]],
  ["spot-on", 2, 6, [[0, 2], [1]]],
] as const)(
  "[LIAR-8] in a game of one round %s to %i of %i makes the places %j",
  (what, quantity, face, places) => {
    const config = { dice: 1, wild: "none", play: "one-round", spotOn: "caller-gains" };
    const table = tableOf(3, config, [6, 2, 3]);
    bid(table, 0, quantity, face);
    call(table, 1, what);
    expect(outcomeOf(table)).toEqual(places);
  },
);

test("[LIAR-9] after a call the dice lie open, the round's seed is revealed, and then they are rolled again", () => {
  const table = tableOf(2, { dice: 2, wild: "none" }, [1, 2, 3, 4], [5, 6, 6]);
  bid(table, 0, 1, 1);
  expect(table.deed?.draws).toEqual([]);
  call(table, 1);
  expect(table.deed?.finished).toMatchObject({ number: 1 });
  expect(table.view(null)).toMatchObject({
    dice: [
      [1, 2],
      [3, 4],
    ],
    phase: "shown",
  });
  expect(ring(table, "roll")).toBe("done");
  expect(table.deed?.draws).toHaveLength(3);
  expect(table.view(null)).toMatchObject({ dice: [null, null], phase: "bidding", last: null });
});

test("[LIAR-10] whose time runs out makes the lowest bid, or calls the last one", () => {
  const table = tableOf(2, { dice: 1 }, [2, 3]);
  ring(table, "turn");
  expect(stateOf(table).bids).toEqual([{ seat: 0, quantity: 1, face: 1 }]);
  ring(table, "turn");
  expect(stateOf(table)).toMatchObject({ phase: "over", last: { caller: 1, right: true } });
});

test.each([
  ["the mover", 0, 1],
  ["another", 2, 0],
])(
  "[LIAR-11] %s leaves a round: the others roll again, and seat %i is gone, seat %i begins",
  (_, leaver, next) => {
    const table = tableOf(3, { dice: 1 }, [1, 2, 3], [4, 5]);
    table.send({ kind: "leave", player: `player-${leaver}` });
    expect(stateOf(table)).toMatchObject({ phase: "shown", out: [[leaver]], mover: next });
    ring(table, "roll");
    expect(stateOf(table).dice.flat()).toEqual([4, 5]);
  },
);

test("[LIAR-11] leaving while the dice lie open, as one of two, and in a game of one round", () => {
  const open = tableOf(3, { dice: 2, wild: "none" }, [1, 2, 3, 4, 5, 6], [1, 1, 1]);
  bid(open, 0, 3, 1);
  call(open, 1);
  open.send({ kind: "leave", player: "player-0" });
  expect(stateOf(open)).toMatchObject({ phase: "shown", left: [0, 2, 2], mover: 1 });
  const two = tableOf(2, {}, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  two.send({ kind: "leave", player: "player-0" });
  expect(outcomeOf(two)).toEqual([[1], [0]]);
  const single = tableOf(3, { dice: 1, play: "one-round" }, [1, 2, 3]);
  single.send({ kind: "leave", player: "player-1" });
  expect(outcomeOf(single)).toEqual([[0, 2], [1]]);
});

test("[LIAR-12] a seat sees its own dice only, and a redeal rolls all others", () => {
  const table = tableOf(2, { dice: 2 }, [1, 2, 3, 4]);
  expect([0, 1, null].map((seat) => table.view(seat))).toMatchObject([
    { dice: [[1, 2], null] },
    { dice: [null, [3, 4]] },
    { dice: [null, null] },
  ]);
  const random = randomFrom(seededDraws("redeal"));
  const seen = new Set<string>();
  for (let times = 0; times < 300; times++) {
    const redealt = liarsDice.redeal?.(stateOf(table), 1, random) as State; // its own state, rolled anew
    const { dice } = redealt;
    expect(dice[1]).toEqual([3, 4]);
    seen.add(JSON.stringify(dice[0]));
  }
  expect(seen.size).toBe(21);
});
