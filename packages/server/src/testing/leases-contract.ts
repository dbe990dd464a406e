import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  idsOf,
  join,
  longMs,
  nodeOf,
  openSession,
  ownersOf,
  runOut,
  shortMs,
  type Pair,
  type SharedPlace,
} from "./leases-check.ts";
import { leasesNames } from "./leases-names.ts";
import { leasesProperties } from "./leases-properties.ts";
import { leasesSafety } from "./leases-safety.ts";
import { chain, rowOf } from "./store-check.ts";

/** What every store has to pass that nodes share. `newPlace` gives an empty place each time. */
export const leasesContract = (name: string, newPlace: () => Promise<SharedPlace>): void => {
  let pair: Pair;
  beforeEach(async () => {
    const place = await newPlace();
    pair = { place, one: await place.open(), other: await place.open() };
  });
  afterEach(async () => {
    await pair.one.close();
    await pair.other.close();
    await pair.place.remove();
  });

  describe(`the promises of leases: ${name}`, () => {
    renewals(() => pair);
    owners(() => pair);
    leasesNames(() => pair);
    leasesSafety(() => pair);
    leasesProperties(newPlace);
  });
};

const renewals = (pair: () => Pair): void => {
  test("a renewal brings the whole picture, which is what everybody sees", async () => {
    const { one, other } = pair();
    await join(other, "b");
    await other.leases.take("b", [7, 3]);
    await other.leases.pin(3, "b");
    const renewed = await one.leases.renew(nodeOf("a"), { isDraining: true }, longMs);
    const picture = await other.leases.picture();
    const left = { leaseLeftMs: expect.any(Number) };
    expect(picture).toEqual({
      now: expect.any(Number),
      nodes: [
        { ...nodeOf("a"), isDraining: true, ...left },
        { ...nodeOf("b"), isDraining: false, ...left },
      ],
      partitions: [
        { partition: 3, epoch: 1, owner: "b", pinned: "b" },
        { partition: 7, epoch: 1, owner: "b", pinned: null },
      ],
    });
    expect(renewed).toEqual({
      now: expect.any(Number),
      nodes: picture.nodes.map((node) => ({ ...node, ...left })),
      partitions: picture.partitions,
    });
    expect(renewed).toHaveProperty(
      "now",
      expect.toSatisfy((now: number) => now <= picture.now),
    );
    for (const { leaseLeftMs } of picture.nodes) {
      expect(leaseLeftMs).toBeGreaterThan(longMs / 2);
      expect(leaseLeftMs).toBeLessThanOrEqual(longMs);
    }
  });

  test("a renewal is for so long from its own moment, and tells what the node is now", async () => {
    const { one, other } = pair();
    await join(one, "a");
    const moved = { ...nodeOf("a"), url: "http://elsewhere.example" };
    await one.leases.renew(moved, { isDraining: true }, 1_000);
    const [row] = (await other.leases.picture()).nodes;
    expect(row).toMatchObject({ ...moved, isDraining: true });
    expect(row?.leaseLeftMs).toBeLessThanOrEqual(1_000);
    await join(one, "a");
    const [again] = (await other.leases.picture()).nodes;
    expect(again).toMatchObject({ ...nodeOf("a"), isDraining: false });
    expect(again?.leaseLeftMs).toBeGreaterThan(1_000);
  });

  test("the store's clock goes on", async () => {
    const { place, one } = pair();
    const { now } = await one.leases.picture();
    place.pass?.(1);
    for (;;) {
      const later = (await one.leases.picture()).now;
      expect(later).toBeGreaterThanOrEqual(now);
      if (later > now) break;
    }
  });

  test("a node whose lease has run out stays in the picture, and what it owned is free", async () => {
    const { place, one, other } = pair();
    await join(one, "a", shortMs);
    await one.leases.take("a", [0, 1]);
    await runOut(place, other, "a");
    await join(other, "b");
    expect(await other.leases.take("b", [1])).toEqual([2]);
    expect(idsOf(await other.leases.picture())).toEqual(["a", "b"]);
    expect(await ownersOf(other)).toEqual(["0: a 1", "1: b 2"]);
  });

  test("a node that comes back after its lease keeps what nobody took, under the same epoch", async () => {
    const { place, one, other } = pair();
    await join(one, "a", shortMs);
    await one.leases.take("a", [0, 1]);
    await runOut(place, one, "a");
    await join(other, "b");
    await other.leases.take("b", [0]);
    await join(one, "a");
    expect(await ownersOf(one)).toEqual(["0: b 2", "1: a 1"]);
    expect(await other.leases.take("b", [1])).toEqual([null]);
    expect(await one.leases.take("a", [0])).toEqual([null]);
  });

  test("nodes that died are forgotten when so much time has gone by, and not before; what they owned is free, as it was", async () => {
    const { place, one, other } = pair();
    await join(one, "dead", 0);
    await one.leases.take("dead", [0]);
    await join(one, "alive");
    await runOut(place, one, "dead", 5);
    await other.leases.forget(longMs);
    expect(idsOf(await one.leases.picture())).toEqual(["alive", "dead"]);
    await other.leases.forget(2);
    expect(idsOf(await one.leases.picture())).toEqual(["alive"]);
    expect(await one.leases.take("alive", [0])).toEqual([2]);
  });
};

const owners = (pair: () => Pair): void => {
  test("partitions that nobody owned are taken from epoch 1 on, each where it stands in the list", async () => {
    const { one } = pair();
    await join(one, "a");
    await one.leases.take("a", [5]);
    expect(await one.leases.take("a", [9, 5, 2, 5])).toEqual([1, 2, 1, 2]);
    expect(await one.leases.take("a", [])).toEqual([]);
    expect(await ownersOf(one)).toEqual(["2: a 1", "5: a 2", "9: a 1"]);
  });

  test("what a node owns that is there, nobody else gets; the node itself gets another epoch", async () => {
    const { one, other } = pair();
    await join(one, "a");
    await join(other, "b");
    await one.leases.take("a", [0, 1]);
    expect(await other.leases.take("b", [2, 1, 0])).toEqual([1, null, null]);
    expect(await one.leases.take("a", [0])).toEqual([2]);
    expect(await ownersOf(other)).toEqual(["0: a 2", "1: a 1", "2: b 1"]);
  });

  test("a claim asks nobody, and leaves a partition without a node that owns it", async () => {
    const { one, other } = pair();
    await join(one, "a");
    await one.leases.take("a", [0, 1]);
    expect(await other.claim([0, 4])).toEqual([2, 1]);
    expect(await ownersOf(one)).toEqual(["0: nobody 2", "1: a 1", "4: nobody 1"]);
    await join(other, "b");
    expect(await other.leases.take("b", [0, 4])).toEqual([3, 2]);
  });

  test("the sessions that run are told by partition", async () => {
    const { one, other } = pair();
    await join(one, "a");
    await one.leases.take("a", [1, 2, 3]);
    await openSession(one, "one", { partition: 1 });
    const row = rowOf("two", { status: "paused" });
    await openSession(one, "two", { partition: 2, row, wakeAt: 9 });
    await openSession(one, "three", { partition: 1 });
    await one.commit(
      chain("over", [{ partition: 3 }, { partition: 3, row: rowOf("over", { status: "ended" }) }]),
    );
    const ids = async (partitions: readonly number[]): Promise<string[]> =>
      (await other.runningIn(partitions)).map(({ id }) => id).toSorted();
    expect(await ids([1])).toEqual(["one", "three"]);
    expect(await ids([3, 2])).toEqual(["two"]);
    expect(await ids([])).toEqual([]);
    expect(await ids([1, 2, 3, 4])).toEqual(["one", "three", "two"]);
    expect(await other.runningIn([2])).toEqual([
      { id: "two", game: "craps", status: "paused", wakeAt: 9 },
    ]);
  });
};
