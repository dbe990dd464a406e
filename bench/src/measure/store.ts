// Commits a second of the store alone, and their latency: closed loop, one commit under way a session, a batch being
// what arrived while the last write ran.
import { parseArgs } from "node:util";
import type { Store } from "@parlor/server";
import { databaseBusySeconds } from "../database-cpu.ts";
import { openStore, printMeasured, type Figures } from "../measuring.ts";
import { latencyFigures } from "../percentiles.ts";
import { partitionCount, StoreSession } from "../store-session.ts";

const { values } = parseArgs({
  options: {
    store: { type: "string", default: "sqlite" },
    sessions: { type: "string", default: "64" },
    seconds: { type: "string", default: "3" },
    // Writes under way at once, and the most that goes into one.
    flights: { type: "string", default: "1" },
    "batch-max": { type: "string", default: "1000" },
  },
});
const measuredMs = Number(values.seconds) * 1_000;
const warmUpMs = 500;
const measure = async (folder: string): Promise<Figures> => {
  const store = await openStore(values.store, folder);
  await store.claim(Array.from({ length: partitionCount }, (_, at) => at));
  const sessions = Array.from({ length: Number(values.sessions) }, (_, at) => new StoreSession(at));
  await endow(store, sessions.length);
  const writtenFrom = await store.writtenBytes();
  const latencies: number[] = [];
  const pending = sessions.map((session) => ({ session, since: performance.now() }));
  const warmUntil = performance.now() + warmUpMs;
  const until = warmUntil + measuredMs;
  const usesDatabase = store.kind === "postgres";
  const databaseBusy = usesDatabase ? databaseBusySeconds : () => 0;
  let [committed, counted, from, cpu, databaseFrom] = [0, 0, 0, process.cpuUsage(), 0];
  /** One write after the other, each with what has arrived meanwhile. */
  const flight = async (): Promise<void> => {
    while (performance.now() < until) {
      const batch = pending.splice(0, Number(values["batch-max"]));
      if (batch.length === 0) await new Promise(setImmediate);
      const verdicts = await store.commit(batch.map(({ session }) => session.next()));
      const now = performance.now();
      committed += batch.length;
      const refused = verdicts.find(({ kind }) => kind !== "committed");
      if (refused) throw new Error(JSON.stringify(refused));
      if (now > warmUntil && from === 0)
        [from, cpu, databaseFrom] = [now, process.cpuUsage(), databaseBusy()];
      else if (now > warmUntil) {
        counted += batch.length;
        for (const { since } of batch) latencies.push(now - since);
      }
      pending.push(...batch.map(({ session }) => ({ session, since: now })));
    }
  };
  await Promise.all(Array.from({ length: Number(values.flights) }, flight));
  const tookMs = performance.now() - from;
  const used = process.cpuUsage(cpu);
  const databaseSeconds = databaseBusy() - databaseFrom;
  const writtenBytes = (await store.writtenBytes()) - writtenFrom;
  await store.close();
  return {
    commitsPerSecond: (counted / tookMs) * 1_000,
    ...latencyFigures(latencies),
    cpuMicrosPerCommit: (used.user + used.system) / counted,
    writtenBytesPerCommit: writtenBytes / committed,
    // The store writes on one connection, whoever waits.
    ...(usesDatabase && {
      connections: 1,
      databaseMicrosPerCommit: (databaseSeconds * 1e6) / counted,
    }),
  };
};

const endow = async (store: Store, count: number): Promise<void> => {
  for (let at = 0; at < count; at++) {
    const money = {
      debit: "world",
      credit: `player:p${at}`,
      amount: 1e9,
      kind: "deposit",
    } as const;
    await store.transfer({ ...money, id: `d${at}`, currency: "USD/2", at: 1 });
  }
};

await printMeasured(measure);
