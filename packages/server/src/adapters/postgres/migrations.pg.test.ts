import { Client } from "pg";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { partitionCount } from "../../limits.ts";
import { partitionOf } from "../../sessions/partition.ts";
import { join } from "../../testing/leases-check.ts";
import { runAt, testDatabase } from "../../testing/postgres-place.ts";
import { chain, deposit, kindsOf } from "../../testing/store-check.ts";
import { migrate, migrations } from "./migrations.ts";
import { postgresStore } from "./postgres-store.ts";

const database = await testDatabase("the migrations of PostgreSQL");
afterAll(() => database.remove());

const clientAt = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
};

/** Every table, column, constraint, index, view and sequence of a schema, in words that do not name it. */
const layoutOf = async (url: string): Promise<unknown> => {
  const [schema] = await runAt<{ readonly name: string }>(url, "SELECT current_schema() AS name");
  const found = await Promise.all(
    [
      `SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default, is_identity
      FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1, 2`,
      `SELECT conrelid::regclass::text AS on, pg_get_constraintdef(oid) AS is
      FROM pg_constraint WHERE connamespace = current_schema()::regnamespace ORDER BY 1, 2`,
      `SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1`,
      `SELECT viewname, definition FROM pg_views WHERE schemaname = current_schema() ORDER BY 1`,
      `SELECT sequence_name, data_type FROM information_schema.sequences
      WHERE sequence_schema = current_schema() ORDER BY 1`,
    ].map((sql) => runAt(url, sql)),
  );
  return JSON.parse(JSON.stringify(found).replaceAll(`${schema?.name}.`, ""));
};

/** As they are made, and of other lengths. */
const runningIds = [
  "0123456789abcdef",
  "fedcba9876543210",
  "ffffffffffffffff",
  "a",
  "",
  "tAble_7-of.mine",
];
const endedId = "00000000deadbeef";

/** Sessions as a program of that version left them. */
const insertSessions = async (client: Client, version: number): Promise<void> => {
  for (const id of [...runningIds, endedId]) {
    const row = [id, id === endedId ? "ended" : "paused"];
    await client.query(
      version < 2
        ? `INSERT INTO sessions (id, game, status, created_at, summary, setup, secret)
          VALUES ($1, 'craps', $2, 1, '{}', '{}', 's')`
        : `INSERT INTO sessions (id, game, status, created_at, summary, setup, secret, partition)
          VALUES ($1, 'craps', $2, 1, '{}', '{}', 's', $3)`,
      version < 2 ? row : [...row, partitionOf(id)],
    );
    await client.query(
      "INSERT INTO heads (session, seq, hash, currency) VALUES ($1, 1, 'h', 'USD/2')",
      [id],
    );
  }
};

describe.skipIf(database.isMissing)("the migrations of PostgreSQL", () => {
  test.each(Array.from({ length: migrations.length + 1 }, (_, version) => version))(
    "[J1] from version %i the layout of today is reached, and what was there stays",
    async (version) => {
      const fresh = await database.newUrl();
      await migrate(await clientAt(fresh));
      const url = await database.newUrl();
      const old = await clientAt(url);
      if (version > 0) {
        await migrate(old, migrations.slice(0, version));
        await old.query("INSERT INTO settings (key, value) VALUES ('secret', 'old')");
        await old.query("INSERT INTO partitions (id, epoch) VALUES (0, 4)");
        await old.query(
          "INSERT INTO balances (account, currency, stripe, balance) VALUES ('house', 'USD/2', 1, -5)",
        );
      }
      if (version > 0) await insertSessions(old, version);
      expect(await migrate(old)).toEqual({ from: version, to: migrations.length });
      expect(await migrate(old)).toEqual({ from: migrations.length, to: migrations.length });
      expect(await layoutOf(url)).toEqual(await layoutOf(fresh));

      const store = await postgresStore({ url });
      expect(await store.setting("secret", "new")).toBe(version > 0 ? "old" : "new");
      const [epoch] = await store.claim([0]);
      expect(epoch).toBe(version > 0 ? 5 : 1);
      expect(await store.balances("house")).toHaveLength(version > 0 ? 1 : 0);
      for (const id of version > 0 ? runningIds : []) {
        const others = Array.from({ length: partitionCount }, (_, at) => at);
        const [own] = others.splice(partitionOf(id), 1);
        expect((await store.runningIn([own!])).map((one) => one.id)).toContain(id);
        expect((await store.runningIn(others)).map((one) => one.id)).not.toContain(id);
      }
      expect(await store.runningIn([partitionOf(endedId)])).toEqual([]);
      expect(kindsOf(await store.commit(chain("one", [{ epoch: epoch! }])))).toEqual(["committed"]);
      await store.close();
    },
  );

  test("[J1] of several that begin at once one does it, and all find it done", async () => {
    const url = await database.newUrl();
    const clients = await Promise.all(Array.from({ length: 5 }, () => clientAt(url)));
    const done = await Promise.all(clients.map((client) => migrate(client)));
    const from = done.map((one) => one.from).toSorted((one, other) => one - other);
    expect(from).toEqual([0, ...Array(4).fill(migrations.length)]);
  });

  test("[J1] a database from a newer program, and one of another program, are refused and left alone", async () => {
    const newer = await database.newUrl();
    await migrate(await clientAt(newer), [...migrations, "CREATE TABLE of_tomorrow (id integer)"]);
    await expect(postgresStore({ url: newer })).rejects.toThrow("newer program");
    expect(await runAt(newer, "SELECT version FROM schema_version")).toEqual([
      { version: migrations.length + 1 },
    ]);
    const foreign = await database.newUrl();
    await runAt(foreign, "CREATE TABLE songs (title text)");
    await expect(postgresStore({ url: foreign })).rejects.toThrow("another program");
    expect(await runAt(foreign, "SELECT to_regclass('schema_version') AS made")).toEqual([
      { made: null },
    ]);
  });

  test("[J1] a step that fails leaves the version before", async () => {
    const url = await database.newUrl();
    const client = await clientAt(url);
    await migrate(client);
    const before = await layoutOf(url);
    const broken = "CREATE TABLE half (id integer); CREATE TABLE half (id integer)";
    await expect(migrate(client, [...migrations, broken])).rejects.toThrow("already exists");
    expect(await layoutOf(url)).toEqual(before);
    expect(await migrate(client)).toEqual({ from: migrations.length, to: migrations.length });
  });

  test("[J1] who may not change tables can open what was migrated before", async () => {
    const url = await database.newUrl();
    await migrate(await clientAt(url));
    const role = `parlor_test_${process.pid}`;
    await runAt(url, `CREATE ROLE ${role} LOGIN PASSWORD 'only for this test'`);
    onTestFinished(async () => {
      await runAt(url, `DROP OWNED BY ${role}`);
      await runAt(url, `DROP ROLE ${role}`);
    });
    const [schema] = await runAt<{ readonly name: string }>(url, "SELECT current_schema() AS name");
    await runAt(url, `GRANT USAGE ON SCHEMA ${schema!.name} TO ${role}`);
    await runAt(
      url,
      `GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA ${schema!.name} TO ${role}`,
    );
    await runAt(url, `GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema!.name} TO ${role}`);
    const theirs = new URL(url);
    theirs.username = role;
    theirs.password = "only for this test";
    const store = await postgresStore({ url: theirs.href });
    await store.claim([0]);
    expect(kindsOf([await store.transfer(deposit("ann", 5))])).toEqual(["committed"]);
    expect(kindsOf(await store.commit(chain("one", [{}])))).toEqual(["committed"]);
    expect(await store.feed(0, 10)).toHaveLength(1);
    await join(store, "a");
    expect(await store.leases.pin(1, "a")).toBe(true);
    expect(await store.leases.take("a", [1])).toEqual([1]);
    await store.close();
  });
});
