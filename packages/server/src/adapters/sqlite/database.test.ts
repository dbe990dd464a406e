import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bet, chain, deposit, kindsOf, payout } from "../../testing/store-check.ts";
import { Database } from "./database.ts";
import { migrate, migrations } from "./migrations.ts";
import { RecentMap } from "./recent-map.ts";
import { sqliteStore, storeOn } from "./sqlite-store.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-sqlite-"));
  file = join(folder, "deep", "down", "store.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

const openDatabase = () => new Database({ file, synchronous: "full" });
const oldEntries = [1, 2].map((seq) => ({
  session: "old",
  seq,
  hash: `hash ${seq}`,
  commandId: `command ${seq}`,
  body: `{"seq":${seq},"note":"naïve 🎲"}`,
}));
/** As each layout had them: a row each, and since version 4 a block. */
const writeOldEntries = (db: DatabaseSync, version: number): void => {
  for (const { seq, hash, commandId, body } of oldEntries) {
    if (version < 4)
      db.prepare(
        "INSERT INTO entries (session, seq, hash, command_id, body) VALUES (1, ?, ?, ?, ?)",
      ).run(seq, hash, commandId, body);
    else
      db.prepare("INSERT INTO blocks (heads, bodies, balances) VALUES (?, ?, '[]')").run(
        JSON.stringify([[1, seq, hash, commandId]]),
        `[${body}]`,
      );
  }
};
const versionOf = (db: DatabaseSync) => db.prepare("PRAGMA user_version").get()?.["user_version"];

const fill = (database: Database): void => {
  database.claim([0]);
  database.transfer(deposit("ann", 500, { bet: "x" }));
  const played = { transfers: [bet("ann", "one", 100), payout("ann", "one", 30)] };
  expect(kindsOf(database.commit(chain("one", [{}, played, {}, played])))).toEqual(
    Array(4).fill("committed"),
  );
};

test("[J1] a file opens at every layout version there was, and keeps what was in it", () => {
  for (let version = 0; version <= migrations.length; version++) {
    const at = join(folder, `version-${version}.db`);
    const old = new DatabaseSync(at);
    if (version > 0) migrate(old, migrations.slice(0, version));
    expect(versionOf(old)).toBe(version);
    if (version > 0) {
      old.exec("INSERT INTO settings (key, value) VALUES ('secret', 'old')");
      old.exec("INSERT INTO partitions (id, epoch) VALUES (0, 4)");
      old.exec("INSERT INTO balances (account, currency, balance) VALUES ('house', 'USD/2', 5)");
      old.exec(`INSERT INTO sessions (id, status, game, created_at, currency, summary, setup, secret)
        VALUES ('old', 'waiting', 'craps', 1, 'USD/2', '{}', '{}', 's')`);
      writeOldEntries(old, version);
    }
    old.close();

    const database = new Database({ file: at, synchronous: "full" });
    expect(database.setting("secret", "new")).toBe(version > 0 ? "old" : "new");
    expect(database.claim([0])).toEqual([version > 0 ? 5 : 1]);
    expect(database.balances("house")).toHaveLength(version > 0 ? 1 : 0);
    expect(database.entries("old", 0, 10)).toEqual(version > 0 ? oldEntries : []);
    expect(database.feed(1, 10)).toMatchObject(version > 0 ? [{ position: 2, seq: 2 }] : []);
    const [first] = chain("one", [{ epoch: version > 0 ? 5 : 1 }]);
    expect(kindsOf(database.commit([first!]))).toEqual(["committed"]);
    database.close();
    const now = new DatabaseSync(at);
    expect(versionOf(now)).toBe(migrations.length);
    now.close();
  }
});

test("[J1] a file from a newer program is refused, and left as it is", async () => {
  const [at, foreign] = [join(folder, "newer.db"), join(folder, "foreign.db")];
  const newer = new DatabaseSync(at);
  newer.exec(`PRAGMA user_version = ${migrations.length + 1}`);
  await expect(sqliteStore({ file: at })).rejects.toThrow("newer program");
  expect(versionOf(newer)).toBe(migrations.length + 1);
  newer.close();
  const other = new DatabaseSync(foreign);
  other.exec("CREATE TABLE songs (title TEXT)");
  await expect(sqliteStore({ file: foreign })).rejects.toThrow("another program");
  other.close();
});

test("[J1] a step that fails leaves the file at the version before", () => {
  const db = new DatabaseSync(join(folder, "half.db"));
  migrate(db, migrations.slice(0, 1));
  expect(() => migrate(db, [migrations[0]!, "CREATE TABLE t (a); CREATE TABLE t (a)"])).toThrow(
    "already exists",
  );
  expect(versionOf(db)).toBe(1);
  expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 't'").get()?.["n"]).toBe(
    0,
  );
  db.close();
});

test("[M1] the view `transfers` has every movement, and the balances are its sums", () => {
  const database = openDatabase();
  fill(database);
  database.close();
  const db = new DatabaseSync(file);
  expect(
    db.prepare("SELECT session, seq, id, kind, bet, amount, currency FROM transfers").all(),
  ).toMatchObject([
    { session: "one", seq: 2, id: null, kind: "bet", bet: "pass-line", amount: 100 },
    { session: "one", seq: 2, id: null, kind: "payout", bet: null, amount: 30 },
    { session: "one", seq: 4, id: null, kind: "bet", bet: "pass-line", amount: 100 },
    { session: "one", seq: 4, id: null, kind: "payout", bet: null, amount: 30 },
    { session: null, id: "deposit-ann", kind: "deposit", bet: "x", currency: "USD/2" },
  ]);
  const sums = `SELECT account, currency, sum(amount) AS balance FROM (
      SELECT debit AS account, currency, -amount AS amount FROM transfers
      UNION ALL SELECT credit, currency, amount FROM transfers
    ) GROUP BY account, currency ORDER BY account, currency`;
  const kept = "SELECT account, currency, balance FROM balances ORDER BY account, currency";
  expect(db.prepare(sums).all()).toEqual(db.prepare(kept).all());
  db.close();
});

test("[J1] a transaction that fails is rolled back, with what was cached of it", () => {
  const database = openDatabase();
  fill(database);
  const last = chain("one", [{}, {}, {}, {}])[3]!;
  const before = database.load("one");
  const db = new DatabaseSync(file);
  const breaks = "BEGIN SELECT raise(ABORT, 'the disk is broken'); END";
  db.exec(
    `CREATE TRIGGER broken BEFORE INSERT ON balances WHEN NEW.account = 'table:one' ${breaks}`,
  );
  db.exec(
    `CREATE TRIGGER torn BEFORE INSERT ON blocks WHEN NEW.balances LIKE '%table:one%' ${breaks}`,
  );
  const next = chain("one", [{ transfers: [bet("ann", "one", 360)] }], last);
  const other = chain("two", [{}]);
  expect(() => database.commit([...other, ...next])).toThrow("the disk is broken");
  expect(database.load("one")).toEqual(before);
  expect(database.load("two")).toBeNull();
  expect(() => database.transfer(deposit("bob", 1, { credit: "table:one" }))).toThrow("broken");
  db.exec("DROP TRIGGER broken; DROP TRIGGER torn");
  db.close();
  expect(database.commit([...other, ...next])).toMatchObject([
    { kind: "committed" },
    { kind: "committed", balances: { "player:ann": 0 } },
  ]);
  database.close();
});

test("[J1] full is the default: each commit is synced before it is answered", () => {
  // The pragma is a connection's own, so it is read where the connection is.
  for (const [synchronous, wanted] of [
    ["full", 2],
    ["normal", 1],
  ] as const) {
    const database = new Database({ file, synchronous });
    expect(database.settings()).toEqual({ synchronous: wanted, journalMode: "wal" });
    database.close();
  }
});

test("[J1] when the worker dies, calls under way and later ones are rejected", async () => {
  const workerData = { file, synchronous: "full" };
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData });
  const store = await storeOn(worker);
  await store.claim([0]);
  const under = Array.from({ length: 50 }, (_, at) => store.commit(chain(`s${at}`, [{}, {}])));
  const outcomes = Promise.allSettled(under);
  await worker.terminate();
  expect((await outcomes).some(({ status }) => status === "rejected")).toBe(true);
  await expect(store.commit([])).rejects.toThrow("worker thread");
  await expect(store.ping()).rejects.toThrow("worker thread");
  await store.close();
});

test("a call that throws rejects that call only", async () => {
  const store = await sqliteStore({ file });
  await expect(store.transfer(deposit("ann", 0))).rejects.toThrow("not an amount");
  expect((await store.transfer(deposit("ann", 1))).kind).toBe("committed");
  await store.close();
});

test("a cache stays within its bounds and keeps what is in use", () => {
  const map = new RecentMap<number>(100);
  for (let at = 0; at < 10_000; at++) {
    map.set(`k${at}`, at);
    map.set("hot", (map.get("hot") ?? 0) + 1);
    map.trim();
    expect(map.size).toBeLessThanOrEqual(150);
  }
  expect(map.get("hot")).toBe(10_000);
  expect(map.get("k1")).toBeUndefined();
  for (let at = 0; at < 1_000; at++) map.set(`burst${at}`, at);
  map.trim();
  expect(map.size).toBeLessThanOrEqual(150);
});

test("[J2] [J3] [J4] entries are found whether they are filed or not, also after a restart", () => {
  const options = { file, synchronous: "normal", unfiledMax: 7 } as const;
  let database = new Database(options);
  database.claim([0]);
  const names = ["one", "two", "three"];
  const lasts = new Map(names.map((name) => [name, chain(name, [{}])[0]!]));
  database.commit([...lasts.values()]);
  for (const [name, first] of lasts) lasts.set(name, chain(name, [{}], first)[0]!);
  database.commit([...lasts.values()]);
  for (let round = 3; round <= 30; round++) {
    // Sessions of different pace, so that filing does not follow the positions.
    for (const name of names.slice(0, 1 + (round % 3))) {
      const next = chain(name, [{}], lasts.get(name))[0]!;
      lasts.set(name, next);
      expect(kindsOf(database.commit([next]))).toEqual(["committed"]);
    }
    if (round % 10 === 0) {
      database.close();
      database = new Database(options);
    }
    for (const [name, { entry }] of lasts) {
      const seqs = Array.from({ length: entry.seq }, (_, at) => at + 1);
      for (const after of [0, 3, entry.seq - 2, entry.seq]) {
        const found = database.entries(name, after, 5).map(({ seq }) => seq);
        expect(found).toEqual(seqs.slice(Math.max(0, after)).slice(0, 5));
      }
      expect(database.load(name)?.entries.map(({ seq }) => seq)).toEqual(seqs);
      for (const seq of seqs) {
        expect(database.entryOf(name, `${name}-command-${seq}`)?.seq).toBe(seq);
      }
      const again = chain(name, [{ commandId: `${name}-command-2` }], lasts.get(name))[0]!;
      expect(kindsOf(database.commit([again]))).toEqual(["known"]);
    }
  }
  database.close();
  const db = new DatabaseSync(file);
  const { filed, unfiled } = db
    .prepare(`SELECT count(*) FILTER (WHERE place.seq IS NOT NULL) AS filed,
      count(*) FILTER (WHERE place.seq IS NULL) AS unfiled
    FROM entries LEFT JOIN entry_places AS place USING (session, seq)`)
    .get()!;
  expect(Number(filed)).toBeGreaterThan(40);
  expect(Number(unfiled)).toBeLessThanOrEqual(7);
  db.close();
});

test("[M2] [J2] [J3] what fell out of the caches is read back", () => {
  const database = new Database({ file, synchronous: "normal", cacheMax: 2 });
  database.claim([0]);
  const names = Array.from({ length: 30 }, (_, at) => `s${at}`);
  for (const name of names) database.transfer(deposit(name, 10));
  const openings = names.map((name) => chain(name, [{ transfers: [bet(name, name, 6)] }])[0]!);
  for (const commit of openings) expect(kindsOf(database.commit([commit]))).toEqual(["committed"]);
  for (const [at, name] of names.entries()) {
    const tooMuch = chain(name, [{ transfers: [bet(name, name, 5)] }], openings[at]);
    const rest = chain(name, [{ transfers: [bet(name, name, 4)] }], openings[at]);
    const again = chain(name, [{ commandId: `${name}-command-1` }], openings[at]);
    expect(kindsOf(database.commit([...again, ...tooMuch, ...rest]))).toEqual([
      "known",
      "uncovered",
      "committed",
    ]);
  }
  database.close();
});
