import { expect, test } from "vitest";
import type { Store } from "../ports/store.ts";
import {
  bet,
  chain,
  commitOf,
  deposit,
  everything,
  kindsOf,
  openingOf,
  payout,
  play,
  rowOf,
  sumsOf,
  usd,
} from "./store-check.ts";

/** The part of the contract about money. */
export const storeMoney = (store: () => Store): void => {
  test("[M1] the accounts of each currency add up to zero", async () => {
    await store().claim([0]);
    await store().transfer(deposit("ann", 500));
    await store().transfer(deposit("ann", 70, { id: "chips", currency: play }));
    const inPlay = chain("two", [{ currency: play, transfers: [bet("ann", "two", 70)] }]);
    const inUsd = chain("one", [{ transfers: [bet("ann", "one", 200), payout("ann", "one", 50)] }]);
    await store().commit([...inPlay, ...inUsd]);
    expect(await store().balances("player:ann")).toEqual([
      { account: "player:ann", currency: play, balance: 0 },
      { account: "player:ann", currency: usd, balance: 350 },
    ]);
    expect(await sumsOf(store())).toEqual({ [usd]: 0, [play]: 0 });
  });

  test("[M2] each transfer has to be covered when its turn comes", async () => {
    await store().claim([0]);
    const early = chain("one", [
      { transfers: [bet("ann", "one", 100), payout("ann", "one", 198)] },
    ]);
    const late = chain("two", [{ transfers: [payout("ann", "two", 198), bet("ann", "two", 100)] }]);
    expect(await store().commit([...early, ...late])).toEqual([
      { kind: "uncovered", account: "player:ann" },
      { kind: "committed", position: expect.any(Number), balances: { "player:ann": 98 } },
    ]);
  });

  test("[M2] commits of one batch spend what the ones before them have left", async () => {
    await store().claim([0]);
    await store().transfer(deposit("ann", 100));
    const batch = ["one", "two", "three", "four"].flatMap((session, at) =>
      chain(session, [{ transfers: [bet("ann", session, [60, 60, 40, 1][at]!)] }]),
    );
    const verdicts = await store().commit(batch);
    expect(kindsOf(verdicts)).toEqual(["committed", "uncovered", "committed", "uncovered"]);
    expect(verdicts[0]).toMatchObject({ balances: { "player:ann": 40 } });
    expect(verdicts[2]).toMatchObject({ balances: { "player:ann": 0 } });
  });

  test("[M2] concurrent sessions never spend an account below zero", async () => {
    await store().claim([0]);
    await store().transfer(deposit("ann", 100));
    const calls = Array.from({ length: 12 }, (_, at) =>
      store().commit(chain(`s${at}`, [{ transfers: [bet("ann", `s${at}`, 30)] }])),
    );
    const kinds = (await Promise.all(calls)).flatMap(kindsOf);
    expect(kinds.filter((kind) => kind === "committed")).toHaveLength(3);
    expect(await store().balances("player:ann")).toMatchObject([{ balance: 10 }]);
  });

  test.each([
    ["player:ann", "uncovered"],
    ["prize:cup", "uncovered"],
    ["pool:slot:grand", "uncovered"],
    ["table:one", "committed"],
    ["house", "committed"],
    ["rake", "committed"],
    ["world", "committed"],
  ])("[M2] an empty %s: taking from it is %s", async (debit, kind) => {
    await store().claim([0]);
    const transfers = [{ debit, credit: "player:bob", amount: 1, kind: "payout" as const }];
    expect(kindsOf(await store().commit(chain("one", [{ transfers }])))).toEqual([kind]);
    const outside = deposit("bob", 1, { debit });
    expect((await store().transfer(outside)).kind).toBe(kind);
  });

  test("[M3] a refused commit leaves no trace", async () => {
    await store().claim([0]);
    await store().transfer(deposit("ann", 100));
    const [first] = chain("one", [{ transfers: [bet("ann", "one", 10)] }]);
    await store().commit([first!]);
    const before = await everything(store(), ["one", "two"]);
    const change = {
      transfers: [payout("bob", "one", 5), bet("ann", "one", 20), bet("cy", "one", 1)],
      snapshot: "{}",
      row: rowOf("one", { status: "ended" }),
    };
    const verdicts = await store().commit(
      [
        ...chain("one", [change], first),
        ...chain("two", [{ transfers: change.transfers }]),
        commitOf("one", 3, "", { ...change, transfers: [], commandId: "gap" }),
      ].map((commit) => ({ ...commit, prev: commit.prev || (commit.entry.seq > 1 ? "x" : "") })),
    );
    expect(kindsOf(verdicts)).toEqual(["uncovered", "uncovered", "out_of_order"]);
    expect(await everything(store(), ["one", "two"])).toEqual(before);
  });

  test("[M3] a malformed commit writes nothing of its batch", async () => {
    await store().claim([0]);
    const [good] = chain("one", [{}]);
    const { opening: _, ...unopened } = commitOf("two", 1, "");
    const bad = [
      unopened,
      commitOf("two", 2, "x", { opening: openingOf("two") }),
      commitOf("two", 1, "", { transfers: [payout("two", "two", -5)] }),
      commitOf("two", 1, "", { transfers: [payout("ann", "two", 0.5)] }),
      commitOf("two", 1, "", { row: rowOf("three") }),
    ];
    for (const commit of bad) await expect(store().commit([good!, commit])).rejects.toThrow("two");
    await expect(store().transfer(deposit("ann", -1))).rejects.toThrow("not an amount");
    expect(await store().feedEnd()).toBe(0);
    expect(await store().accounts()).toEqual([]);
  });

  test("[M1] a treasury transfer happens once; its id with another content is refused", async () => {
    const given = deposit("ann", 500);
    expect(await store().transfer(given)).toEqual({
      kind: "committed",
      balances: { "player:ann": 500 },
    });
    await store().transfer(deposit("ann", 25, { id: "more" }));
    expect(await store().transfer({ ...given, at: 2_000 })).toEqual({
      kind: "repeated",
      balances: { "player:ann": 525 },
    });
    const others = [
      { amount: 501 },
      { credit: "player:bob" },
      { debit: "house" },
      { kind: "withdrawal" as const },
      { bet: "x" },
      { currency: play },
    ];
    for (const other of others) {
      expect(await store().transfer({ ...given, ...other })).toEqual({ kind: "transfer_reused" });
    }
    const back = { debit: "player:ann", credit: "world", kind: "withdrawal" as const };
    expect(await store().transfer(deposit("ann", 526, { ...back, id: "too much" }))).toEqual({
      kind: "uncovered",
      account: "player:ann",
    });
    expect(await store().transfer(deposit("ann", 525, { ...back, id: "all" }))).toEqual({
      kind: "committed",
      balances: { "player:ann": 0 },
    });
    expect((await store().transfers()).map(({ id }) => id)).toEqual(["deposit-ann", "more", "all"]);
    expect((await store().transfers())[0]).toEqual(given);
  });
};
