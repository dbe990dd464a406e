import type { Transfer } from "@parlor/kit";
import { expect, test } from "vitest";
import type { Store } from "../ports/store.ts";
import { chain, deposit, everything, kindsOf, play, sumsOf, usd } from "./store-check.ts";

const pool = "pool:slot:grand";
const paidIn = (session: string, amount: number): Transfer => ({
  debit: `table:${session}`,
  credit: pool,
  amount,
  kind: "contribution",
});
const jackpot = (player: string, amount: number): Transfer => ({
  debit: pool,
  credit: `player:${player}`,
  amount,
  kind: "jackpot",
  bet: "spin",
});

/** The part of the contract about money that many sessions share. */
export const storePools = (store: () => Store): void => {
  const held = async () => (await store().balances(pool)).map(({ balance }) => balance);

  test("[M1] contributions of many sessions at once all go in, and their verdicts tell what is in", async () => {
    await store().claim([0]);
    const sessions = Array.from({ length: 20 }, (_, at) => `s${at}`);
    const calls = sessions.map((session) =>
      store().commit(chain(session, [{ transfers: [paidIn(session, 3)] }])),
    );
    const verdicts = (await Promise.all(calls)).flat();
    expect(kindsOf(verdicts)).toEqual(sessions.map(() => "committed"));
    const told = verdicts.map((verdict) =>
      verdict.kind === "committed" ? verdict.balances[pool] : undefined,
    );
    expect(told).toEqual(sessions.map((_, at) => 3 * (at + 1)));
    expect(await held()).toEqual([60]);
    expect(await sumsOf(store())).toEqual({ [usd]: 0 });
  });

  test("[M2] of sessions that win the whole pool at once, one is paid", async () => {
    await store().claim([0]);
    await store().commit(chain("fed", [{ transfers: [paidIn("fed", 100)] }]));
    const batches = [["one", "two"], ["three"]].map((sessions) =>
      sessions.flatMap((session) => chain(session, [{ transfers: [jackpot(session, 100)] }])),
    );
    const verdicts = await Promise.all(batches.map((batch) => store().commit(batch)));
    expect(verdicts.flat()).toMatchObject([
      { kind: "committed", balances: { [pool]: 0, "player:one": 100 } },
      { kind: "uncovered", account: pool },
      { kind: "uncovered", account: pool },
    ]);
    expect(await held()).toEqual([0]);
  });

  const paying = (seen: number) => {
    // What the commit itself pays in comes after the look.
    const transfers = [paidIn("one", 50), jackpot("ann", 40)];
    return chain("one", [{ transfers, seen: { [pool]: seen } }]);
  };

  test.each([100, 99, 0])(
    "[M2] a pool of 100 pays a share that was worked out from %i",
    async (seen) => {
      await store().claim([0]);
      await store().commit(chain("fed", [{ transfers: [paidIn("fed", 100)] }]));
      expect(kindsOf(await store().commit(paying(seen)))).toEqual(["committed"]);
      expect(await held()).toEqual([110]);
    },
  );

  test("[M2] [M3] a pool that has fallen since it was seen pays nothing, and there is no trace", async () => {
    await store().claim([0]);
    await store().transfer(deposit("ann", 5));
    await store().commit(chain("fed", [{ transfers: [paidIn("fed", 100)] }]));
    const before = await everything(store(), ["one", "fed"]);
    expect(await store().commit(paying(101))).toEqual([{ kind: "uncovered", account: pool }]);
    expect(await everything(store(), ["one", "fed"])).toEqual(before);
  });

  test("[M2] a share that was worked out before another share was paid is refused, in the same batch too", async () => {
    await store().claim([0]);
    await store().commit(chain("fed", [{ transfers: [paidIn("fed", 100)] }]));
    const share = (session: string, seen: number, amount: number) =>
      chain(session, [{ transfers: [jackpot(session, amount)], seen: { [pool]: seen } }]);
    const batch = [...share("one", 100, 50), ...share("two", 100, 50), ...share("three", 50, 25)];
    expect(kindsOf(await store().commit(batch))).toEqual(["committed", "uncovered", "committed"]);
    expect(kindsOf(await store().commit(share("two", 50, 25)))).toEqual(["uncovered"]);
    expect(kindsOf(await store().commit(share("two", 25, 12)))).toEqual(["committed"]);
    expect(await held()).toEqual([13]);
  });

  test("a pool is apart in each currency", async () => {
    await store().claim([0]);
    await store().commit(chain("fed", [{ transfers: [paidIn("fed", 100)] }]));
    const inPlay = { currency: play, transfers: [jackpot("ann", 1)] };
    expect(kindsOf(await store().commit(chain("one", [inPlay])))).toEqual(["uncovered"]);
    const seen = { ...inPlay, transfers: [paidIn("two", 5)], seen: { [pool]: 1 } };
    expect(kindsOf(await store().commit(chain("two", [seen])))).toEqual(["uncovered"]);
    expect(kindsOf(await store().commit(chain("two", [{ ...seen, seen: {} }])))).toEqual([
      "committed",
    ]);
    expect(await held()).toEqual([5, 100]);
  });
};
