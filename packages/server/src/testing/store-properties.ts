import * as fc from "fast-check";
import { expect, test } from "vitest";
import { memoryStore } from "../adapters/memory/memory-store.ts";
import type { Commit, Store, Verdict } from "../ports/store.ts";
import { commitOf, everything, play, rowOf, usd, type StorePlace } from "./store-check.ts";

const sessions = ["a", "b", "c"];
const currencyOf = (session: string) => (session === "c" ? play : usd);
const accounts = ["player:ann", "player:bob", "prize:cup", "table:t", "house"];

const transfers = fc.array(
  fc.record({
    debit: fc.constantFrom(...accounts),
    credit: fc.constantFrom(...accounts),
    amount: fc.integer({ min: 1, max: 60 }),
    kind: fc.constantFrom("bet" as const, "payout" as const),
  }),
  { maxLength: 4 },
);
const intent = fc.record({
  session: fc.constantFrom(...sessions),
  wrong: fc.constantFrom(...Array(6).fill("nothing"), "epoch", "seq", "prev", "command"),
  transfers,
  snapshot: fc.boolean(),
  row: fc.boolean(),
});
const step = fc.oneof(
  { weight: 6, arbitrary: fc.array(intent, { maxLength: 8 }) },
  { weight: 2, arbitrary: fc.record({ id: fc.nat(5), transfer: transfers }) },
  { weight: 1, arbitrary: fc.constant("claim" as const) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Intent = Extract<Step, readonly unknown[]>[number];

/** What the writer of commits believes; a refusal in the middle of a batch proves it wrong. */
interface Belief {
  epoch: number;
  readonly heads: Map<string, { readonly seq: number; readonly hash: string }>;
  count: number;
}

const commitFor = (belief: Belief, intended: Intent): Commit => {
  const { session, wrong, snapshot, row } = intended;
  const head = belief.heads.get(session) ?? { seq: 0, hash: "" };
  const seq = head.seq + 1 + (wrong === "seq" ? 1 : 0);
  belief.count++;
  const commit = commitOf(session, seq, wrong === "prev" || seq > head.seq + 1 ? "x" : head.hash, {
    currency: currencyOf(session),
    epoch: belief.epoch - (wrong === "epoch" ? 1 : 0),
    commandId: wrong === "command" ? `${session}-once` : `${session}-${belief.count}`,
    transfers: intended.transfers,
    ...(snapshot && { snapshot: `{"at":${seq}}` }),
    ...(row && { row: rowOf(session, { summary: `${belief.count}` }) }),
  });
  const right = wrong === "nothing" || wrong === "command";
  if (right) belief.heads.set(session, { seq, hash: commit.entry.hash });
  // The first entry has none before it; that much every caller knows.
  return seq === 1 ? { ...commit, prev: "" } : commit;
};

/** Runs the steps on a store; gives every answer that it gave, but for positions. */
const run = async (store: Store, steps: readonly Step[]) => {
  const belief: Belief = { epoch: (await store.claim([0]))[0]!, heads: new Map(), count: 0 };
  const answers: unknown[] = [];
  const committed: Commit[] = [];
  for (const one of steps) {
    if (one === "claim") belief.epoch = (await store.claim([0]))[0]!;
    else if ("transfer" in one) {
      const [transfer] = one.transfer;
      const more = { id: `t${one.id}`, currency: usd, at: 1 };
      if (transfer) answers.push(await store.transfer({ ...transfer, ...more }));
    } else {
      const batch = one.map((each) => commitFor(belief, each));
      const verdicts = await store.commit(batch);
      answers.push(verdicts.map(withoutPosition));
      committed.push(...batch.filter((_, at) => verdicts[at]?.kind === "committed"));
      for (const session of sessions) {
        const head = (await store.load(session))?.head;
        if (head) belief.heads.set(session, head);
        else belief.heads.delete(session);
      }
    }
  }
  return { answers, committed };
};

const withoutPosition = (verdict: Verdict): unknown =>
  verdict.kind === "committed" ? { kind: verdict.kind, balances: verdict.balances } : verdict;

/** What every sequence of commits has to keep, whatever the store. */
const checkInvariants = async (store: Store, committed: readonly Commit[]): Promise<void> => {
  const feed = await store.feed(0, 1_000_000);
  expect(feed.map(({ session, seq }) => [session, seq])).toEqual(
    committed.map(({ session, entry }) => [session, entry.seq]),
  );
  for (const session of sessions) {
    const own = committed.filter((commit) => commit.session === session);
    expect(own.map(({ entry }) => entry.seq)).toEqual(own.map((_, at) => at + 1));
    expect(own.map(({ prev }) => prev)).toEqual(
      ["", ...own.map(({ entry }) => entry.hash)].slice(0, own.length),
    );
    expect(new Set(own.map(({ entry }) => entry.commandId)).size).toBe(own.length);
  }
  const lines = [
    ...committed.flatMap(({ currency, transfers: all }) =>
      all.map((one) => ({ ...one, currency })),
    ),
    ...(await store.transfers()),
  ];
  const sums = new Map<string, number>();
  for (const { currency, debit, credit, amount } of lines) {
    for (const [account, change] of [
      [debit, -amount],
      [credit, amount],
    ] as const) {
      const id = `${account} ${currency}`;
      sums.set(id, (sums.get(id) ?? 0) + change);
    }
  }
  const balances = await store.accounts();
  expect(new Map(balances.map((one) => [`${one.account} ${one.currency}`, one.balance]))).toEqual(
    sums,
  );
  for (const currency of [usd, play]) {
    const own = balances.filter((one) => one.currency === currency);
    expect(own.reduce((sum, { balance }) => sum + balance, 0)).toBe(0);
  }
  const guarded = balances.filter(({ account }) => /^(player|prize):/.test(account));
  expect(guarded.every(({ balance }) => balance >= 0)).toBe(true);
};

/** The part of the contract that is held against random commits. */
export const storeProperties = (newPlace: () => Promise<StorePlace>): void => {
  test("[M1] [M2] [J3] random commits: the same answers as the model's, and every sum is kept", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const place = await newPlace();
        const [store, model] = [await place.open(), memoryStore()];
        try {
          const [mine, wanted] = [await run(store, steps), await run(model, steps)];
          expect(mine.answers).toEqual(wanted.answers);
          expect(await everything(store, sessions)).toEqual(await everything(model, sessions));
          await checkInvariants(store, mine.committed);
        } finally {
          await store.close();
          await place.remove();
        }
      }),
      { numRuns: 60 },
    );
  });
};
