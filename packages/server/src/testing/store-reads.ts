import { sessionStatuses } from "@parlor/kit";
import { expect, test } from "vitest";
import type { Store } from "../ports/store.ts";
import { chain, commitOf, deposit, openingOf, rowOf } from "./store-check.ts";

/** The part of the contract about reading. */
export const storeReads = (store: () => Store): void => {
  test("[J4] a session is loaded from its newest snapshot and the entries after it", async () => {
    await store().claim([0]);
    expect(await store().load("one")).toBeNull();
    const commits = chain("one", [{}, {}, {}, {}, {}]);
    const rows = commits.map(({ session, entry }) => ({ session, ...entry }));
    await store().commit(commits.slice(0, 2));
    const fresh = { row: rowOf("one"), ...openingOf("one"), snapshot: null };
    expect(await store().load("one")).toEqual({
      ...fresh,
      entries: rows.slice(0, 2),
      head: { seq: 2, hash: rows[1]!.hash },
    });
    const snapshots = [`{"at":3}`, `{"at":4}`];
    const row = rowOf("one", { status: "paused", summary: "{}" });
    await store().commit([
      { ...commits[2]!, snapshot: snapshots[0]! },
      { ...commits[3]!, snapshot: snapshots[1]!, row },
    ]);
    const loaded = { ...fresh, row, snapshot: { seq: 4, state: snapshots[1]! } };
    expect(await store().load("one")).toEqual({
      ...loaded,
      entries: [],
      head: { seq: 4, hash: rows[3]!.hash },
    });
    await store().commit(commits.slice(4));
    expect(await store().load("one")).toEqual({
      ...loaded,
      entries: rows.slice(4),
      head: { seq: 5, hash: rows[4]!.hash },
    });
  });

  test("[J4] a snapshot may come with the first entry", async () => {
    await store().claim([0]);
    await store().commit([commitOf("one", 1, "", { snapshot: "{}" })]);
    expect(await store().load("one")).toMatchObject({ snapshot: { seq: 1, state: "{}" } });
  });

  test("what runs is told with what its commits said last of its clocks", async () => {
    await store().claim([0]);
    expect(await store().running()).toEqual([]);
    const ended = rowOf("over", { status: "ended" });
    await store().commit([
      ...chain("still", [{}, {}]),
      ...chain("clocked", [{ wakeAt: 50 }, {}, { wakeAt: 20 }, {}]),
      ...chain("over", [{ wakeAt: 7 }, { row: ended }]),
    ]);
    const running = await store().running();
    const row = { game: "craps", status: "waiting" };
    expect(running.toSorted((one, other) => one.id.localeCompare(other.id))).toEqual([
      { id: "clocked", ...row, wakeAt: 20 },
      { id: "still", ...row, wakeAt: null },
    ]);
  });

  test("[J3] entries are read in order, in pages, to the byte", async () => {
    await store().claim([0]);
    const commits = chain("one", [{}, {}, {}, {}, {}]);
    await store().commit([...commits, ...chain("two", [{}, {}])]);
    const rows = commits.map(({ session, entry }) => ({ session, ...entry }));
    expect(await store().entries("one", 0, 2)).toEqual(rows.slice(0, 2));
    expect(await store().entries("one", 2, 2)).toEqual(rows.slice(2, 4));
    expect(await store().entries("one", 4, 2)).toEqual(rows.slice(4));
    expect(await store().entries("one", 5, 2)).toEqual([]);
    expect(await store().entries("none", 0, 2)).toEqual([]);
    expect(await store().entryOf("one", commits[1]!.entry.commandId)).toEqual(rows[1]);
    expect(await store().entryOf("one", "never sent")).toBeNull();
    expect(await store().entryOf("none", "never sent")).toBeNull();
  });

  test("[J1] the feed has all entries in the order of their commits, and its pages skip none", async () => {
    await store().claim([0]);
    expect(await store().feedEnd()).toBe(0);
    expect(await store().feed(0, 10)).toEqual([]);
    const positions: number[] = [];
    const read: string[] = [];
    let after = 0;
    let last = chain("one", [{}])[0]!;
    for (let round = 0; round < 6; round++) {
      const batch = [...(round === 0 ? [last] : chain("one", [{}], last))];
      last = batch[0]!;
      batch.push(...chain(`s${round}`, [{}, {}]));
      for (const verdict of await store().commit(batch)) {
        if (verdict.kind === "committed") positions.push(verdict.position);
      }
      const page = await store().feed(after, 2);
      read.push(...page.map(({ session, seq }) => `${session}.${seq}`));
      after = page.at(-1)?.position ?? after;
    }
    for (;;) {
      const page = await store().feed(after, 4);
      if (page.length === 0) break;
      read.push(...page.map(({ session, seq }) => `${session}.${seq}`));
      after = page.at(-1)!.position;
    }
    expect(read).toEqual(
      [1, 2, 3, 4, 5, 6].flatMap((seq) => [`one.${seq}`, `s${seq - 1}.1`, `s${seq - 1}.2`]),
    );
    expect(positions).toEqual(positions.toSorted((one, other) => one - other));
    expect((await store().feed(0, 100)).map(({ position }) => position)).toEqual(positions);
    expect(await store().feedEnd()).toBe(positions.at(-1));
  });

  test("sessions are listed newest first, by status and game, in pages", async () => {
    await store().claim([0]);
    const rows = Array.from({ length: 24 }, (_, at) =>
      rowOf(`s${String(at).padStart(2, "0")}`, {
        status: sessionStatuses[at % 4]!,
        game: at % 3 === 0 ? "chess" : "craps",
        createdAt: 1_000 + Math.floor(at / 5),
      }),
    );
    await store().commit(rows.map((row) => commitOf(row.id, 1, "", { row })));
    const newest = rows.toReversed();
    expect(await store().sessions({ limit: 100 })).toEqual(newest);
    expect(await store().sessions({ limit: 7 })).toEqual(newest.slice(0, 7));
    for (const filter of [
      {},
      { status: ["waiting", "paused"] as const },
      { status: ["ended", "ended"] as const, game: "craps" },
      { status: [] },
      { game: "chess" },
      { game: "none" },
    ]) {
      const wanted = newest
        .filter((row) => !filter.status || filter.status.some((status) => status === row.status))
        .filter((row) => !filter.game || filter.game === row.game);
      const paged = [];
      let after: string | undefined;
      for (;;) {
        const page = await store().sessions({ ...filter, limit: 3, ...(after && { after }) });
        paged.push(...page);
        if (page.length < 3) break;
        after = page.at(-1)!.id;
      }
      expect(paged).toEqual(wanted);
    }
    expect(await store().sessions({ limit: 5, after: "never there" })).toEqual([]);
  });

  test("a listing has the newest row of a session", async () => {
    await store().claim([0]);
    const row = rowOf("one", { status: "in_progress", summary: "new", game: "craps-2" });
    await store().commit(chain("one", [{}, { row }, {}]));
    expect(await store().sessions({ limit: 5 })).toEqual([row]);
    expect(await store().sessions({ status: ["waiting"], limit: 5 })).toEqual([]);
  });

  test("[M1] accounts are read in order of account and currency", async () => {
    await store().transfer(deposit("bob", 5, { id: "1" }));
    await store().transfer(deposit("ann", 5, { id: "2" }));
    await store().transfer(deposit("ann", 5, { id: "3", currency: "EUR/2" }));
    const names = (await store().accounts()).map(({ account, currency }) => [account, currency]);
    expect(names).toEqual([
      ["player:ann", "EUR/2"],
      ["player:ann", "USD/2"],
      ["player:bob", "USD/2"],
      ["world", "EUR/2"],
      ["world", "USD/2"],
    ]);
    expect(await store().balances("player:nobody")).toEqual([]);
  });

  test("a setting keeps its first value", async () => {
    expect(await store().setting("secret", "first")).toBe("first");
    expect(await store().setting("secret", "second")).toBe("first");
    expect(await store().setting("other", "")).toBe("");
  });

  test("a setting that was changed has its new value, also where it had none", async () => {
    await store().setting("pass", "");
    await store().changeSetting("pass", "one");
    await store().changeSetting("fresh", "two");
    expect(await store().setting("pass", "")).toBe("one");
    expect(await store().setting("fresh", "first")).toBe("two");
    await store().changeSetting("pass", "");
    expect(await store().setting("pass", "first")).toBe("");
  });

  test("a read has what was committed before the call, and an empty batch is nothing", async () => {
    await store().claim([0]);
    const written = store().commit(chain("one", [{}]));
    const read = store().load("one");
    await written;
    expect(await read).not.toBeNull();
    expect(await store().commit([])).toEqual([]);
    await store().ping();
  });
};
