import { expect, test } from "vitest";
import { idsOf, join, longMs, nodeOf, ownersOf, type Pair } from "./leases-check.ts";

const here = { isDraining: false };

/** The part of the contract about nodes' names: processes that come under the same one, those that leave, and the operator's wishes. */
export const leasesNames = (pair: () => Pair): void => {
  processes(pair);
  leaving(pair);
  pins(pair);
};

const processes = (pair: () => Pair): void => {
  test("the newest process of a name is the node: older ones are superseded from then on, and change nothing", async () => {
    const { one, other } = pair();
    const [first, second, third] = ["first", "second", "third"].map((which) => nodeOf("a", which));
    await one.leases.renew(first!, here, longMs);
    await other.leases.renew(second!, here, longMs);
    expect(await one.leases.renew(first!, { isDraining: true }, 0)).toBe("superseded");
    const [row] = (await one.leases.picture()).nodes;
    expect(row).toMatchObject({ ...second!, isDraining: false });
    expect(row?.leaseLeftMs).toBeGreaterThan(longMs / 2);
    await other.leases.renew(third!, here, longMs);
    for (const older of [first!, second!, first!])
      expect(await one.leases.renew(older, here, longMs)).toBe("superseded");
    expect(await other.leases.renew(third!, here, longMs)).toMatchObject({ nodes: [third] });
  });

  test("[C1] what a node's older process owned is the newer one's to take, and others leave it alone", async () => {
    const { one, other } = pair();
    await join(one, "a");
    await one.leases.take("a", [0]);
    await join(other, "a", longMs, "second");
    await join(other, "b");
    expect(await ownersOf(other)).toEqual(["0: a 1"]);
    expect(await other.leases.take("b", [0])).toEqual([null]);
    expect(await other.leases.take("a", [0])).toEqual([2]);
  });

  test("processes of the same name that come at once: one of them is the node, and stays it", async () => {
    const { one, other } = pair();
    const all = ["1", "2", "3", "4", "5", "6"].map((which) => nodeOf("a", which));
    const renewed = all.map((node, at) => [one, other][at % 2]!.leases.renew(node, here, longMs));
    // Some may have been the node for a moment.
    expect((await Promise.all(renewed)).some((answer) => answer !== "superseded")).toBe(true);
    const [row] = (await one.leases.picture()).nodes;
    const again: unknown[] = [];
    for (const node of all) again.push(await one.leases.renew(node, here, longMs));
    const stayed = all.filter((_, at) => again[at] !== "superseded");
    expect(stayed.map(({ incarnation }) => incarnation)).toEqual([row?.incarnation]);
  });

  test("the same process twice at once is no newer one", async () => {
    const { one, other } = pair();
    const answers = await Promise.all(
      [one, other, one, other].map(({ leases }) => leases.renew(nodeOf("a"), here, longMs)),
    );
    for (const answer of answers) expect(answer).toMatchObject({ nodes: [nodeOf("a")] });
  });

  test("with a node its processes are forgotten: who still runs is the node again", async () => {
    const { place, one, other } = pair();
    await join(one, "a", longMs, "first");
    await join(other, "a", 0, "second");
    place.pass?.(1);
    await other.leases.forget(0);
    expect(await one.leases.renew(nodeOf("a"), here, longMs)).toMatchObject({
      nodes: [nodeOf("a")],
    });
    await join(other, "a", longMs, "second");
    expect(await one.leases.renew(nodeOf("a"), here, longMs)).toBe("superseded");
  });
};

const leaving = (pair: () => Pair): void => {
  test("a node that leaves is not in the picture, and what it still owned is free, under the same epochs", async () => {
    const { one, other } = pair();
    await join(one, "a");
    await join(other, "b");
    await one.leases.take("a", [0, 1]);
    await other.leases.take("b", [2]);
    await one.leases.leave(nodeOf("a"));
    expect(idsOf(await other.leases.picture())).toEqual(["b"]);
    expect(await ownersOf(other)).toEqual(["0: nobody 1", "1: nobody 1", "2: b 1"]);
    expect(await other.leases.take("b", [1])).toEqual([2]);
  });

  test("an older process that leaves takes nothing from the newer one, and one that was never there nothing from anybody", async () => {
    const { one, other } = pair();
    await join(one, "a");
    await one.leases.take("a", [0]);
    await join(other, "a", longMs, "second");
    await one.leases.leave(nodeOf("a"));
    await one.leases.leave(nodeOf("nobody"));
    expect((await other.leases.picture()).nodes).toMatchObject([nodeOf("a", "second")]);
    expect(await ownersOf(other)).toEqual(["0: a 1"]);
  });

  test("who comes under the name of a node that left owns nothing of it, and its older processes stay superseded", async () => {
    const { one, other } = pair();
    await join(one, "a", longMs, "zeroth");
    await join(one, "a");
    await one.leases.take("a", [0]);
    await one.leases.leave(nodeOf("a"));
    expect(await one.leases.renew(nodeOf("a", "zeroth"), here, longMs)).toBe("superseded");
    await join(other, "a", longMs, "second");
    expect(await ownersOf(other)).toEqual(["0: nobody 1"]);
    expect(await one.leases.renew(nodeOf("a"), here, longMs)).toBe("superseded");
  });
};

const pins = (pair: () => Pair): void => {
  const pinsOf = async (): Promise<(string | null)[]> =>
    (await pair().other.leases.picture()).partitions.map(({ pinned }) => pinned);

  test("the operator's wish is told to all, changes no owner, and stands until there is another one", async () => {
    const { place, one, other } = pair();
    await join(one, "a", 0);
    await join(other, "b");
    await other.leases.take("b", [0, 1]);
    expect(await one.leases.pin(0, "a")).toBe(true);
    expect(await pinsOf()).toEqual(["a", null]);
    expect(await ownersOf(one)).toEqual(["0: b 1", "1: b 1"]);
    await one.leases.leave(nodeOf("a"));
    place.pass?.(1);
    await one.leases.forget(0);
    expect(await pinsOf()).toEqual(["a", null]);
    await join(other, "b");
    expect(await one.leases.pin(0, "b")).toBe(true);
    await other.leases.take("b", [0]);
    await other.claim([0]);
    expect(await pinsOf()).toEqual(["b", null]);
    expect(await one.leases.pin(0, null)).toBe(true);
    expect(await one.leases.pin(0, null)).toBe(true);
    expect(await pinsOf()).toEqual([null, null]);
  });

  test("a partition may be pinned before anybody has owned it, and has no epoch by that [C1]", async () => {
    const { one, other } = pair();
    await join(one, "a");
    expect(await other.leases.pin(6, "a")).toBe(true);
    expect(await ownersOf(one)).toEqual([]);
    expect(await one.leases.take("a", [6])).toEqual([1]);
    expect(await pinsOf()).toEqual(["a"]);
  });

  test("there is no pinning to a node that is not known, or has left; to one that may come back there is", async () => {
    const { one, other } = pair();
    await join(one, "a", 0);
    await other.claim([0]);
    expect(await other.leases.pin(0, "a")).toBe(true);
    expect(await other.leases.pin(0, "b")).toBe(false);
    await join(one, "b");
    await one.leases.leave(nodeOf("b"));
    expect(await other.leases.pin(0, "b")).toBe(false);
    expect(await pinsOf()).toEqual(["a"]);
  });
};
