import { randomFrom, seededDraws } from "@parlor/kit";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import type { Commit, Store } from "../../ports/store.ts";
import { testDatabase, runAt } from "../../testing/postgres-place.ts";
import { bet, chain, deposit, kindsOf, payout, sumsOf, usd } from "../../testing/store-check.ts";
import { postgresStore } from "./postgres-store.ts";

const openStores = async (url: string, count: number): Promise<Store[]> => {
  const stores = await Promise.all(Array.from({ length: count }, () => postgresStore({ url })));
  onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))));
  return stores;
};

const seed = Number(process.env["PARLOR_STORE_SEED"] ?? Date.now() % 1_000_000);
const players = ["ann", "bob", "cy", "dee"];

/** Batches of a few sessions of its own, each of which spends from everybody's wallets, one batch after the other. */
const spend = async (store: Store, node: number): Promise<Commit[]> => {
  const random = randomFrom(seededDraws(`${seed} ${node}`));
  const [epoch = 0] = await store.claim([node]);
  const heads = new Map<string, Commit>();
  const committed: Commit[] = [];
  for (let round = 0; round < 60; round++) {
    const batch = ["a", "b", "c"].flatMap((name) => {
      const session = `${name}-${node}`;
      const transfers = random
        .shuffle(players)
        .slice(0, 3)
        .map((player, at) => (at === 2 ? payout : bet)(player, session, 1 + random.int(40)));
      const deed = { partition: node, epoch, transfers, commandId: `${session}-${round}` };
      return chain(session, [deed], heads.get(session));
    });
    const verdicts = await store.commit(batch);
    for (const [at, commit] of batch.entries()) {
      const verdict = verdicts[at]!;
      expect(["committed", "uncovered"]).toContain(verdict.kind);
      if (verdict.kind !== "committed") continue;
      heads.set(commit.session, commit);
      committed.push(commit);
      expect(Math.min(...Object.values(verdict.balances))).toBeGreaterThanOrEqual(0);
    }
  }
  return committed;
};

const database = await testDatabase("several stores on PostgreSQL");
afterAll(() => database.remove());

describe.skipIf(database.isMissing)("several stores on PostgreSQL", () => {
  test(`[M1] [M2] wallets that four of them spend from at once stay covered (seed ${seed})`, async () => {
    const url = await database.newUrl();
    const stores = await openStores(url, 4);
    for (const player of players) await stores[0]!.transfer(deposit(player, 2_000));
    const committed = (await Promise.all(stores.map(spend))).flat();
    expect(committed.length).toBeGreaterThan(100);

    const wallets = new Map(players.map((player) => [`player:${player}`, 2_000]));
    for (const { debit, credit, amount } of committed.flatMap(({ transfers }) => transfers)) {
      if (wallets.has(debit)) wallets.set(debit, wallets.get(debit)! - amount);
      if (wallets.has(credit)) wallets.set(credit, wallets.get(credit)! + amount);
    }
    for (const [account, balance] of wallets) {
      expect(balance).toBeGreaterThanOrEqual(0);
      expect(await stores[1]!.balances(account)).toEqual([{ account, currency: usd, balance }]);
    }
    expect(await sumsOf(stores[2]!)).toEqual({ [usd]: 0 });
    const feed = await stores[3]!.feed(0, 10_000);
    expect(feed).toHaveLength(committed.length);
    // The view for auditors comes to the same sums as the balances.
    const sums = await runAt<{ readonly account: string; readonly balance: string }>(
      url,
      `SELECT account, sum(amount) AS balance FROM (
        SELECT debit AS account, -amount AS amount FROM transfers
        UNION ALL SELECT credit, amount FROM transfers
      ) AS lines GROUP BY account ORDER BY account COLLATE "C"`,
    );
    expect(sums.map(({ account, balance }) => [account, Number(balance)])).toEqual(
      (await stores[0]!.accounts()).map(({ account, balance }) => [account, balance]),
    );
    const [locks] = await runAt<{ readonly deadlocks: string }>(
      url,
      "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
    );
    expect(Number(locks?.deadlocks)).toBe(0);
  });

  test("[M1] deposits by several stores at once happen once each, whoever asks first", async () => {
    const stores = await openStores(await database.newUrl(), 3);
    const asked = Array.from({ length: 30 }, (_, at) =>
      stores.map((store) => store.transfer(deposit("ann", 5, { id: `d${at}` }))),
    );
    for (const answers of asked)
      expect(kindsOf(await Promise.all(answers)).toSorted()).toEqual([
        "committed",
        "repeated",
        "repeated",
      ]);
    expect(await stores[0]!.balances("player:ann")).toMatchObject([{ balance: 150 }]);
    expect(await sumsOf(stores[1]!)).toEqual({ [usd]: 0 });
  });

  test("[C1] after a claim was answered nothing is committed under the epoch before, however much was under way", async () => {
    const [old, next] = await openStores(await database.newUrl(), 2);
    for (let round = 0; round < 10; round++) {
      const [epoch = 0] = await old!.claim([0]);
      let stop = false;
      let acknowledged = 0;
      let enough = (): void => undefined;
      const some = new Promise<void>((resolve) => (enough = resolve));
      const play = async (session: string): Promise<string> => {
        let [last] = chain(session, [{ epoch }]);
        for (;;) {
          const [verdict] = await old!.commit([last!]);
          if (verdict?.kind !== "committed") return verdict?.kind ?? "nothing";
          if (++acknowledged > 20) enough();
          if (stop) return "never refused";
          [last] = chain(session, [{ epoch }], last);
        }
      };
      const playing = Promise.all([1, 2, 3, 4].map((at) => play(`s${round}-${at}`)));
      await some;
      expect(await next!.claim([0])).toEqual([epoch + 1]);
      const end = await next!.feedEnd();
      const outcomes = await playing;
      stop = true;
      expect(outcomes).toEqual(Array(4).fill("stale_epoch"));
      expect(await next!.feed(end, 10)).toEqual([]);
    }
  });

  test("[C1] claims of the same partitions at once each get an epoch of their own", async () => {
    const stores = await openStores(await database.newUrl(), 4);
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [2, 0, 1],
    ];
    const claims = await Promise.all(stores.map((store, at) => store.claim(orders[at]!)));
    for (const partition of [0, 1, 2]) {
      const epochs = claims.map((epochsOf, at) => epochsOf[orders[at]!.indexOf(partition)]);
      expect(new Set(epochs)).toEqual(new Set([1, 2, 3, 4]));
    }
  });

  test("[J3] of two owners that open the same session at once, one does", async () => {
    const stores = await openStores(await database.newUrl(), 2);
    await Promise.all(stores.map((store, at) => store.claim([at])));
    for (let round = 0; round < 20; round++) {
      const session = `s${round}`;
      const commits = stores.map((_, at) =>
        chain(session, [{ partition: at, commandId: `by-${at}` }]),
      );
      const verdicts = await Promise.all(stores.map((store, at) => store.commit(commits[at]!)));
      expect(verdicts.flatMap(kindsOf).toSorted()).toEqual(["committed", "out_of_order"]);
      expect(await stores[0]!.entries(session, 0, 9)).toHaveLength(1);
    }
  });
});
