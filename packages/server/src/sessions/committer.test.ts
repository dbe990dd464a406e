import { expect, test } from "vitest";
import {
  commandsUnderWayMax,
  commitBatchMax,
  commitBehindMin,
  commitWritesMax,
} from "../limits.ts";
import { riggedStore } from "../testing/rigged-store.ts";
import { chain } from "../testing/store-check.ts";
import { virtualClock } from "../testing/virtual-clock.ts";
import { Committer } from "./committer.ts";

const clock = virtualClock();
const firstOf = (session: string) => chain(session, [{}])[0]!;

test("what comes while a write runs gathers; much goes out behind it, then only whole batches, and not too many", async () => {
  const store = riggedStore();
  await store.claim([0]);
  const committer = new Committer(store);
  const release = store.hold();
  const first = committer.commit(firstOf("first"));
  await clock.settle();
  const few = Array.from({ length: commitBehindMin - 1 }, (_, at) =>
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
  const whole = Array.from({ length: commitWritesMax - 2 }, () => commitBatchMax);
  const behind = [commitBehindMin, ...whole];
  expect([sizes(), idle]).toEqual([[1, ...behind], false]);
  release();
  const verdicts = await Promise.all([first, ...few, ...many]);
  await resting;
  expect(new Set(verdicts.map(({ kind }) => kind))).toEqual(new Set(["committed"]));
  const rest = few.length + many.length - commitBehindMin - whole.length * commitBatchMax;
  expect(sizes().slice(1 + behind.length)).toEqual([commitBatchMax, rest - commitBatchMax]);
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

test("so many commands are under way at once; the others follow in their order, each once", async () => {
  const committer = new Committer(riggedStore());
  for (let at = 0; at < commandsUnderWayMax; at++) expect(committer.enter()).toBeUndefined();
  const entered: number[] = [];
  for (const at of [1, 2, 3]) void committer.enter()?.then(() => entered.push(at));
  await clock.settle();
  expect(entered).toEqual([]);
  committer.leave();
  await clock.settle();
  expect(entered).toEqual([1]);
  for (let at = 0; at < commandsUnderWayMax + 2; at++) committer.leave();
  await clock.settle();
  expect(entered).toEqual([1, 2, 3]);
  expect(committer.enter()).toBeUndefined();
});

test("[E1] a game that thinks on another thread keeps no place from the others, whether it answers or fails", async () => {
  const committer = new Committer(riggedStore());
  for (let at = 0; at < commandsUnderWayMax; at++) expect(committer.enter()).toBeUndefined();
  const thoughts = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const asides = thoughts.map(({ promise }) => committer.aside(promise));
  expect([committer.enter(), committer.enter()]).toEqual([undefined, undefined]);
  let back = 0;
  for (const aside of asides) void aside.catch(() => undefined).then(() => (back += 1));
  thoughts[0]?.resolve("done");
  thoughts[1]?.reject(new Error("it broke"));
  await clock.settle();
  expect(back).toBe(0);
  committer.leave();
  committer.leave();
  await expect(asides[0]).resolves.toBe("done");
  await expect(asides[1]).rejects.toThrow("it broke");
});
