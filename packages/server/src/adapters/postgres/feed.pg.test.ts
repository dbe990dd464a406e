import { Client } from "pg";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { FeedRow, Store } from "../../ports/store.ts";
import { testDatabase, runAt, waiting } from "../../testing/postgres-place.ts";
import { chain, type Deed } from "../../testing/store-check.ts";
import { postgresStore } from "./postgres-store.ts";

const openAt = async (url: string): Promise<Store> => {
  const store = await postgresStore({ url });
  onTestFinished(() => store.close());
  return store;
};

const clientAt = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
};

const namesOf = (rows: readonly FeedRow[]) => rows.map(({ session, seq }) => `${session}.${seq}`);

/** Takes a batch's number, as a commit does, and leaves the transaction open. */
const beginBatch = async (client: Client): Promise<number> => {
  await client.query("BEGIN");
  const { rows } = await client.query<{ readonly number: string }>(
    "INSERT INTO batches (number) SELECT nextval('batch_numbers') RETURNING number",
  );
  return Number(rows[0]?.number);
};

const database = await testDatabase("the feed of PostgreSQL");
afterAll(() => database.remove());

describe.skipIf(database.isMissing)("the feed of PostgreSQL", () => {
  test("[J1] readers that look again and again while stores write see every entry once, in one order", async () => {
    const url = await database.newUrl();
    const stores = await Promise.all([1, 2, 3].map(() => openAt(url)));
    const readers = await Promise.all([1, 2].map(() => openAt(url)));
    let writing = stores.length;
    const write = async (store: Store, node: number): Promise<number> => {
      const [epoch = 0] = await store.claim([node]);
      const deed: Deed = { partition: node, epoch };
      let lasts = Array.from({ length: 8 }, (_, at) => chain(`n${node}-${at}`, [deed])[0]!);
      let count = 0;
      for (let round = 0; round < 40; round++) {
        // Batches of differing size, several under way, and now and then one that is refused.
        const turns = lasts.slice(0, 1 + ((round * 5 + node) % 8));
        await Promise.all([store.commit(turns.slice(0, 3)), store.commit(turns.slice(3))]);
        if (round % 7 === node) await store.commit(turns.slice(0, 1));
        count += turns.length;
        lasts = lasts.map((last, at) =>
          at < turns.length ? chain(last.session, [deed], last)[0]! : last,
        );
      }
      writing -= 1;
      return count;
    };
    const read = async (store: Store, limit: number): Promise<FeedRow[]> => {
      const rows: FeedRow[] = [];
      for (;;) {
        const isOver = writing === 0;
        const page = await store.feed(rows.at(-1)?.position ?? 0, limit);
        rows.push(...page);
        const end = await store.feedEnd();
        expect(end).toBeGreaterThanOrEqual(rows.at(-1)?.position ?? 0);
        if (isOver && page.length === 0) return rows;
      }
    };
    const [counts, ...seen] = await Promise.all([
      Promise.all(stores.map(write)),
      ...readers.map((reader, at) => read(reader, 3 + 40 * at)),
    ]);
    const all = await stores[0]!.feed(0, 10_000);
    expect(all).toHaveLength(counts.reduce((sum, count) => sum + count, 0));
    for (const rows of seen) expect(namesOf(rows)).toEqual(namesOf(all));
    const positions = all.map(({ position }) => position);
    expect(positions).toEqual([...new Set(positions)].toSorted((one, other) => one - other));
  });

  test.each(["COMMIT", "ROLLBACK"])(
    "[J1] a batch that took its number first and is not over yet is waited for: %s",
    async (end) => {
      const url = await database.newUrl();
      const [store, reader, slow] = [await openAt(url), await openAt(url), await clientAt(url)];
      await store.claim([0]);
      const number = await beginBatch(slow);
      await slow.query(
        `INSERT INTO entries (position, session, seq, hash, command_id, body)
        VALUES ($1, 'slow', 1, 'h', 'c', '{}')`,
        [number * 1_024],
      );
      await store.commit(chain("quick", [{}]));

      const feed = reader.feed(0, 10);
      const feedEnd = reader.feedEnd();
      await waiting(url, 2);
      await slow.query(end);
      const rows = namesOf(await feed);
      expect(rows).toEqual(end === "COMMIT" ? ["slow.1", "quick.1"] : ["quick.1"]);
      expect(await feedEnd).toBe((await reader.feed(0, 10)).at(-1)?.position);
      expect(namesOf(await store.feed(0, 10))).toEqual(rows);
    },
  );

  test("[J1] who took a number, and writes only after the feed has gone by, finds it taken", async () => {
    const url = await database.newUrl();
    const [store, slow] = [await openAt(url), await clientAt(url)];
    await store.claim([0]);
    const { rows } = await slow.query<{ readonly number: string }>(
      "SELECT nextval('batch_numbers') AS number",
    );
    await store.commit(chain("quick", [{}]));
    expect(namesOf(await store.feed(0, 10))).toEqual(["quick.1"]);
    await expect(
      slow.query("INSERT INTO batches (number) VALUES ($1)", [rows[0]?.number]),
    ).rejects.toMatchObject({ code: "23505" });
  });

  test("[J1] a store whose next number was given up takes another, and nothing of the batch is lost", async () => {
    const url = await database.newUrl();
    const store = await openAt(url);
    await store.claim([0]);
    await store.commit(chain("one", [{}]));
    const [last] = await runAt<{ readonly number: string }>(
      url,
      "SELECT last_value AS number FROM batch_numbers",
    );
    await runAt(url, `INSERT INTO batches (number) VALUES (${Number(last?.number) + 1})`);
    expect(await store.commit(chain("two", [{}]))).toMatchObject([{ kind: "committed" }]);
    expect(namesOf(await store.feed(0, 10))).toEqual(["one.1", "two.1"]);
  });

  test("[J1] a store that was opened later begins where the others found no gap", async () => {
    const url = await database.newUrl();
    const store = await openAt(url);
    await store.claim([0]);
    await runAt(url, "SELECT setval('batch_numbers', 2500)");
    await store.commit(chain("one", [{}]));
    expect(namesOf(await store.feed(0, 10))).toEqual(["one.1"]);
    const [settled] = await runAt(url, "SELECT through FROM feed_settled");
    expect(settled).toEqual({ through: "2501" });
    const later = await openAt(url);
    await store.commit(chain("two", [{}]));
    expect(namesOf(await later.feed(0, 10))).toEqual(["one.1", "two.1"]);
    expect(await later.feedEnd()).toBe((await store.feed(0, 10))[1]?.position);
  });

  test("[J1] a store keeps up with the feed though nobody reads it", async () => {
    const url = await database.newUrl();
    const store = await openAt(url);
    await store.claim([0]);
    let [last] = chain("one", [{}]);
    for (let batch = 0; batch < 1_000; batch++) {
      await store.commit([last!]);
      [last] = chain("one", [{}], last);
    }
    await vi.waitFor(async () =>
      expect(await runAt(url, "SELECT through FROM feed_settled")).toEqual([{ through: "1000" }]),
    );
  });
});
