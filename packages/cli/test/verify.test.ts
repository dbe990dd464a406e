import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { games } from "@parlor/games";
import { sessionStatuses } from "@parlor/kit";
import { exportSession, sqliteStore } from "@parlor/server";
import { verifyExport } from "@parlor/verify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run, temporaryFolder } from "./parlor-process.ts";
import { openScene } from "./scene.ts";
import { openHouse, operatorToken } from "./test-house.ts";

const findGame = (id: string) => games.find((game) => game.id === id);

const folder = temporaryFolder();
const data = join(folder.path, "data");
const file = join(folder.path, "ended.jsonl");
/** One that has ended, and one in the middle of a bet. */
let [ended, running] = ["", ""];
let lines: readonly string[] = [];

beforeAll(async () => {
  mkdirSync(data);
  const store = await sqliteStore({ file: join(data, "parlor.db") });
  const house = await openHouse({ store });
  const ada = await house.guest("Ada");
  ended = await house.open(ada, "coin-flip", { title: "Heads\u001B[2J" });
  await house.done(ada, ended, { kind: "join" });
  for (let flip = 0; flip < 70; flip++)
    await house.act(ada, ended, { type: "flip", call: "heads", stake: 100 });
  await house.done(ada, ended, { kind: "end" });
  running = await house.open(ada, "craps");
  await house.done(ada, running, { kind: "join" });
  await house.act(ada, running, { type: "bet", bet: "pass", amount: 1_000 });
  await house.act(ada, running, { type: "roll" });
  const written: string[] = [];
  for await (const line of exportSession(store, ended)) written.push(line);
  lines = written;
  writeFileSync(file, lines.join(""));
  await house.server.stop();
});
afterAll(() => folder.remove());

/** The entry that ends the session says something else; its hash, and everything else, is as it was. */
const corrupted = (): string =>
  lines.join("").replace(/(\\"kind\\":\\"end\\")/, String.raw`\"kind\":\"END\"`);

test("[J3] [J4] [R1] [M4] the journal that a server writes holds, whatever state the session is in", async () => {
  const scene = await openScene();
  const { house, ada, bob } = scene;
  const { store } = house.server.platform;
  const turn = async (): Promise<Record<string, string>> => {
    const heldAs: Record<string, string> = {};
    for (const { id, status, game } of await store.sessions({
      status: sessionStatuses,
      limit: 100,
    })) {
      const verdict = await verifyExport(exportSession(store, id), { findGame });
      expect([game, verdict]).toMatchObject([
        game,
        { kind: "holds", held: { status, game: { id: game } } },
      ]);
      heldAs[id] = status;
    }
    return heldAs;
  };
  const before = await turn();
  expect(new Set(Object.values(before))).toEqual(new Set(sessionStatuses));
  await house.act(ada, scene.coin, { type: "flip", call: "heads", stake: 100 });
  await house.act(ada, scene.craps, { type: "roll" });
  await house.done(ada, scene.paused, { kind: "resume" });
  await house.act(ada, scene.match, { type: "place", cell: 4 });
  await house.done(bob, scene.match, { kind: "leave" });
  const token = operatorToken;
  for (const id of [scene.craps, scene.coin]) {
    const body = { kind: "end", id: `end-${id}` };
    const reply = await house.ask("POST", `/v1/sessions/${id}/commands`, { token, body });
    expect(reply.status).toBe(200);
  }
  expect(await turn()).toMatchObject({ [scene.match]: "ended", [scene.craps]: "ended" });
  await house.server.stop();
});

test("verify says of a file what held, without a store", async () => {
  const nowhere = join(folder.path, "nowhere");
  const { code, out, errors } = await run(["verify", file, "--data", nowhere]);
  expect([code, errors]).toEqual([0, ""]);
  expect(out).toContain(`(coin-flip 1.0.0), session ${ended}: everything holds.\n`);
  expect(out).toContain("  73 entries in one chain, from ");
  expect(out).toContain("70 rounds with the seed that was committed to, 70 draws worked out again");
  expect(out).toContain("the session has ended");
  expect(out).toContain("the table's account holds 0.00 PLAY");
  // A title is whatever a player wrote: a terminal must not obey it.
  expect(out).not.toContain("\u001B");
});

test("verify names the first entry at fault, as text and as JSON, and fails", async () => {
  const text = await run(["verify", "-"], corrupted());
  expect([text.code, text.errors]).toEqual([1, ""]);
  expect(text.out).toContain(
    "entry 73 is at fault.\n  The entry's text does not have its hash. (hash_mismatch)\n",
  );
  expect(text.out).toContain("  The 72 entries before it hold.\n");
  const json = await run(["verify", "-", "--json"], corrupted());
  expect(json.code).toBe(1);
  expect(JSON.parse(json.out)).toMatchObject({
    kind: "fault",
    finding: { code: "hash_mismatch", seq: 73 },
    held: { entries: 72, rounds: 70 },
  });
});

test("verify holds a session of the server's file against all that is kept of it", async () => {
  const over = await run(["verify", ended, "--data", data]);
  expect([over.code, over.errors]).toEqual([0, ""]);
  expect(over.out).toContain("the store keeps the same head, setup, snapshot and balance");
  // With the secret at hand, the draws of the round under way are worked out as well.
  const open = await run(["verify", running, "--data", data, "--json"]);
  expect(JSON.parse(open.out)).toMatchObject({
    kind: "holds",
    held: { status: "in_progress", draws: 2, drawsUnrevealed: 0 },
    stored: { problem: null },
  });
});

test.each([
  [
    "the snapshot",
    `UPDATE sessions SET snapshot = replace(snapshot, '"activeAt":', '"activeAt":1')`,
    "(stored_snapshot, entry 73)",
  ],
  [
    "the setup",
    `UPDATE sessions SET setup = replace(setup, '98/50', '99/50')`,
    "(stored_setup, entry 1)",
  ],
  [
    "the table's balance",
    `UPDATE balances SET balance = 7 WHERE account LIKE 'table:%'`,
    "(balance_mismatch)",
  ],
  ["the secret", `UPDATE sessions SET secret = '00'`, "(commitment_mismatch)"],
  [
    "an entry",
    `UPDATE blocks SET bodies = replace(bodies, '"heads"', '"tails"') WHERE heads -> 0 ->> 1 = 9`,
    "entry 9 is at fault",
  ],
  ["the last entry, taken away", `DELETE FROM blocks WHERE heads -> 0 ->> 1 = 73`, "is at fault"],
])("verify finds %s changed in the server's file", async (what, change, says) => {
  const other = join(folder.path, what.replaceAll(/\W/g, "-"));
  mkdirSync(other);
  copyFileSync(join(data, "parlor.db"), join(other, "parlor.db"));
  const db = new DatabaseSync(join(other, "parlor.db"));
  db.exec(change);
  db.close();
  const { code, out, errors } = await run(["verify", ended, "--data", other]);
  expect([code, errors]).toEqual([1, ""]);
  expect(out).toContain(says);
});

test("verify is held to a hash that was noted down", async () => {
  const { hash } = JSON.parse(lines[40] ?? "") as { hash: string }; // a line of the export
  const pinned = await run(["verify", file, "--head", hash]);
  expect([pinned.code, pinned.out]).toEqual([
    0,
    expect.stringContaining("entry 40 has the hash that was noted down"),
  ]);
  const other = await run(["verify", file, "--head", "0".repeat(64)]);
  expect([other.code, other.out]).toEqual([1, expect.stringContaining("(other_head)")]);
});

test.each([
  [
    "no file and no store",
    ["nothing.jsonl", "--data", "no-data"],
    "There is no file nothing.jsonl, and no store at ",
  ],
  ["no session", ["nothing", "--data", data], "There is no file and no session nothing.\n"],
  ["a folder", [folder.path], "cannot be read: EISDIR"],
])("verify with %s to check ends with 2 and a sentence", async (_, args, says) => {
  const { code, out, errors } = await run(["verify", ...args]);
  expect([code, out]).toEqual([2, ""]);
  expect(errors).toContain(says);
});
