import { expect, test } from "vitest";
import { jackpotSlot } from "../test/jackpot.ts";
import { pull, puppet, type Pull } from "../test/puppet.ts";
import type { Step, Transfer } from "./index.ts";
import { playout, testTable } from "./testing/index.ts";

const brief = ({ debit, credit, amount, kind }: Transfer) =>
  `${kind} ${amount} ${debit} > ${credit}`;
const faultOf = (result: Step): string =>
  result.kind === "fault" ? result.fault.message : result.kind;
const moves = (table: { readonly deed: { transfers: readonly Transfer[] } | null }) =>
  table.deed?.transfers.map(brief);

const contribute = (amount: number): Pull => ({ do: "contribute", amount });
const payPool = (amount: number | "all", seat = 0): Pull => ({ do: "pay-pool", amount, seat });
const look: Pull = { do: "look" };

test("a pool shows its seed and what was paid in; a jackpot takes all of it, and the house adds the seed", () => {
  const table = testTable(puppet({ seed: 100, withoutStakes: true }), { pools: { grand: 30 } });
  table.act(0, pull({ do: "take", amount: 50 }, look, contribute(5), look, payPool("all"), look));
  expect(table.state.game).toMatchObject({ meters: [130, 135, 100] });
  expect(moves(table)).toEqual([
    "bet 50 player:player-0 > table:test",
    "contribution 5 table:test > pool:puppet:grand",
    "seed 100 table:test > pool:puppet:grand",
    "jackpot 135 pool:puppet:grand > player:player-0",
  ]);
  expect(table.deed?.pools).toEqual({ grand: 30 });
  expect(table.pools).toEqual({ grand: 0, minor: 0 });
  expect(table.state).toMatchObject({
    tableBalance: 50 - 5 - 100,
    stats: { bets: 1, volume: 50, payouts: 135 },
  });
});

test.each([
  ["a share of what was paid in", [payPool(20)], 130, [], 110],
  ["a share that the house adds to", [payPool(60)], 130, ["seed 30"], 100],
  [
    "all of it in shares",
    [payPool(65), payPool(40, 1), payPool(25)],
    130,
    ["seed 35", "seed 40", "seed 25"],
    100,
  ],
  ["nothing", [payPool(0)], 130, [], 130],
] as const)("a pool pays %s", (_what, pulls, before, seeds, after) => {
  const table = testTable(puppet({ seed: 100, withoutStakes: true }), { pools: { grand: 30 } });
  table.act(0, pull(look, ...pulls, look));
  expect(table.state.game).toMatchObject({ meters: [before, after] });
  const added = table.deed?.transfers.filter(({ kind }) => kind === "seed");
  expect(added?.map(({ kind, amount }) => `${kind} ${amount}`)).toEqual(seeds);
  expect(table.pools["grand"]).toBe(after - 100);
});

test("[M4] where the players bank the game, the house adds to a jackpot from its own account", () => {
  const table = testTable(puppet({ bank: "players", seed: 100 }));
  const took = table.act(0, pull({ do: "take", amount: 50 }, { do: "stake", amount: 50 }));
  expect(faultOf(took)).toBe("done");
  const raked = [{ do: "rake", amount: 3 }, contribute(2), { do: "stake", amount: 45 }] as const;
  expect(faultOf(table.act(0, pull(...raked, payPool("all"))))).toBe("done");
  expect(moves(table)).toEqual([
    "rake 3 table:test > rake",
    "contribution 2 table:test > pool:puppet:grand",
    "seed 100 house > pool:puppet:grand",
    "jackpot 102 pool:puppet:grand > player:player-0",
  ]);
  expect(table.state).toMatchObject({ tableBalance: 45, open: [45, 0, 0] });
  const kept = table.act(0, pull({ do: "rake", amount: 1 }));
  expect(faultOf(kept)).toMatch(/stakes are 45 but the table holds 44/);
});

test.each([
  ["rake in a house game", "house", [{ do: "rake", amount: 1 }], /do not bank/],
  ["rake in a game without money", "none", [{ do: "rake", amount: 1 }], /do not bank/],
  ["rake of half a cent", "players", [{ do: "rake", amount: 0.5 }], /not an amount/],
  ["more rake than there is", "players", [{ do: "rake", amount: 1 }], /more than it holds/],
  ["a contribution of nobody", "players", [contribute(1)], /more than it holds/],
  ["a negative contribution", "house", [contribute(-1)], /not an amount/],
  ["money in a game without any", "none", [contribute(1)], /without money/],
  ["more than the pool shows", "house", [payPool(131)], /pays more than it shows/],
  [
    "the second time more than it shows",
    "house",
    [payPool(50), payPool(101)],
    /more than it shows/,
  ],
  ["half a cent", "house", [payPool(0.5)], /not an amount/],
  ["an empty seat", "house", [payPool(5, 2)], /nobody sits/],
  ["a pool that there is not", "house", [{ do: "look", pool: "other" }], /no pool other/],
  [
    "a contribution to no pool",
    "house",
    [{ do: "contribute", amount: 1, pool: "other" }],
    /no pool other/,
  ],
] as const)("[E1] a game that moves %s is at fault", (_what, bank, pulls, message) => {
  const table = testTable(puppet({ bank, seed: 100, withoutStakes: true }), {
    pools: { grand: 30 },
  });
  expect(faultOf(table.act(0, pull(...pulls)))).toMatch(message);
});

test("[E1] a game without pools that asks for one is at fault", () => {
  const table = testTable(puppet());
  for (const one of [look, contribute(1), payPool(1)])
    expect(faultOf(table.act(0, pull(one)))).toMatch(/declares no pool grand/);
});

test("a command that only pays in looks at nothing: what was in the pool is none of its inputs", () => {
  const table = testTable(puppet({ seed: 100, withoutStakes: true }), { pools: { grand: 30 } });
  table.act(0, pull(contribute(5)));
  expect(table.deed?.pools).toBeUndefined();
  expect(table.pools["grand"]).toBe(35);
  table.act(0, pull(contribute(5), look));
  expect(table.deed?.pools).toEqual({ grand: 35 });
});

test("a pool is seen as the same command has left it, at its other hooks as well", () => {
  const game = puppet({
    seed: 100,
    withoutStakes: true,
    join: [contribute(7)],
    start: [look, payPool("all"), look],
  });
  const table = testTable(game, { pools: { grand: 10 } });
  // The second player's arrival begins play: both pay in, the second in the command that pays out.
  expect(table.state.game).toMatchObject({ meters: [124, 100] });
  expect(table.deed?.pools).toEqual({ grand: 17 });
  expect(table.pools["grand"]).toBe(0);
});

test("a session that ends or is voided leaves the pools as they are", () => {
  for (const kind of ["end", "void"] as const) {
    const table = testTable(puppet({ seed: 100, withoutStakes: true }), { pools: { grand: 30 } });
    table.act(0, pull({ do: "take", amount: 50 }, contribute(5)));
    const by = { by: "operator", reason: "admin", detail: "over" } as const;
    expect(table.send({ kind, ...by }).kind).toBe("done");
    expect(moves(table)).toEqual(["sweep 45 table:test > house"]);
    expect(table.pools["grand"]).toBe(35);
  }
});

test("[M1] all that was paid in is in the pool or was won, in whole sessions", () => {
  let [won, jackpots] = [0, 0];
  for (let seed = 0; seed < 20; seed++) {
    let held = 0;
    for (const { result, context } of playout(jackpotSlot, { seed, stepsMax: 60 })) {
      expect(context.pools).toEqual({ grand: held });
      if (result.kind !== "done") continue;
      for (const { kind, amount } of result.deed.transfers) {
        if (kind === "contribution" || kind === "seed") held += amount;
        if (kind !== "jackpot") continue;
        held -= amount;
        won += amount;
        jackpots += 1;
        expect(held).toBe(0);
      }
    }
  }
  expect(jackpots).toBeGreaterThan(20);
  expect(won).toBeGreaterThan(100 * jackpots);
});
