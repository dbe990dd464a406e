import { expect, onTestFinished, test } from "vitest";
import {
  join,
  longMs,
  nodeOf,
  openSession,
  ownersOf,
  runOut,
  shortMs,
  type Pair,
} from "./leases-check.ts";
import { chain } from "./store-check.ts";

/** The part of the contract about one owner at a time. */
export const leasesSafety = (pair: () => Pair): void => {
  handingOver(pair);
  racing(pair);
  lasting(pair);
};

const handingOver = (pair: () => Pair): void => {
  test("[C1] what is released stays under its epoch until the next owner takes it, and under an old one nothing comes in", async () => {
    const { one, other } = pair();
    await join(one, "a");
    await join(other, "b");
    await one.leases.take("a", [4]);
    const held = { partition: 4, epoch: 1 };
    const [first, second, third] = chain("table", [held, held, held]);
    await one.commit([first!]);
    await one.leases.release([held], "b");
    expect(await ownersOf(other)).toEqual(["4: b 1"]);
    expect(await one.commit([second!])).toMatchObject([{ kind: "committed" }]);
    expect(await one.leases.take("a", [4])).toEqual([null]);
    expect(await other.leases.take("b", [4])).toEqual([2]);
    expect(await one.commit([third!])).toEqual([{ kind: "stale_epoch" }]);
    expect(await openSession(other, "another", { partition: 4, epoch: 2 })).toBe("committed");
    expect(await ownersOf(one)).toEqual(["4: b 2"]);
  });

  test("what is released to nobody, or to a node that nobody knows, is free", async () => {
    const { one, other } = pair();
    await join(one, "a");
    await join(other, "b");
    await one.leases.take("a", [0, 1, 2]);
    await one.leases.release([{ partition: 0, epoch: 1 }], null);
    await one.leases.release([{ partition: 1, epoch: 1 }], "nobody-knows");
    expect((await ownersOf(other))[0]).toBe("0: nobody 1");
    expect(await other.leases.take("b", [0, 1, 2])).toEqual([2, 2, null]);
  });

  test("a partition whose epoch has risen since is not released, and the others are", async () => {
    const { one, other } = pair();
    await join(one, "a");
    await join(other, "b");
    await one.leases.take("a", [0, 1, 2]);
    await one.leases.take("a", [1]);
    const held = [2, 1, 0, 5].map((partition) => ({ partition, epoch: 1 }));
    await one.leases.release(held, "b");
    await one.leases.release([], "b");
    expect(await ownersOf(other)).toEqual(["0: b 1", "1: a 2", "2: b 1"]);
  });

  test("what was released to a node that died is free", async () => {
    const { place, one, other } = pair();
    await join(one, "a");
    await join(other, "b", shortMs);
    await one.leases.take("a", [0]);
    await one.leases.release([{ partition: 0, epoch: 1 }], "b");
    await runOut(place, one, "b");
    expect(await one.leases.take("a", [0])).toEqual([2]);
  });
};

const racing = (pair: () => Pair): void => {
  test("[C1] after a partition was taken nothing is committed under the epoch before, however much was under way", async () => {
    const { one, other } = pair();
    await join(other, "b");
    for (let round = 0; round < 5; round++) {
      await join(one, "a", 0);
      const [epoch = 0] = await one.claim([0]);
      let acknowledged = 0;
      let enough = (): void => undefined;
      const some = new Promise<void>((resolve) => (enough = resolve));
      const play = async (session: string): Promise<string> => {
        let [next] = chain(session, [{ epoch }]);
        // So many that they only come to an end where nothing is ever refused.
        for (let count = 0; count < 10_000; count++) {
          const [verdict] = await one.commit([next!]);
          if (verdict?.kind !== "committed") return verdict?.kind ?? "nothing";
          if (++acknowledged > 20) enough();
          [next] = chain(session, [{ epoch }], next);
        }
        return "never refused";
      };
      const playing = Promise.all([1, 2, 3].map((at) => play(`s${round}-${at}`)));
      await some;
      expect(await other.leases.take("b", [0])).toEqual([epoch + 1]);
      const end = await other.feedEnd();
      expect(await playing).toEqual(Array(3).fill("stale_epoch"));
      expect(await other.feed(end, 10)).toEqual([]);
    }
  });

  test("two nodes that take the same at once: each partition has one owner, who knows it", async () => {
    const { one, other } = pair();
    const names = ["a", "b"];
    const stores = [one, other];
    const partitions = Array.from({ length: 16 }, (_, at) => at);
    for (let round = 0; round < 5; round++) {
      await Promise.all(stores.map((store, at) => join(store, names[at]!)));
      // Free ones, and those of a node that has just died.
      await one.claim(partitions.slice(0, 8));
      const asked = [partitions, partitions.toReversed()];
      const taken = await Promise.all(
        stores.map((store, at) => store.leases.take(names[at]!, asked[at]!)),
      );
      const wins = partitions.map((partition) =>
        names.filter((_, at) => taken[at]![asked[at]!.indexOf(partition)] !== null),
      );
      for (const winners of wins) expect(winners).toHaveLength(1);
      const { partitions: rows } = await one.leases.picture();
      expect(rows.map(({ owner }) => [owner])).toEqual(wins);
      for (const [at, store] of stores.entries()) await store.leases.leave(nodeOf(names[at]!));
      for (const [at, store] of stores.entries()) await join(store, names[at]!, 0);
    }
  });

  test("[C1] two nodes whose leases have ended take each other's partitions: both have them, under new epochs", async () => {
    const { place, one, other } = pair();
    await join(one, "a", shortMs);
    await join(other, "b", shortMs);
    expect(await one.leases.take("a", [0])).toEqual([1]);
    expect(await other.leases.take("b", [1])).toEqual([1]);
    await runOut(place, one, "a");
    await runOut(place, one, "b");
    const crossed = [one.leases.take("a", [1]), other.leases.take("b", [0])];
    expect(await Promise.all(crossed)).toEqual([[2], [2]]);
    await Promise.all([join(one, "a"), join(other, "b")]);
    expect(await ownersOf(one)).toEqual(["0: b 2", "1: a 2"]);
    expect(await openSession(one, "old", { partition: 0, epoch: 1 })).toBe("stale_epoch");
    expect(await openSession(other, "older", { partition: 1, epoch: 1 })).toBe("stale_epoch");
    expect(await openSession(one, "new", { partition: 1, epoch: 2 })).toBe("committed");
    expect(await one.leases.take("a", [0])).toEqual([null]);
  });

  test("[C1] a node whose lease has run out goes on committing until somebody takes what it owns", async () => {
    const { place, one, other } = pair();
    await join(one, "a", shortMs);
    await one.leases.take("a", [0]);
    await runOut(place, one, "a");
    expect(await openSession(one, "late", { partition: 0, epoch: 1 })).toBe("committed");
    await other.leases.take("b", [0]);
    expect(await openSession(one, "too-late", { partition: 0, epoch: 1 })).toBe("stale_epoch");
  });
};

const lasting = (pair: () => Pair): void => {
  test("[J1] nodes, owners and wishes outlive the stores", async () => {
    const { place, one, other } = pair();
    await join(one, "a");
    await one.leases.take("a", [0, 1]);
    await one.leases.release([{ partition: 1, epoch: 1 }], null);
    await one.leases.pin(1, "a");
    const { nodes, partitions } = await one.leases.picture();
    await one.close();
    await other.close();
    const again = await place.open();
    onTestFinished(() => again.close());
    expect(await again.leases.picture()).toEqual({
      now: expect.any(Number),
      nodes: nodes.map((node) => ({ ...node, leaseLeftMs: expect.any(Number) })),
      partitions,
    });
    expect(await again.leases.renew(nodeOf("a", "second"), { isDraining: false }, longMs)).not.toBe(
      "superseded",
    );
    expect(await again.leases.renew(nodeOf("a"), { isDraining: false }, longMs)).toBe("superseded");
  });

  test("a closed store renews nothing", async () => {
    const { one } = pair();
    await one.close();
    await expect(join(one, "a")).rejects.toThrow("closed");
    await expect(one.leases.picture()).rejects.toThrow("closed");
  });
};
