import type { Action, Deed, Game } from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeEntry } from "../journal/contract.ts";
import { poolAttemptsMax, poolBalanceAgeMaxMs, snapshotEveryEntries } from "../limits.ts";
import { jackpotSlot, rakedPot } from "../testing/pool-games.ts";
import { seededEntropy } from "../testing/seeded-entropy.ts";
import { codeOf, newId, testPlatform, type TestPlatform } from "../testing/test-platform.ts";
import type { Outcome } from "./contract.ts";

const games = [jackpotSlot, rakedPot];
const account = "pool:jackpot-slot:grand";
const sound = { sums: { "PLAY/0": 0 }, discrepancies: [] };
const spin: Action = { type: "spin", stake: 10 };
/** With two ways to fall, every spin wins: all of the pool or half of it. */
const always = { game: "jackpot-slot", config: { odds: 2, seed: 100 } };
/** So rarely won that these tests only pay in. */
const never = { game: "jackpot-slot", config: { odds: 4_000_000_000, seed: 100 } };

const held = async ({ store }: TestPlatform, of = account): Promise<number> =>
  (await store.balances(of)).reduce((sum, { balance }) => sum + balance, 0);
const deedOf = (outcome: Outcome): Deed => {
  if (outcome.kind === "refused") throw new Error(`refused: ${outcome.refusal.refused}`);
  return outcome.entry.did;
};
const sumOf = ({ transfers }: Deed, kind: string): number =>
  transfers.reduce((sum, one) => (one.kind === kind ? sum + one.amount : sum), 0);
const deeds = async ({ store }: TestPlatform): Promise<Deed[]> =>
  (await store.feed(0, 100_000)).map((row) => decodeEntry(row).did);

/** Puts money into the pool as another table does. */
const feed = async (platform: TestPlatform, stake: number, tables = 1): Promise<void> => {
  for (let count = 0; count < tables; count++) {
    const player = `feeder-${newId()}`;
    const table = await platform.table(never, [player], stake);
    deedOf(await platform.act(table, player, { type: "spin", stake }));
  }
};

test("[M1] a contribution is in the pool with its command, and the next table's meter has it", async () => {
  const platform = await testPlatform({ games });
  await feed(platform, 500);
  expect(await held(platform)).toBe(50);
  const table = await platform.table(never, ["ann"]);
  const { state } = await platform.standing(table);
  expect(state.game).toEqual({ meter: 150 });
  const deed = deedOf(await platform.act(table, "ann", spin));
  expect(deed.pools).toEqual({ grand: 50 });
  expect(await held(platform)).toBe(51);
  expect(await platform.treasury.audit()).toMatchObject(sound);
  await platform.stop();
});

test("[M2] two tables win at once: each is paid what was there when its turn came, and no draw is another", async () => {
  const play = async (tablesAtOnce: boolean) => {
    const platform = await testPlatform({ games, entropy: seededEntropy(9) });
    await feed(platform, 1_000, 3);
    const tables: string[] = [];
    for (const player of ["ann", "bob", "cid"]) tables.push(await platform.table(always, [player]));
    const acts = tables.map(
      (table, index) => () => platform.act(table, ["ann", "bob", "cid"][index]!, spin),
    );
    const done: Deed[] = [];
    if (tablesAtOnce)
      done.push(...(await Promise.all(acts.map((act) => act()))).map((one) => deedOf(one)));
    else for (const act of acts) done.push(deedOf(await act()));
    expect(await platform.treasury.audit()).toMatchObject(sound);
    const left = await held(platform);
    const batches = platform.store.batches.length;
    await platform.stop();
    return { done, left, batches };
  };
  const [atOnce, inTurn] = [await play(true), await play(false)];
  // Those who came at once saw one pool; the store let one of them have it, and the others looked again.
  expect(atOnce.done).toEqual(inTurn.done);
  expect(atOnce.left).toBe(inTurn.left);
  expect(atOnce.done.map(({ pools }) => pools?.["grand"])[0]).toBe(300);
  expect(new Set(atOnce.done.map(({ draws }) => JSON.stringify(draws))).size).toBeGreaterThan(1);
});

test("[M2] a command that always comes second is refused in the end, has changed nothing, and may be sent again", async () => {
  const platform = await testPlatform({ games });
  await feed(platform, 500);
  const table = await platform.table(always, ["ann"]);
  const before = await platform.standing(table);
  const seen = [before.seq, structuredClone(before.state)];
  const commit = platform.store.commit.bind(platform.store);
  const drawn = new Set<string>();
  let attempts = 0;
  platform.store.commit = async (batch) => {
    attempts += 1;
    for (const { entry } of batch)
      drawn.add(JSON.stringify((JSON.parse(entry.body) as { did: Deed }).did.draws));
    return batch.map(() => ({ kind: "uncovered", account }) as const);
  };
  const id = newId();
  expect(codeOf(await platform.act(table, "ann", spin, id))).toBe("pool_contended");
  expect([attempts, drawn.size]).toEqual([poolAttemptsMax, 1]);
  platform.store.commit = commit;
  const after = await platform.standing(table);
  expect([after.seq, after.state]).toEqual(seen);
  const deed = deedOf(await platform.act(table, "ann", spin, id));
  expect([...drawn]).toEqual([JSON.stringify(deed.draws)]);
  await platform.stop();
});

test("[M2] what was paid in while a jackpot was on its way stays in the pool: the meter said less", async () => {
  const platform = await testPlatform({ games, entropy: seededEntropy(2) });
  await feed(platform, 500);
  const [winner, other] = [
    await platform.table(always, ["ann"]),
    await platform.table(never, ["bob"]),
  ];
  const [fed, won] = (
    await Promise.all([
      platform.act(other, "bob", { type: "spin", stake: 200 }),
      platform.act(winner, "ann", spin),
    ])
  ).map((one) => deedOf(one));
  expect([fed?.pools, won?.pools]).toEqual([{ grand: 50 }, { grand: 50 }]);
  const paid = sumOf(won!, "jackpot");
  expect([151, 75]).toContain(paid);
  expect(await held(platform)).toBe(50 + 20 + 1 + sumOf(won!, "seed") - paid);
  await platform.stop();
});

test("[M2] a payout of another node, which this one was not told of, is noticed by the store", async () => {
  const platform = await testPlatform({ games });
  await feed(platform, 1_000, 5);
  const table = await platform.table(always, ["ann"], 10);
  const other = { debit: account, credit: "player:bob", amount: 430, kind: "jackpot" } as const;
  const outside = { ...other, id: "other node", currency: "PLAY/0", at: 0 } as const;
  expect((await platform.store.transfer(outside)).kind).toBe("committed");
  const release = platform.store.hold();
  const [askedAt, asked] = [platform.clock.now(), platform.act(table, "ann", spin)];
  await platform.clock.advance(500);
  release();
  const outcome = await asked;
  const deed = deedOf(outcome);
  // Worked out anew it is still the command of that moment.
  expect(outcome).toMatchObject({ entry: { at: askedAt } });
  expect(deed.pools).toEqual({ grand: 70 });
  const paid = sumOf(deed, "jackpot");
  expect([171, 85]).toContain(paid);
  expect(await platform.balance("ann")).toBe(paid);
  expect(await held(platform)).toBe(71 + sumOf(deed, "seed") - paid);
  expect(await platform.treasury.audit()).toMatchObject(sound);
  await platform.stop();
});

test("what a node knows of a pool is at most a second old", async () => {
  const platform = await testPlatform({ games });
  const table = await platform.table(never, ["ann"]);
  const look = async () =>
    deedOf(await platform.act(table, "ann", { type: "spin", stake: 1 })).pools;
  expect(await look()).toEqual({ grand: 0 });
  // Another node paid in: this one is not told.
  platform.disk.balances.get("PLAY/0")!.set(account, 70);
  expect(await look()).toEqual({ grand: 0 });
  await platform.clock.advance(poolBalanceAgeMaxMs + 1);
  expect(await look()).toEqual({ grand: 70 });
  await platform.stop();
});

test("[J4] [J1] a session with a pool is read back from its journal alone, whatever is in the pool by then", async () => {
  const platform = await testPlatform({ games });
  const request = { game: "jackpot-slot", config: { odds: 3, seed: 100 } };
  const table = await platform.table(request, ["ann"], 100_000);
  for (let count = 0; count < snapshotEveryEntries + 20; count++)
    await platform.act(table, "ann", spin);
  const { seq, state } = await platform.standing(table);
  await feed(platform, 1_000, 5);
  const next = await testPlatform({ games, disk: platform.disk });
  const again = await next.standing(table);
  expect([again.seq, again.state]).toEqual([seq, state]);
  expect(codeOf(await next.act(table, "ann", spin))).toBe("done");
  await Promise.all([platform.stop(), next.stop()]);
});

test.each(["before", "after"] as const)(
  "[J1] [J2] a jackpot whose write broke %s it was done is paid once, and told by the same id",
  async (when) => {
    const platform = await testPlatform({ games });
    await feed(platform, 500);
    const table = await platform.table(always, ["ann"], 10);
    platform.store.failNextCommit(when);
    const id = newId();
    expect(codeOf(await platform.act(table, "ann", spin, id))).toBe("outcome_unknown");
    const deed = deedOf(await platform.act(table, "ann", spin, id));
    expect(deedOf(await platform.act(table, "ann", spin, id))).toEqual(deed);
    expect(await platform.balance("ann")).toBe(sumOf(deed, "jackpot"));
    const jackpots = (await deeds(platform)).flatMap(({ transfers }) =>
      transfers.filter(({ kind }) => kind === "jackpot"),
    );
    expect(jackpots).toHaveLength(1);
    expect(await platform.treasury.audit()).toMatchObject(sound);
    await platform.stop();
  },
);

test("[M1] [M2] [M4] whatever is played at once: pools never fall below zero, and all that was paid in is in them or won", async () => {
  const moves = fc.array(fc.tuple(fc.nat(3), fc.nat(1), fc.integer({ min: 1, max: 90 })), {
    minLength: 1,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(
      moves,
      fc.nat(1_000),
      fc.integer({ min: 1, max: 8 }),
      async (played, seed, width) => {
        const platform = await testPlatform({ games, entropy: seededEntropy(seed) });
        const tables: { readonly id: string; readonly game: Game }[] = [];
        await feed(platform, 1_000, 4);
        for (const game of [jackpotSlot, jackpotSlot, rakedPot, rakedPot]) {
          const config = game === jackpotSlot ? { odds: 3, seed: 0 } : {};
          tables.push({
            game,
            id: await platform.table({ game: game.id, config }, ["ann", "bob"]),
          });
        }
        for (let from = 0; from < played.length; from += width)
          await Promise.all(
            played.slice(from, from + width).map(([table, seat, stake]) => {
              const { id, game } = tables[table]!;
              const isShow = game === rakedPot && stake % 3 === 0;
              const type = game === jackpotSlot ? "spin" : "ante";
              const action = isShow ? { type: "show" } : { type, stake };
              return platform.act(id, ["ann", "bob"][seat]!, action);
            }),
          );
        checkPools(await deeds(platform));
        expect(await platform.treasury.audit()).toMatchObject(sound);
        for (const { id } of tables) {
          const end = { kind: "end", id: newId(), by: "operator", reason: "admin" } as const;
          await platform.sessions.submit(id, end);
          expect(await held(platform, `table:${id}`)).toBe(0);
        }
        checkPools(await deeds(platform));
        await platform.stop();
      },
    ),
    { numRuns: 60 },
  );
});

/** Adds the pools up in the order in which the store wrote; whoever was paid had seen no more than was there. */
const checkPools = (all: readonly Deed[]): void => {
  const pools = new Map<string, number>();
  for (const { transfers, pools: seen = {} } of all) {
    for (const { debit, kind } of transfers) {
      if (kind !== "jackpot") continue;
      const name = debit.split(":")[2] ?? "";
      expect(seen[name]).toBeLessThanOrEqual(pools.get(debit) ?? 0);
    }
    for (const { debit, credit, amount } of transfers) {
      if (credit.startsWith("pool:")) pools.set(credit, (pools.get(credit) ?? 0) + amount);
      if (!debit.startsWith("pool:")) continue;
      pools.set(debit, (pools.get(debit) ?? 0) - amount);
      expect(pools.get(debit)).toBeGreaterThanOrEqual(0);
    }
  }
};
