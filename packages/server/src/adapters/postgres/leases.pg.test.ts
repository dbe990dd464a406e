import { Client } from "pg";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { SharedStore } from "../../ports/leases.ts";
import { idsOf, join, longMs, nodeOf, openSession, ownersOf } from "../../testing/leases-check.ts";
import { leasesContract } from "../../testing/leases-contract.ts";
import { runAt, testDatabase, waiting } from "../../testing/postgres-place.ts";
import { bet, chain, deposit, kindsOf } from "../../testing/store-check.ts";
import { connections } from "./connections.ts";
import { postgresStore } from "./postgres-store.ts";

const database = await testDatabase("leases in PostgreSQL");
afterAll(() => database.remove());

const openAt = async (url: string): Promise<SharedStore> => {
  const store = await postgresStore({ url });
  onTestFinished(() => store.close());
  return store;
};

/** A transaction of nobody that is left open. */
const begin = async (url: string, ...statements: readonly string[]): Promise<Client> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query("BEGIN");
  for (const sql of statements) await client.query(sql);
  return client;
};

/** A node whose batch in a partition does not come to its end before somebody lets go of a wallet. */
const stuckIn = async (url: string, store: SharedStore, partition: number) => {
  await store.transfer(deposit("ann", 10));
  const holder = await begin(url, "SELECT FROM balances WHERE account = 'player:ann' FOR UPDATE");
  const [epoch] = await store.leases.take("a", [partition]);
  const batch = chain("slow", [{ partition, epoch: epoch!, transfers: [bet("ann", "slow", 1)] }]);
  const committed = store.commit(batch);
  await waiting(url, 1);
  return { committed, release: () => holder.query("ROLLBACK") };
};

describe.skipIf(database.isMissing)("leases in PostgreSQL", () => {
  leasesContract("postgres", () => database.newPlace());

  test("renewals go on while the node's batch waits, and while it waits for partitions that others are writing to", async () => {
    const url = await database.newUrl();
    const [one, other] = [await openAt(url), await openAt(url)];
    await join(one, "a", 0);
    await join(other, "b");
    const { committed, release } = await stuckIn(url, one, 0);
    const takes = [other.leases.take("b", [0]), other.leases.take("b", [0])];
    await waiting(url, 3);
    expect(idsOf(await join(one, "a", 0))).toEqual(["a", "b"]);
    expect(idsOf(await join(other, "b"))).toEqual(["a", "b"]);
    expect(idsOf(await other.leases.picture())).toEqual(["a", "b"]);
    // Nor is anything else in the way of that node's play.
    expect(await other.leases.take("b", [1])).toEqual([1]);
    expect(await openSession(other, "quick", { partition: 1 })).toBe("committed");
    await release();
    expect(kindsOf(await committed)).toEqual(["committed"]);
    expect(new Set((await Promise.all(takes)).flat())).toEqual(new Set([2, 3]));
  });

  test("a node that comes back while somebody waits for its batch keeps what it has", async () => {
    const url = await database.newUrl();
    const [one, other] = [await openAt(url), await openAt(url)];
    await join(one, "a", 0);
    await join(other, "b");
    const { committed, release } = await stuckIn(url, one, 0);
    const taken = other.leases.take("b", [0]);
    await waiting(url, 2);
    await join(one, "a");
    await release();
    expect(await taken).toEqual([null]);
    expect(kindsOf(await committed)).toEqual(["committed"]);
    expect(await ownersOf(one)).toEqual(["0: a 1"]);
  });

  test("who waits for one partition does not keep the owners of others from committing", async () => {
    const url = await database.newUrl();
    const [one, other, third] = [await openAt(url), await openAt(url), await openAt(url)];
    await join(one, "a", 0);
    await join(other, "b");
    await join(third, "c");
    expect(await third.leases.take("c", [0])).toEqual([1]);
    const { release } = await stuckIn(url, one, 1);
    const taken = other.leases.take("b", [0, 1]);
    await waiting(url, 2);
    expect(await openSession(third, "quick", { partition: 0 })).toBe("committed");
    await release();
    expect(await taken).toEqual([null, 2]);
  });

  test("a partition that a new node is just taking for the first time is that node's", async () => {
    const url = await database.newUrl();
    const other = await openAt(url);
    await join(other, "b");
    // What another node does: it comes, and takes. Who asks meanwhile cannot see it before it waits for it.
    const slow = await begin(
      url,
      `INSERT INTO nodes (id, incarnation, url, is_draining, has_left, lease_until)
      VALUES ('a', 'first', '', false, false, now() + interval '1 hour')`,
      "INSERT INTO partitions (id, epoch, owner) VALUES (0, 1, 'a')",
    );
    const taken = other.leases.take("b", [0, 1]);
    await waiting(url, 1);
    await slow.query("COMMIT");
    expect(await taken).toEqual([null, 1]);
    expect(await ownersOf(other)).toEqual(["0: a 1", "1: b 1"]);
  });

  test("the node's clock has no say", async () => {
    const store = await openAt(await database.newUrl());
    const before = (await join(store, "a")).now;
    const clock = vi.spyOn(Date, "now").mockReturnValue(before + 100 * longMs);
    onTestFinished(() => clock.mockRestore());
    const { now, nodes } = await join(store, "b", 1_000);
    expect(now).toBeLessThan(before + longMs);
    expect(nodes.map(({ leaseLeftMs }) => leaseLeftMs > 0)).toEqual([true, true]);
  });

  test("a connection that answers nothing is given up while the lease lasts, and the next renewal has another", async () => {
    const url = await database.newUrl();
    const store = await openAt(url);
    await join(store, "a", 2_000);
    const holder = await begin(url, "LOCK TABLE nodes IN ACCESS EXCLUSIVE MODE");
    await expect(join(store, "a", 2_000)).rejects.toThrow("read timeout");
    await holder.query("ROLLBACK");
    expect(idsOf(await join(store, "a", 2_000))).toEqual(["a"]);
  });

  test("[J1] a renewal waits for no disk, what changes owners does", async () => {
    const { renewing, owning, close } = connections({ url: await database.newUrl() });
    onTestFinished(close);
    const shown = [renewing, owning].map((on) =>
      on(async (client) => (await client.query("SHOW synchronous_commit")).rows),
    );
    expect((await Promise.all(shown)).flat()).toEqual([
      { synchronous_commit: "off" },
      { synchronous_commit: "on" },
    ]);
  });

  test("[C1] takes, releases, claims, leavings and commits at once: no deadlock, and no epoch twice", async () => {
    const url = await database.newUrl();
    const stores = await Promise.all([1, 2, 3].map(() => postgresStore({ url })));
    const partitions = Array.from({ length: 12 }, (_, at) => at);
    await stores[0]!.claim(partitions);
    const given: string[] = [];
    const play = async (store: SharedStore, node: number): Promise<void> => {
      const id = `node-${node}`;
      for (let round = 0; round < 25; round++) {
        await join(store, id, round % 2 === node % 2 ? 0 : longMs);
        const asked = round % 3 === node ? partitions : partitions.toReversed();
        const epochs =
          round % 9 === node ? await store.claim(asked) : await store.leases.take(id, asked);
        const held = asked.flatMap((partition, at) => {
          const epoch = epochs[at];
          return epoch === undefined || epoch === null ? [] : [{ partition, epoch }];
        });
        given.push(...held.map(({ partition, epoch }) => `${partition}: ${epoch}`));
        const opened = held.flatMap(({ partition, epoch }) =>
          chain(`s${node}-${round}-${partition}`, [{ partition, epoch }]),
        );
        const released = held.filter(({ partition }) => partition % 2 === round % 2);
        await Promise.all([
          store.commit(opened),
          store.leases.release(released, `node-${(node + 1) % 3}`),
          round % 5 === node ? store.leases.leave(nodeOf(id)) : undefined,
        ]);
      }
    };
    await Promise.all(stores.map(play));
    await Promise.all(stores.map((store) => store.close()));
    expect(new Set(given).size).toBe(given.length);
    const [locks] = await runAt(
      url,
      "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
    );
    expect(locks).toEqual({ deadlocks: "0" });
  });
});
