// The child process of the stores' crash tests: plays a few sessions as fast as the store takes them and says
// what was acknowledged, until it is killed.
import { chain } from "./store-check.ts";
import { postgresStore } from "../adapters/postgres/postgres-store.ts";
import { sqliteStore } from "../adapters/sqlite/sqlite-store.ts";

const [place = "", prefix = ""] = process.argv.slice(2);
const store = place.startsWith("postgres:")
  ? await postgresStore({ url: place })
  : await sqliteStore({ file: place, unfiledMax: 100 });
const [epoch = 0] = await store.claim([0]);

const play = async (session: string): Promise<void> => {
  const debit = `player:${prefix}`;
  const transfers = [
    { debit: "house", credit: debit, amount: 7, kind: "payout" as const },
    { debit, credit: `table:${session}`, amount: 7, kind: "bet" as const },
  ];
  let last = chain(session, [{ epoch }]);
  for (;;) {
    const [verdict] = await store.commit(last);
    if (verdict?.kind !== "committed") throw new Error(JSON.stringify(verdict));
    const [{ entry }] = last as [(typeof last)[number]]; // it was made as one
    // A pipe is written synchronously, so what was said before a kill can be read after it.
    process.stdout.write(`${session} ${entry.seq} ${entry.hash} ${verdict.position}\n`);
    last = chain(session, [{ epoch, transfers, snapshot: `{"at":${entry.seq + 1}}` }], last[0]);
  }
};
await Promise.all(
  ["a", "b", "c", "d", "e", "f", "g", "h"].map((name) => play(`${prefix}-${name}`)),
);
