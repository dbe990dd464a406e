import { expect, test } from "vitest";
import { commitBatchMax } from "../limits.ts";
import { riggedStore } from "../testing/rigged-store.ts";
import { chain } from "../testing/store-check.ts";
import { virtualClock } from "../testing/virtual-clock.ts";
import { Committer } from "./committer.ts";

const clock = virtualClock();
const firstOf = (session: string) => chain(session, [{}])[0]!;

test("what comes while a write runs is written by the next one, and a batch has its limit", async () => {
  const store = riggedStore();
  await store.claim([0]);
  const committer = new Committer(store);
  const release = store.hold();
  const first = committer.commit(firstOf("first"));
  await clock.settle();
  const others = Array.from({ length: commitBatchMax + 5 }, (_, at) =>
    committer.commit(firstOf(`other-${at}`)),
  );
  let idle = false;
  const resting = committer.idle().then(() => (idle = true));
  await clock.settle();
  expect([store.batches.length, idle]).toEqual([1, false]);
  release();
  const verdicts = await Promise.all([first, ...others]);
  await resting;
  expect(new Set(verdicts.map(({ kind }) => kind))).toEqual(new Set(["committed"]));
  expect(store.batches.map((batch) => batch.length)).toEqual([1, commitBatchMax, 5]);
});

test("a write that fails is a failure for its own batch, and the next one goes on", async () => {
  const store = riggedStore();
  await store.claim([0]);
  const committer = new Committer(store);
  store.failNextCommit("before");
  const [one, two] = [committer.commit(firstOf("one")), committer.commit(firstOf("two"))];
  await expect(one).rejects.toThrow("the disk broke");
  await expect(two).rejects.toThrow("the disk broke");
  expect(await committer.commit(firstOf("one"))).toMatchObject({ kind: "committed" });
});

test("a store that answers less than it was asked is a broken one", async () => {
  const store = { ...riggedStore(), commit: async () => [] };
  await expect(new Committer(store).commit(firstOf("one"))).rejects.toThrow("fewer verdicts");
});
