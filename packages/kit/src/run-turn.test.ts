import { expect, test } from "vitest";
import { z } from "zod";
import { pull, puppet, type Pull } from "../test/puppet.ts";
import { highCard } from "../test/high-card.ts";
import { dieGame } from "../test/die.ts";
import {
  clientSeedOf,
  commitmentOf,
  secretSeeds,
  streamDraws,
  type Step,
  type Transfer,
} from "./index.ts";
import { playout, prngSeeds, scriptedSeeds, diceDraws, testTable } from "./testing/index.ts";

const answerOf = (result: Step): string => {
  switch (result.kind) {
    case "done":
      return "done";
    case "refused":
      return result.refusal.refused;
    case "fault":
      return result.fault.message;
  }
};
const brief = ({ debit, credit, amount, kind }: Transfer) =>
  `${kind} ${amount} ${debit} > ${credit}`;
const open = (amount: number): Pull[] => [
  { do: "take", amount },
  { do: "stake", amount },
];

test("[M1] every transfer has one debit and one credit, and all accounts sum to zero at every commit", () => {
  for (const game of [dieGame, highCard]) {
    const accounts = new Map<string, number>();
    for (const { result } of playout(game, { seed: game.id, stepsMax: 300, restless: true })) {
      if (result.kind !== "done") continue;
      for (const { debit, credit, amount } of result.deed.transfers) {
        expect(debit).not.toBe(credit);
        accounts.set(debit, (accounts.get(debit) ?? 0) - amount);
        accounts.set(credit, (accounts.get(credit) ?? 0) + amount);
      }
      // Two of the accounts were counted apart from each other: the platform's idea of the table, and its transfers.
      expect(accounts.get(`table:playout-${game.id}`) ?? 0).toBe(result.state.tableBalance);
      expect([...accounts.values()].reduce((sum, balance) => sum + balance, 0)).toBe(0);
    }
    expect(accounts.size).toBeGreaterThan(2);
  }
});

test.each([
  [{ amount: 0 }, "invalid_amount"],
  [{ amount: 1.5 }, "invalid_amount"],
  [{ amount: 5 }, "below_minimum"],
  [{ amount: 10 }, "done"],
  [{ amount: 12 }, "invalid_amount"],
  [{ amount: 95 }, "done"],
  [{ amount: 100 }, "above_maximum"],
  [{ amount: 100, limits: { min: 1, max: 100 } }, "done"],
  [{ amount: 10, seat: 1 }, "done"],
] as const)("a stake of %j at a table of 10 to 95 in steps of 5: %s", (stake, expected) => {
  const table = testTable(puppet({ withoutStakes: true }), {
    setup: { limits: { min: 10, max: 95, step: 5 } },
  });
  expect(answerOf(table.act(0, pull({ do: "take", ...stake })))).toBe(expected);
  expect(table.state.tableBalance).toBe(expected === "done" ? stake.amount : 0);
});

test.each([
  ["money in a game without any", "none", [{ do: "take", amount: 5 }], /without money/],
  [
    "a stake of an empty seat",
    "house",
    [{ do: "take", amount: 5, seat: 2 }],
    /nobody sits in seat 2/,
  ],
  ["a payout of half a cent", "house", [{ do: "give", amount: 0.5 }], /not an amount/],
  ["a negative payout", "house", [{ do: "give", amount: -5 }], /not an amount/],
  [
    "[M4] more than the players put in",
    "players",
    [{ do: "give", amount: 5 }],
    /more than it holds/,
  ],
  [
    "[M4] a pot that nobody owns",
    "players",
    [{ do: "take", amount: 5 }],
    /stakes are 0 but the table holds 5/,
  ],
  [
    "[M4] a pot that somebody owns twice",
    "players",
    [...open(5), { do: "stake", seat: 1, amount: 5 }],
    /stakes are 10 but/,
  ],
  [
    "[M4] a stake that was not paid for",
    "house",
    [{ do: "stake", amount: 5 }],
    /5 at stake but paid for 0/,
  ],
  [
    "[M4] a stake of half a cent",
    "house",
    [
      { do: "take", amount: 5 },
      { do: "stake", amount: 0.5 },
    ],
    /seat 0 has 0.5/,
  ],
  [
    "[M4] a stake of nobody",
    "players",
    [...open(5), { do: "stake", amount: 0 }, { do: "stake", seat: 2, amount: 5 }],
    /seat 2 has 5/,
  ],
  [
    "[M4] a stake kept after it was handed back",
    "house",
    [...open(5), { do: "refund", amount: 1 }],
    /5 at stake but paid for 4/,
  ],
  [
    "a draw after the round",
    "house",
    [{ do: "finish-round" }, { do: "draw", bound: 2 }],
    /after the end of the round/,
  ],
  [
    "a round finished twice",
    "house",
    [{ do: "finish-round" }, { do: "finish-round" }],
    /finished twice/,
  ],
  [
    "a game finished twice",
    "house",
    [
      { do: "finish-game", places: [] },
      { do: "finish-game", places: [] },
    ],
    /finished twice/,
  ],
  ["a seat with two places", "house", [{ do: "finish-game", places: [[0], [1, 0]] }], /two places/],
  ["a throw", "house", [{ do: "throw" }], /puppet: pull: as told/],
] as const)("%s is a fault, and leaves nothing", (_, bank, pulls, reason) => {
  const table = testTable(puppet({ bank, withoutStakes: bank === "none" }), { players: 2 });
  const before = table.state;
  const result = table.act(0, pull({ do: "draw", bound: 6 }, { do: "timer", ms: 5 }, ...pulls));
  expect(result.kind).toBe("fault");
  expect(answerOf(result)).toMatch(reason);
  expect(table.state).toBe(before);
  // A draw that did not count is drawn again.
  table.act(0, pull({ do: "draw", bound: 6 }));
  expect(table.state.round.wordsUsed).toBeGreaterThan(0);
});

test("a schema that throws is the game's fault too", () => {
  const refined = z.object({}).refine(() => {
    throw new Error("no idea");
  });
  const table = testTable({ ...puppet(), actions: { pull: refined } });
  expect(answerOf(table.act(0, pull()))).toBe("puppet: actions: no idea");
});

test("[M3] a refusal undoes everything that the command did before", () => {
  const table = testTable(puppet());
  const before = structuredClone(table.state);
  const all: Pull[] = [
    ...open(5),
    { do: "draw", bound: 6 },
    { do: "emit" },
    { do: "timer", ms: 5 },
    { do: "finish-round" },
    { do: "refuse" },
  ];
  expect(table.act(0, pull(...all))).toEqual({
    kind: "refused",
    refusal: { refused: "no_strings", detail: "as told" },
  });
  expect(table.state).toEqual(before);
});

test("[M3] open bets go back when a session ends or is voided, and the house takes the rest", () => {
  for (const command of [
    { kind: "void", by: "system", detail: "" },
    { kind: "end", by: "operator", reason: "admin" },
  ] as const) {
    const table = testTable(puppet(), { players: 3 });
    table.act(0, pull(...open(100)));
    table.act(1, pull(...open(40)));
    table.act(1, pull({ do: "stake", amount: 0 }, { do: "finish-round" }));
    table.act(2, pull(...open(7)));
    expect(table.state).toMatchObject({ open: [100, 0, 7], tableBalance: 147 });
    table.send(command);
    expect(table.deed?.transfers.map(brief)).toEqual([
      "refund 100 table:test > player:player-0",
      "refund 7 table:test > player:player-2",
      "sweep 40 table:test > house",
    ]);
    expect(table.state).toMatchObject({ open: [0, 0, 0], tableBalance: 0, timers: {} });
    expect(table.state.stats).toMatchObject({ bets: 3, volume: 40, payouts: 0 });
    expect(table.deed?.ended).toMatchObject({
      reason: command.kind === "void" ? "error" : "admin",
      outcome: null,
    });
  }
});

test("a host may not stop play while money is on the table; the operator may", () => {
  const table = testTable(puppet());
  table.act(0, pull(...open(5)));
  expect(answerOf(table.send({ kind: "end", by: "host", reason: "admin" }))).toBe("stakes_open");
  expect(answerOf(table.send({ kind: "pause", by: "host" }))).toBe("stakes_open");
  expect(answerOf(table.send({ kind: "pause", by: "operator" }))).toBe("done");
  expect(answerOf(table.send({ kind: "resume", by: "host" }))).toBe("done");
  table.act(0, pull({ do: "refund", amount: 5 }, { do: "stake", amount: 0 }));
  expect(answerOf(table.send({ kind: "end", by: "host", reason: "admin" }))).toBe("done");
});

test("[M4] a house that lost covers the table when the session ends", () => {
  const table = testTable(puppet());
  table.act(
    0,
    pull({ do: "take", amount: 10 }, { do: "give", amount: 250 }, { do: "finish-round" }),
  );
  expect(table.state.tableBalance).toBe(-240);
  table.act(0, pull({ do: "finish-game", places: [[1], [0]] }));
  expect(table.deed?.transfers.map(brief)).toEqual(["sweep 240 house > table:test"]);
  expect(table.state.phase).toMatchObject({
    status: "ended",
    reason: "completed",
    outcome: { places: [[1], [0]] },
  });
});

test("the house takes no further bets once it is as far behind as it may be", () => {
  const table = testTable(puppet({ withoutStakes: true }), { setup: { liabilityMax: 100 } });
  const take = pull({ do: "take", amount: 1 });
  table.act(0, pull({ do: "give", amount: 99 }));
  expect(answerOf(table.act(0, take))).toBe("done");
  table.act(0, pull({ do: "give", amount: 2 }));
  expect(table.state.tableBalance).toBe(-100);
  expect(answerOf(table.act(0, take))).toBe("table_liability");
  expect(answerOf(table.act(0, pull({ do: "give", amount: 50 })))).toBe("done");
});

test("[M3] who leaves takes no stakes away and leaves none behind", () => {
  const table = testTable(puppet({ leave: [] }), { players: 3 });
  table.act(0, pull(...open(5)));
  expect(answerOf(table.send({ kind: "leave", player: "player-0" }))).toMatch(/left stakes behind/);
  expect(table.state.players[0]).not.toBeNull();
  const paying = testTable(
    puppet({
      leave: [
        { do: "refund", amount: 5 },
        { do: "stake", amount: 0 },
      ],
    }),
    { players: 3 },
  );
  paying.act(0, pull(...open(5)));
  paying.send({ kind: "leave", player: "player-0" });
  expect(paying.deed?.transfers.map(brief)).toEqual(["refund 5 table:test > player:player-0"]);
  expect(paying.state.players[0]).toBeNull();
});

test("[R1] from a finished round's seed and its entries anybody works out every draw", () => {
  const seeds = secretSeeds("5ec2e7".repeat(10));
  const table = testTable(puppet(), { seeds });
  const [commitment, bounds] = [
    table.state.round.commitment,
    [6, 52, 2 ** 32, 3, 1_000, 7, 2 ** 31 + 1, 2, 9, 10, 11],
  ];
  expect(table.state.round.clientSeed).toBeNull();
  const draws: (readonly [number, number])[] = [];
  for (const bound of bounds) {
    table.act(0, pull({ do: "draw", bound }));
    draws.push(...(table.deed?.draws ?? []));
    expect(table.deed?.clientSeed).toBe(
      draws.length === 1 ? clientSeedOf(["seed-0", "seed-1", ""]) : undefined,
    );
  }
  // Who comes now does not change the seed of a round that is on.
  table.send({ kind: "join", player: "late", name: "Late", seed: "late" });
  table.act(0, pull({ do: "draw", bound: 6 }, { do: "finish-round" }));
  draws.push(...(table.deed?.draws ?? []));
  const { finished, next } = table.deed ?? {};
  if (!finished?.clientSeed) throw new Error("the round has no client seed");
  expect(commitmentOf(finished.serverSeed)).toBe(commitment);
  expect(next).toEqual({ number: 2, commitment: seeds.commitment(2) });
  const stream = streamDraws(
    { serverSeed: finished.serverSeed, clientSeed: finished.clientSeed, nonce: finished.number },
    0,
  );
  expect([...bounds, 6].map((bound) => [bound, stream.draw(bound)])).toEqual(draws);
  expect(table.state.round).toEqual({
    number: 2,
    commitment: next?.commitment,
    clientSeed: null,
    wordsUsed: 0,
  });
});

test("[R1] a round that was drawn from is revealed when the session ends, and none else", () => {
  const table = testTable(puppet(), { seeds: prngSeeds("end") });
  table.act(0, pull({ do: "draw", bound: 6 }));
  table.send({ kind: "void", by: "system", detail: "" });
  expect(table.deed?.finished).toMatchObject({ number: 1, serverSeed: prngSeeds("end").seed(1) });
  const idle = testTable(puppet());
  idle.send({ kind: "void", by: "system", detail: "" });
  expect(idle.deed?.finished).toBeUndefined();
});

test("a round without draws has no client seed", () => {
  const table = testTable(puppet());
  table.act(0, pull({ do: "finish-round" }));
  expect(table.deed?.finished).toMatchObject({ number: 1, clientSeed: null });
  expect(table.deed?.clientSeed).toBeUndefined();
});

test("the command that finished a round cannot go on to the next", () => {
  const rounds = puppet({ join: [{ do: "finish-round" }], start: [{ do: "draw", bound: 2 }] });
  const table = testTable(rounds, { players: 1, setup: { seatsMin: 2 } });
  const joined = table.send({ kind: "join", player: "late", name: "Late", seed: "late" });
  expect(answerOf(joined)).toMatch(/a second round/);
  expect(table.state.players[1]).toBeNull();
});

test("an event keeps what it told, whatever becomes of the state", () => {
  const table = testTable(puppet());
  table.act(0, pull({ do: "draw", bound: 1 }, { do: "emit", to: [1] }, { do: "draw", bound: 1 }));
  expect(table.deed?.events).toEqual([{ type: "drawn", data: { all: [0] }, to: [1] }]);
  expect(JSON.stringify(table.deed)).toContain('"all":[0]');
});

test("a scripted table rolls the dice of its script", () => {
  const table = testTable(dieGame, { players: 1, seeds: scriptedSeeds(diceDraws(3, 6)) });
  for (const face of [3, 6]) {
    table.act(0, { type: "bet", face: 3, stake: 10 });
    table.act(0, { type: "roll" });
    expect(table.deed?.events).toEqual([{ type: "rolled", data: { face } }]);
  }
  expect(table.state.stats).toMatchObject({ rounds: 2, bets: 2, volume: 20, payouts: 50 });
  table.act(0, { type: "bet", face: 3, stake: 10 });
  expect(answerOf(table.act(0, { type: "roll" }))).toMatch(/not in the script/);
  expect(() =>
    scriptedSeeds([6]).draws({ serverSeed: "", clientSeed: "", nonce: 1 }, 0).draw(6),
  ).toThrow(/below 6/);
});
