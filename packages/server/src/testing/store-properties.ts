import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Transfer } from "@parlor/kit";
import { memoryStore } from "../adapters/memory/memory-store.ts";
import type { Commit, Store, Verdict } from "../ports/store.ts";
import { commitOf, everything, play, rowOf, usd, type StorePlace } from "./store-check.ts";

const sessions = ["a", "b", "c"];
const currencyOf = (session: string) => (session.startsWith("c") ? play : usd);
const accounts = ["player:ann", "player:bob", "prize:cup", "pool:g:p", "table:t", "house"];

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
  seen: fc.option(
    fc.record({
      account: fc.constantFrom("pool:g:p", "house"),
      balance: fc.integer({ min: -50, max: 50 }),
    }),
  ),
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

/** Runs share a store, since opening one takes longer than a run; each has names of its own. */
const ownTransfers = <T extends Transfer>(run: string, all: readonly T[]): T[] =>
  all.map((one) => ({ ...one, debit: `${one.debit}-${run}`, credit: `${one.credit}-${run}` }));
const ownSessions = (run: string) => sessions.map((session) => `${session}-${run}`);

/** What the writer of commits believes; a refusal in the middle of a batch proves it wrong. */
interface Belief {
  readonly run: string;
  epoch: number;
  readonly heads: Map<string, { readonly seq: number; readonly hash: string }>;
  count: number;
}

const commitFor = (belief: Belief, intended: Intent): Commit => {
  const { wrong, seen, snapshot, row } = intended;
  const session = `${intended.session}-${belief.run}`;
  const head = belief.heads.get(session) ?? { seq: 0, hash: "" };
  const seq = head.seq + 1 + (wrong === "seq" ? 1 : 0);
  belief.count++;
  const commit = commitOf(session, seq, wrong === "prev" || seq > head.seq + 1 ? "x" : head.hash, {
    currency: currencyOf(session),
    epoch: belief.epoch - (wrong === "epoch" ? 1 : 0),
    commandId: wrong === "command" ? `${session}-once` : `${session}-${belief.count}`,
    transfers: ownTransfers(belief.run, intended.transfers),
    ...(seen && { seen: { [`${seen.account}-${belief.run}`]: seen.balance } }),
    ...(snapshot && { snapshot: `{"at":${seq}}` }),
    ...(row && { row: rowOf(session, { summary: `${belief.count}` }) }),
  });
  const right = wrong === "nothing" || wrong === "command";
  if (right) belief.heads.set(session, { seq, hash: commit.entry.hash });
  // The first entry has none before it; that much every caller knows.
  return seq === 1 ? { ...commit, prev: "" } : commit;
};

/** Runs the steps on a store; gives every answer that it gave, but for positions. */
const take = async (store: Store, run: string, steps: readonly Step[]) => {
  const [epoch] = await store.claim([0]);
  const belief: Belief = { run, epoch: epoch!, heads: new Map(), count: 0 };
  const answers: unknown[] = [];
  const committed: Commit[] = [];
  for (const one of steps) {
    if (one === "claim") belief.epoch = (await store.claim([0]))[0]!;
    else if ("transfer" in one) {
      const [transfer] = ownTransfers(run, one.transfer);
      const more = { id: `t${one.id}-${run}`, currency: usd, at: 1 };
      if (transfer) answers.push(await store.transfer({ ...transfer, ...more }));
    } else {
      const batch = one.map((each) => commitFor(belief, each));
      const verdicts = await store.commit(batch);
      answers.push(verdicts.map(withoutPosition));
      committed.push(...batch.filter((_, at) => verdicts[at]?.kind === "committed"));
      for (const session of ownSessions(run)) {
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

/** What a store has of one run. */
const everythingOf = async (store: Store, run: string) => {
  const all = await everything(store, ownSessions(run));
  const own = (name: string) => name.endsWith(`-${run}`);
  return {
    ...all,
    accounts: all.accounts.filter(({ account }) => own(account)),
    feed: all.feed.filter(({ session }) => own(session)),
    sessions: all.sessions.filter(({ id }) => own(id)),
    transfers: all.transfers.filter(({ id }) => own(id)),
  };
};
type Everything = Awaited<ReturnType<typeof everythingOf>>;

/** What every sequence of commits has to keep, whatever the store. */
const checkInvariants = (all: Everything, committed: readonly Commit[]): void => {
  expect(all.feed.map(({ session, seq }) => [session, seq])).toEqual(
    committed.map(({ session, entry }) => [session, entry.seq]),
  );
  for (const session of new Set(committed.map((commit) => commit.session))) {
    const own = committed.filter((commit) => commit.session === session);
    expect(own.map(({ entry }) => entry.seq)).toEqual(own.map((_, at) => at + 1));
    expect(own.map(({ prev }) => prev)).toEqual(
      ["", ...own.map(({ entry }) => entry.hash)].slice(0, own.length),
    );
    expect(new Set(own.map(({ entry }) => entry.commandId)).size).toBe(own.length);
  }
  const lines = [
    ...committed.flatMap((commit) =>
      commit.transfers.map((one) => ({ ...one, currency: commit.currency })),
    ),
    ...all.transfers,
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
  const balances = all.accounts;
  expect(new Map(balances.map((one) => [`${one.account} ${one.currency}`, one.balance]))).toEqual(
    sums,
  );
  for (const currency of [usd, play]) {
    const own = balances.filter((one) => one.currency === currency);
    expect(own.reduce((sum, { balance }) => sum + balance, 0)).toBe(0);
  }
  const guarded = balances.filter(({ account }) => /^(player|prize|pool):/.test(account));
  expect(guarded.every(({ balance }) => balance >= 0)).toBe(true);
};

/** The part of the contract that is held against random commits. */
export const storeProperties = (newPlace: () => Promise<StorePlace>): void => {
  test("[M1] [M2] [J3] random commits: the same answers as the model's, and every sum is kept", async () => {
    const place = await newPlace();
    const [store, model] = [await place.open(), memoryStore()];
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const run = `run${++runs}`;
        const [mine, wanted] = [await take(store, run, steps), await take(model, run, steps)];
        expect(mine.answers).toEqual(wanted.answers);
        const all = await everythingOf(store, run);
        expect(all).toEqual(await everythingOf(model, run));
        checkInvariants(all, mine.committed);
      }),
      { numRuns: 100 },
    );
    await store.close();
    await place.remove();
  });
};
