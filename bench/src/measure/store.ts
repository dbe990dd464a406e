// Commits a second of the store alone, and their latency: closed loop, one commit under way a session, a batch being
// what arrived while the last write ran.
import { parseArgs } from "node:util";
import type { Commit, Store } from "@parlor/server";
import { inFolder, openStore, printFigures, type Figures } from "../measuring.ts";
import { latencyFigures } from "../percentiles.ts";

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
const partitions = 64;
const hashes = Array.from({ length: 1_024 }, (_, at) => String(at).padStart(64, "a7"));
const filler = "x".repeat(330);

class Session {
  #seq = 0;
  #hash = "";
  readonly id: string;
  readonly #player: string;
  constructor(at: number) {
    this.id = `session-${at}`;
    this.#player = `player:p${at}`;
  }

  next(): Commit {
    const seq = ++this.#seq;
    const prev = this.#hash;
    this.#hash = hashes[(seq * 31) % hashes.length] ?? "";
    const table = `table:${this.id}`;
    const one = {
      debit: this.#player,
      credit: table,
      amount: 100,
      kind: "bet",
      bet: "pass",
    } as const;
    const two = { debit: table, credit: this.#player, amount: 98, kind: "payout" } as const;
    const transfers = [one, two];
    const commandId = `${this.id}-${seq}-0f8e2c1b`;
    const body = `{"at":1753800000000,"command":{"id":"${commandId}","note":"${filler}"},"did":{"transfers":${JSON.stringify(transfers)}}}`;
    const opening = { setup: `{"currency":"USD/2"}`, secret: "s" };
    const row = {
      id: this.id,
      game: "craps",
      status: "waiting",
      createdAt: 1,
      summary: "{}",
    } as const;
    return {
      session: this.id,
      partition: Number(this.id.slice(8)) % partitions,
      epoch: 1,
      entry: { seq, hash: this.#hash, commandId, body },
      prev,
      currency: "USD/2",
      transfers,
      ...(seq === 1 && { opening, row }),
    };
  }
}

const measure = async (folder: string): Promise<Figures> => {
  const store = await openStore(values.store, folder);
  await store.claim(Array.from({ length: partitions }, (_, at) => at));
  const sessions = Array.from({ length: Number(values.sessions) }, (_, at) => new Session(at));
  await endow(store, sessions.length);
  const latencies: number[] = [];
  const pending = sessions.map((session) => ({ session, since: performance.now() }));
  const warmUntil = performance.now() + warmUpMs;
  const until = warmUntil + measuredMs;
  let [counted, from, cpu] = [0, 0, process.cpuUsage()];
  /** One write after the other, each with what has arrived meanwhile. */
  const flight = async (): Promise<void> => {
    while (performance.now() < until) {
      const batch = pending.splice(0, Number(values["batch-max"]));
      if (batch.length === 0) await new Promise(setImmediate);
      const verdicts = await store.commit(batch.map(({ session }) => session.next()));
      const now = performance.now();
      const refused = verdicts.find(({ kind }) => kind !== "committed");
      if (refused) throw new Error(JSON.stringify(refused));
      if (now > warmUntil && from === 0) [from, cpu] = [now, process.cpuUsage()];
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
  await store.close();
  return {
    commitsPerSecond: (counted / tookMs) * 1_000,
    ...latencyFigures(latencies),
    cpuMicrosPerCommit: (used.user + used.system) / counted,
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

printFigures(await inFolder(measure));
