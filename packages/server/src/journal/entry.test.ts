import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { openDice } from "../testing/open-dice.ts";
import { testPlatform } from "../testing/test-platform.ts";
import { decodeEntry, exportSession } from "./contract.ts";

const played = async () => {
  const platform = await testPlatform({ games: [openDice] });
  const session = await platform.table({ game: "open-dice" }, ["ann"]);
  await platform.act(session, "ann", { type: "bet", stake: 5 });
  await platform.act(session, "ann", { type: "roll" });
  return { platform, session, rows: await platform.store.entries(session, 0, 10) };
};

test("[J3] an entry's hash is the SHA-256 of its text, to the byte", async () => {
  const { platform, rows } = await played();
  for (const row of rows) {
    expect(row.hash).toBe(createHash("sha256").update(row.body).digest("hex"));
    expect(decodeEntry(row)).toMatchObject({ v: 1, seq: row.seq, command: { id: row.commandId } });
    expect(() => decodeEntry({ ...row, body: `${row.body} ` })).toThrow("does not have its hash");
  }
  await platform.stop();
});

test("an entry of a later version is not read as if it were of this one", async () => {
  const { platform, rows } = await played();
  const body = rows[0]!.body.replace('"v":1', '"v":2');
  const hash = createHash("sha256").update(body).digest("hex");
  expect(() => decodeEntry({ ...rows[0]!, body, hash })).toThrow("is of version 2");
  await platform.stop();
});

test("[R1] [J3] an export has the whole journal as it was hashed, and not the session's secret", async () => {
  const { platform, session, rows } = await played();
  const { secret } = (await platform.store.load(session))!;
  const [{ balance } = { balance: 0 }] = await platform.store.balances(`table:${session}`);
  expect(balance).not.toBe(0);
  let text = "";
  for await (const line of exportSession(platform.store, session)) text += line;
  const lines = text.trimEnd().split("\n");
  const values = lines.map((line) => JSON.parse(line) as unknown); // compared below
  expect(values).toEqual([
    { parlor: "session-export", version: 2, session },
    ...rows.map(({ hash, body }) => ({ hash, body })),
    { parlor: "session-export-end", seq: rows.length, hash: rows.at(-1)?.hash, balance },
  ]);
  expect(text).not.toContain(secret);
  await platform.stop();
});

test("an export that is written while play goes on ends at an entry, with the balance after it or none", async () => {
  const { platform, session } = await played();
  const { store } = platform;
  let goesOn = true;
  const busy: typeof store = {
    ...store,
    balances: async (account) => {
      const balances = await store.balances(account);
      if (goesOn) await platform.act(session, "ann", { type: "quick", stake: 1 });
      return balances;
    },
  };
  const endOf = async (): Promise<unknown> => {
    let last = "";
    for await (const line of exportSession(busy, session)) last = line;
    return JSON.parse(last) as unknown;
  };
  const head = async () => (await store.load(session))!.head;
  expect(await endOf()).toMatchObject({ ...(await head()), balance: null });
  goesOn = false;
  const [{ balance } = { balance: 0 }] = await store.balances(`table:${session}`);
  expect(await endOf()).toMatchObject({ ...(await head()), balance });
  await platform.stop();
});
