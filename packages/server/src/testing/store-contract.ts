import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../ports/store.ts";
import {
  bet,
  chain,
  commitOf,
  deposit,
  everything,
  kindsOf,
  payout,
  rowOf,
  sumsOf,
  usd,
  type StorePlace,
} from "./store-check.ts";
import { storeMoney } from "./store-money.ts";
import { storePools } from "./store-pools.ts";
import { storeProperties } from "./store-properties.ts";
import { storeReads } from "./store-reads.ts";

/** What every store has to pass. `newPlace` gives an empty place each time. */
export const storeContract = (name: string, newPlace: () => Promise<StorePlace>): void => {
  let place: StorePlace;
  let store: Store;
  beforeEach(async () => {
    place = await newPlace();
    store = await place.open();
  });
  afterEach(async () => {
    await store.close();
    await place.remove();
  });

  describe(`the store's promises: ${name}`, () => {
    journals(
      () => store,
      () => place,
    );
    storeMoney(() => store);
    storePools(() => store);
    fencing(
      () => store,
      () => place,
    );
    storeReads(() => store);
    storeProperties(newPlace);
  });
};

const journals = (store: () => Store, place: () => StorePlace): void => {
  test("[J1] a store opened again finds all that was answered", async () => {
    const [epoch] = await store().claim([0]);
    await store().transfer(deposit("ann", 500));
    const commits = chain("one", [
      {},
      { transfers: [bet("ann", "one", 100)], snapshot: `{"at":2}` },
      { row: rowOf("one", { status: "ended" }), transfers: [payout("ann", "one", 30)] },
    ]);
    expect(kindsOf(await store().commit(commits))).toEqual(Array(3).fill("committed"));
    const setting = await store().setting("secret", "first");
    await store().changeSetting("pass", "changed");
    const before = await everything(store(), ["one"]);
    await store().close();

    const again = await place().open();
    expect(await everything(again, ["one"])).toEqual(before);
    expect(await again.setting("secret", "second")).toBe(setting);
    expect(await again.setting("pass", "")).toBe("changed");
    expect(await again.feedEnd()).toBe((await again.feed(0, 10)).at(-1)?.position);
    expect(kindsOf(await again.commit(chain("one", [{}], commits.at(-1))))).toEqual(["committed"]);
    expect(await again.claim([0])).toEqual([epoch! + 1]);
    await again.close();
  });

  test("[J1] close finishes the calls under way and takes no more", async () => {
    await store().claim([0]);
    const under = chain("one", [{}, {}, {}]).map((commit) => store().commit([commit]));
    await store().close();
    expect((await Promise.all(under)).flatMap(kindsOf)).toEqual(Array(3).fill("committed"));
    await expect(store().ping()).rejects.toThrow("closed");
    await store().close();
  });

  test("[J2] a command id that the journal has is known, also within one batch", async () => {
    await store().claim([0]);
    const [first, second] = chain("one", [{}, { commandId: "again" }]);
    await store().commit([first!]);
    const third = commitOf("one", 3, second!.entry.hash, { commandId: "again" });
    expect(kindsOf(await store().commit([second!, third]))).toEqual(["committed", "known"]);
    expect(kindsOf(await store().commit([third, first!]))).toEqual(["known", "known"]);
    expect((await store().load("one"))?.head).toEqual({ seq: 2, hash: second!.entry.hash });
    expect((await store().entryOf("one", "again"))?.body).toBe(second!.entry.body);
  });

  test("[J2] known comes before out of order and uncovered, and leaves no money moved", async () => {
    await store().claim([0]);
    await store().transfer(deposit("ann", 100));
    const commits = chain("one", [{}, { commandId: "again" }]);
    await store().commit(commits);
    const hash = commits[1]!.entry.hash;
    const again = { commandId: "again" };
    const verdicts = await store().commit([
      commitOf("one", 7, "elsewhere", again),
      commitOf("one", 3, hash, { ...again, transfers: [bet("bob", "one", 1)] }),
      commitOf("one", 3, hash, { ...again, transfers: [bet("ann", "one", 60)] }),
      commitOf("one", 3, hash, { transfers: [bet("ann", "one", 60)] }),
    ]);
    expect(kindsOf(verdicts)).toEqual(["known", "known", "known", "committed"]);
    expect(verdicts[3]).toMatchObject({ balances: { "player:ann": 40 } });
  });

  test("[J2] two sessions may use the same command id", async () => {
    await store().claim([0]);
    const batch = ["one", "two"].flatMap((session) => chain(session, [{ commandId: "same" }]));
    expect(kindsOf(await store().commit(batch))).toEqual(["committed", "committed"]);
    expect((await store().entryOf("two", "same"))?.session).toBe("two");
  });

  test("[J3] an entry that does not follow the last one is out of order", async () => {
    await store().claim([0]);
    const [first, second] = chain("one", [{}, {}]);
    expect(kindsOf(await store().commit([second!, first!, second!]))).toEqual([
      "out_of_order",
      "committed",
      "committed",
    ]);
    const hash = second!.entry.hash;
    const wrong = [
      commitOf("one", 4, hash, { commandId: "a gap" }),
      commitOf("one", 2, first!.entry.hash, { commandId: "a fork" }),
      commitOf("one", 3, first!.entry.hash, { commandId: "another hash before" }),
      commitOf("one", 1, "", { commandId: "a second opening" }),
      commitOf("two", 2, hash, { commandId: "no opening" }),
    ];
    expect(kindsOf(await store().commit(wrong))).toEqual(Array(5).fill("out_of_order"));
    expect(kindsOf(await store().commit([commitOf("one", 3, hash)]))).toEqual(["committed"]);
    expect((await store().entries("one", 0, 9)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test("[J3] what follows a refused commit in its batch is out of order", async () => {
    await store().claim([0]);
    const batch = chain("one", [{}, { transfers: [bet("ann", "one", 1)] }, {}]);
    expect(kindsOf(await store().commit([...batch, ...chain("two", [{}])]))).toEqual([
      "committed",
      "uncovered",
      "out_of_order",
      "committed",
    ]);
  });

  test("[J3] concurrent calls for the same place in a journal: one of them is committed", async () => {
    await store().claim([0]);
    const [first] = chain("one", [{}]);
    await store().commit([first!]);
    const rivals = ["a", "b", "c", "d", "e", "f"].map((commandId) =>
      chain("one", [{ commandId }], first),
    );
    const verdicts = await Promise.all(rivals.map((rival) => store().commit(rival)));
    expect(verdicts.flatMap(kindsOf).filter((kind) => kind === "committed")).toHaveLength(1);
  });
};

const fencing = (store: () => Store, place: () => StorePlace): void => {
  test("[C1] a commit under another epoch than its partition's is refused", async () => {
    expect(kindsOf(await store().commit([commitOf("one", 1, "", { epoch: 0 })]))).toEqual([
      "stale_epoch",
    ]);
    expect(await store().claim([0, 3])).toEqual([1, 1]);
    expect(await store().claim([3])).toEqual([2]);
    const at = (session: string, partition: number, epoch: number) =>
      commitOf(session, 1, "", { partition, epoch });
    expect(
      kindsOf(
        await store().commit([
          at("a", 3, 1),
          at("b", 0, 1),
          at("c", 3, 2),
          at("d", 3, 3),
          at("e", 1, 1),
          at("c", 3, 1),
        ]),
      ),
    ).toEqual([
      "stale_epoch",
      "committed",
      "committed",
      "stale_epoch",
      "stale_epoch",
      "stale_epoch",
    ]);
  });

  test("[C1] of two stores in one place, the later claim wins and sees all before it", async () => {
    const other = await place().open();
    const [mine] = await store().claim([0]);
    await store().transfer(deposit("ann", 100));
    const [first, second] = chain("one", [{ transfers: [bet("ann", "one", 30)] }, {}]);
    await store().commit([first!]);

    const [theirs] = await other.claim([0]);
    expect(theirs).toBe(mine! + 1);
    expect(kindsOf(await store().commit([second!]))).toEqual(["stale_epoch"]);
    const taken = { epoch: theirs!, transfers: [bet("ann", "one", 70)] };
    expect(await other.commit(chain("one", [taken], first))).toMatchObject([
      { kind: "committed", balances: { "player:ann": 0 } },
    ]);
    await other.close();
  });

  test("[M2] a store sees what another one has spent and written in the same place", async () => {
    const other = await place().open();
    await store().claim([0]);
    await other.claim([1]);
    await store().transfer(deposit("ann", 100));
    const [first] = chain("one", [{ transfers: [bet("ann", "one", 30)] }]);
    await store().commit([first!]);
    const theirs = { partition: 1, transfers: [bet("ann", "two", 60)] };
    expect(kindsOf(await other.commit(chain("two", [theirs])))).toEqual(["committed"]);

    const mine = chain("one", [{ transfers: [bet("ann", "one", 20)] }], first);
    expect(kindsOf(await store().commit(mine))).toEqual(["uncovered"]);
    const less = chain("one", [{ transfers: [bet("ann", "one", 10)] }], first);
    expect(await store().commit(less)).toMatchObject([{ balances: { "player:ann": 0 } }]);
    expect((await other.feed(0, 10)).map(({ session }) => session)).toEqual(["one", "two", "one"]);
    expect(await sumsOf(other)).toEqual({ [usd]: 0 });
    await other.close();
  });
};
