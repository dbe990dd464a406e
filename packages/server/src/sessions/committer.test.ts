import { expect, test } from "vitest";
import { commitBatchMax, commitWritesMax } from "../limits.ts";
import { riggedStore } from "../testing/rigged-store.ts";
import { chain } from "../testing/store-check.ts";
import { virtualClock } from "../testing/virtual-clock.ts";
import { Committer } from "./committer.ts";

const clock = virtualClock();
const firstOf = (session: string) => chain(session, [{}])[0]!;

test("what comes while a write runs gathers; only whole batches go out behind it, and not too many", async () => {
  const store = riggedStore();
  await store.claim([0]);
  const committer = new Committer(store);
  const release = store.hold();
  const first = committer.commit(firstOf("first"));
  await clock.settle();
  const few = Array.from({ length: commitBatchMax - 1 }, (_, at) =>
    committer.commit(firstOf(`few-${at}`)),
  );
  await clock.settle();
  const sizes = () => store.batches.map((batch) => batch.length);
  expect(sizes()).toEqual([1]);
  const many = Array.from({ length: commitBatchMax * commitWritesMax }, (_, at) =>
    committer.commit(firstOf(`many-${at}`)),
  );
  let idle = false;
  const resting = committer.idle().then(() => (idle = true));
  await clock.settle();
  const behind = Array.from({ length: commitWritesMax - 1 }, () => commitBatchMax);
  expect([sizes(), idle]).toEqual([[1, ...behind], false]);
  release();
  const verdicts = await Promise.all([first, ...few, ...many]);
  await resting;
  expect(new Set(verdicts.map(({ kind }) => kind))).toEqual(new Set(["committed"]));
  expect(sizes()).toEqual([1, ...behind, commitBatchMax, commitBatchMax - 1]);
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
