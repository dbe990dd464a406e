import { Client } from "pg";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { runAt, testDatabase, waiting } from "../../testing/postgres-place.ts";
import { bet, chain, deposit, kindsOf } from "../../testing/store-check.ts";
import { checkAll, writeAndKill, type Acknowledged } from "../../testing/store-crash.ts";
import { connections } from "./connections.ts";
import { postgresStore } from "./postgres-store.ts";

const database = await testDatabase("losses on PostgreSQL");
afterAll(() => database.remove());

/** Ends the stores' connections to this database. */
const terminate = (url: string) =>
  runAt(
    url,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'parlor'`,
  );

const openAt = async (url: string) => {
  let lost = (): void => undefined;
  const noticed = new Promise<void>((resolve) => (lost = resolve));
  const store = await postgresStore({ url, onLost: () => lost() });
  onTestFinished(() => store.close());
  return { store, noticed };
};

describe.skipIf(database.isMissing)("losses on PostgreSQL", () => {
  test("[J1] [J3] [M1] after kill -9 in full flight every acknowledged commit is there", async () => {
    const url = await database.newUrl();
    const acknowledged: Acknowledged[] = [];
    for (const [round, count] of [900, 1_500, 300].entries()) {
      const run = await writeAndKill(url, `run${round}`, count);
      expect(run.length).toBeGreaterThanOrEqual(count);
      acknowledged.push(...run);
      const store = await postgresStore({ url });
      await checkAll(store, acknowledged);
      await store.close();
    }
  }, 60_000);

  test("[J1] a connection that is lost in the middle of a batch: the call throws, nothing is written, and the next one goes on", async () => {
    const url = await database.newUrl();
    const { store } = await openAt(url);
    await store.claim([0]);
    await store.transfer(deposit("ann", 100));
    const first = chain("one", [{ transfers: [bet("ann", "one", 60)] }]);
    const holder = new Client({ connectionString: url });
    await holder.connect();
    onTestFinished(() => holder.end());
    await holder.query("BEGIN");
    await holder.query("SELECT FROM balances WHERE account = 'player:ann' FOR UPDATE");

    const commit = store.commit(first);
    const outcome = commit.catch((error: unknown) => String(error));
    await waiting(url, 1);
    const behind = store.commit(chain("two", [{ transfers: [bet("ann", "two", 70)] }]));
    await terminate(url);
    expect(await outcome).toContain("terminat");
    await holder.query("ROLLBACK");
    // It went out on a new connection.
    expect(kindsOf(await behind)).toEqual(["committed"]);
    expect(await store.load("one")).toBeNull();
    expect(kindsOf(await store.commit(first))).toEqual(["uncovered"]);
    expect(await store.balances("player:ann")).toMatchObject([{ balance: 30 }]);
  });

  test("[J1] connections that are lost while nobody uses them are told of and replaced", async () => {
    const url = await database.newUrl();
    const { store, noticed } = await openAt(url);
    await store.claim([0]);
    await terminate(url);
    await noticed;
    expect(kindsOf(await store.commit(chain("one", [{}])))).toEqual(["committed"]);
    expect(await store.feed(0, 10)).toHaveLength(1);
    await store.ping();
  });

  test("[J1] a server that is not there: opening throws, and says so", async () => {
    await expect(postgresStore({ url: "postgres://postgres@127.0.0.1:1/none" })).rejects.toThrow(
      "ECONNREFUSED",
    );
  });

  test.each([
    ["off", "on"],
    ["local", "on"],
    ["remote_apply", "remote_apply"],
  ])(
    "[J1] where the database has synchronous_commit %s, it is %s for the store",
    async (kept, wanted) => {
      const url = new URL(await database.newUrl());
      const options = url.searchParams.get("options") ?? "";
      url.searchParams.set("options", `${options} -c synchronous_commit=${kept}`);
      const { write, close } = connections({ url: url.href });
      onTestFinished(close);
      const { rows } = await write((client) => client.query("SHOW synchronous_commit"));
      expect(rows).toEqual([{ synchronous_commit: wanted }]);
    },
  );
});
