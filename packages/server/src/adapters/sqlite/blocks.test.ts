import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bet, chain, deposit, kindsOf, payout } from "../../testing/store-check.ts";
import { Database } from "./database.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parlor-blocks-"));
  file = join(folder, "store.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

const openDatabase = () => new Database({ file, synchronous: "normal" });

const fill = (database: Database): void => {
  database.claim([0]);
  database.transfer(deposit("ann", 500));
  const played = { transfers: [bet("ann", "one", 100), payout("ann", "one", 30)] };
  expect(kindsOf(database.commit(chain("one", [{}, played, {}, played])))).toEqual(
    Array(4).fill("committed"),
  );
};

test("[M1] [J1] balances that are not in their table yet are found in the blocks, also after a crash", () => {
  const first = openDatabase();
  fill(first);
  // Nobody closed it: what the table lacks is only in the blocks.
  const db = new DatabaseSync(file);
  const kept = "SELECT account, balance FROM balances ORDER BY account";
  expect(db.prepare(kept).all()).toMatchObject([
    { account: "player:ann", balance: 500 },
    { account: "world", balance: -500 },
  ]);
  db.close();

  const second = openDatabase();
  const now = [
    { account: "player:ann", currency: "USD/2", balance: 360 },
    { account: "table:one", currency: "USD/2", balance: 140 },
    { account: "world", currency: "USD/2", balance: -500 },
  ];
  expect(second.accounts()).toEqual(now);
  expect(second.balances("table:one")).toEqual([now[1]]);
  const last = chain("one", [{}, {}, {}, {}])[3]!;
  const tooMuch = chain("one", [{ transfers: [bet("ann", "one", 361)] }], last);
  expect(kindsOf(second.commit(tooMuch))).toEqual(["uncovered"]);
  const all = chain("one", [{ transfers: [bet("ann", "one", 360)] }], last);
  expect(kindsOf(second.commit(all))).toEqual(["committed"]);
  // The first one sees what the other wrote, though the table has neither.
  expect(first.balances("player:ann")).toMatchObject([{ balance: 0 }]);
  second.close();
  first.close();
});

test("[M1] the table of balances follows after so many accounts", () => {
  const database = new Database({ file, synchronous: "normal", unsettledMax: 4 });
  database.claim([0]);
  const names = ["ann", "bob", "cid", "dan", "eve"];
  for (const name of names) database.transfer(deposit(name, 100));
  const db = new DatabaseSync(file);
  const behind = () =>
    database.accounts().filter(({ account, balance }) => {
      const row = db.prepare("SELECT balance FROM balances WHERE account = ?").get(account);
      return (row?.["balance"] ?? 0) !== balance;
    }).length;
  const counts = names.map((name) => {
    database.commit(chain(name, [{ transfers: [bet(name, name, 40)] }]));
    return behind();
  });
  expect(counts).toEqual([2, 0, 2, 0, 2]);
  database.close();
  expect(db.prepare("SELECT sum(balance) AS sum FROM balances").get()?.["sum"]).toBe(0);
  db.close();
});

test("[J3] the view `entries` has every entry as it was written", () => {
  const database = openDatabase();
  fill(database);
  const feed = database.feed(0, 100);
  const db = new DatabaseSync(file);
  const rows = db
    .prepare(`SELECT position, sessions.id AS session, seq, hash, command_id AS commandId, body
      FROM entries JOIN sessions ON sessions.key = entries.session ORDER BY position`)
    .all();
  expect(rows.map((row) => ({ ...row, body: JSON.parse(String(row["body"])) as unknown }))).toEqual(
    feed.map((row) => ({ ...row, body: JSON.parse(row.body) as unknown })),
  );
  db.close();
  database.close();
});
