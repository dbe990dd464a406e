import { expect, test } from "vitest";
import { openDice } from "../testing/open-dice.ts";
import { codeOf, testPlatform } from "../testing/test-platform.ts";

const games = [openDice];
const play = "PLAY/0";

test("[M2] deposits and withdrawals move what they say, once, and only what is there", async () => {
  const platform = await testPlatform({ games });
  const books = platform.treasury;
  const told: number[] = [];
  platform.hub.listenBalance("ann", (_currency, balance) => told.push(balance));
  expect(await books.deposit("one", "ann", 500, play)).toBeUndefined();
  expect(await books.deposit("one", "ann", 500, play)).toBeUndefined();
  expect(await platform.balance("ann")).toBe(500);
  expect(await books.deposit("one", "ann", 501, play)).toEqual({ refused: "transfer_reused" });
  expect(await books.deposit("one", "bob", 500, play)).toEqual({ refused: "transfer_reused" });
  expect(await books.withdraw("one", "ann", 500, play)).toEqual({ refused: "transfer_reused" });
  expect(await books.withdraw("two", "ann", 501, play)).toEqual({ refused: "insufficient_funds" });
  expect(await books.withdraw("three", "ann", 200, play)).toBeUndefined();
  expect(await platform.treasury.balances("ann")).toEqual({ [play]: 300 });
  expect(told).toEqual([500, 500, 300]);
  for (const amount of [0, -1, 1.5, Number.NaN, 2 ** 53])
    expect(await books.deposit("four", "ann", amount, play)).toEqual({ refused: "invalid_amount" });
  await platform.stop();
});

test("[J1] a transfer that the store did not answer is told by the same id", async () => {
  const platform = await testPlatform({ games });
  platform.store.breakDown(true);
  const deposit = () => platform.treasury.deposit("one", "ann", 500, play);
  expect(await deposit()).toEqual({ refused: "outcome_unknown" });
  platform.store.breakDown(false);
  expect(await deposit()).toBeUndefined();
  expect(await deposit()).toBeUndefined();
  expect(await platform.balance("ann")).toBe(500);
  await platform.stop();
});

test("[M1] the audit counts every transfer and finds each account that is not what they add up to", async () => {
  const platform = await testPlatform({ games });
  const session = await platform.table({ game: "open-dice" }, ["ann"], 100);
  await platform.act(session, "ann", { type: "bet", stake: 60 });
  expect(await platform.treasury.audit()).toEqual({
    entries: 3,
    transfers: 2,
    sums: { [play]: 0 },
    discrepancies: [],
  });
  const balances = platform.disk.balances.get(play)!;
  balances.set("player:ann", 41);
  balances.set("player:eve", 7);
  balances.delete("world");
  expect(await platform.treasury.audit()).toMatchObject({
    sums: { [play]: 108 },
    discrepancies: [
      { account: "player:ann", currency: play, balance: 41, transfers: 40 },
      { account: "player:eve", balance: 7, transfers: 0 },
      { account: "world", balance: 0, transfers: -100 },
    ],
  });
  await platform.stop();
});

test("[M1] an audit while play goes on raises no false alarm, and still finds what is wrong", async () => {
  const platform = await testPlatform({ games });
  const tables: string[] = [];
  for (const player of ["ann", "bob", "cid"])
    tables.push(await platform.table({ game: "open-dice" }, [player]));
  const playOn = async (session: string, player: string) => {
    for (let turn = 0; turn < 200; turn++)
      expect(codeOf(await platform.act(session, player, { type: "quick", stake: 1 }))).toBe("done");
  };
  const playing = Promise.all(
    tables.map((session, at) => playOn(session, ["ann", "bob", "cid"][at]!)),
  );
  const audits = [];
  for (let count = 0; count < 20; count++) audits.push(await platform.treasury.audit());
  expect(audits.flatMap(({ discrepancies }) => discrepancies)).toEqual([]);
  const counted = audits.map(({ entries }) => entries);
  expect(counted.at(-1)).toBeGreaterThan(counted[0]!);
  platform.disk.balances.get(play)!.set("house", 1);
  expect((await platform.treasury.audit()).discrepancies).toHaveLength(1);
  await playing;
  await platform.stop();
});
