// Commits a second and their latency for each store: closed loop, one commit under way a session,
// a batch being what arrived while the last write ran. With the disk's own limit beside it.
//   node bench/store.ts [seconds] [store ...]
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { memoryStore, sqliteStore, type Commit, type Store } from "@parlor/server";

const seconds = Number(process.argv[2] ?? 3);
const only = process.argv.slice(3);
/** Writes under way at once, and the most that goes into one. */
const flights = Number(process.env["FLIGHTS"] ?? 1);
const batchMax = Number(process.env["BATCH"] ?? 1_000);
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

const percentile = (sorted: Float64Array, share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);

const load = async (store: Store, count: number) => {
  await store.claim(Array.from({ length: partitions }, (_, at) => at));
  const sessions = Array.from({ length: count }, (_, at) => new Session(at));
  for (const [at] of sessions.entries()) {
    const money = {
      debit: "world",
      credit: `player:p${at}`,
      amount: 1e9,
      kind: "deposit",
    } as const;
    if (at < 1_000) await store.transfer({ ...money, id: `d${at}`, currency: "USD/2", at: 1 });
  }
  const latencies: number[] = [];
  const pending = sessions.map((session) => ({ session, since: performance.now() }));
  let batches = 0;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const start = performance.now();
  const warmUntil = start + 500;
  const until = warmUntil + seconds * 1_000;
  let [counted, from, cpu] = [0, 0, process.cpuUsage()];
  /** One write after the other, each with what has arrived meanwhile. */
  const flight = async (): Promise<void> => {
    while (performance.now() < until) {
      const batch = pending.splice(0, batchMax);
      if (batch.length === 0) await new Promise(setImmediate);
      const verdicts = await store.commit(batch.map(({ session }) => session.next()));
      const now = performance.now();
      const refused = verdicts.find(({ kind }) => kind !== "committed");
      if (refused) throw new Error(JSON.stringify(refused));
      if (now > warmUntil && from === 0) {
        [from, cpu] = [now, process.cpuUsage()];
        delay.enable();
      } else if (now > warmUntil) {
        batches++;
        counted += batch.length;
        for (const { since } of batch) latencies.push(now - since);
      }
      pending.push(...batch.map(({ session }) => ({ session, since: now })));
    }
  };
  await Promise.all(Array.from({ length: flights }, flight));
  const took = performance.now() - from;
  const used = process.cpuUsage(cpu);
  const sorted = Float64Array.from(latencies).toSorted();
  return {
    sessions: count,
    "commits/s": Math.round((counted / took) * 1_000),
    "p50 ms": percentile(sorted, 0.5),
    "p99 ms": percentile(sorted, 0.99),
    "cpu µs/commit": ((used.user + used.system) / counted).toFixed(1),
    "loop p99 ms": (delay.percentile(99) / 1e6).toFixed(2),
    batches,
  };
};

/** The disk's limit: the same bytes appended to a file and synced, a batch at a time. */
const raw = (folder: string, count: number) => {
  const fd = openSync(join(folder, `raw-${count}`), "w");
  const session = new Session(0);
  const latencies: number[] = [];
  let counted = 0;
  const start = performance.now();
  while (performance.now() < start + seconds * 1_000) {
    const since = performance.now();
    const batch = Array.from({ length: count }, () => JSON.stringify(session.next().entry));
    writeSync(fd, batch.join("\n"));
    fdatasyncSync(fd);
    counted += count;
    latencies.push(performance.now() - since);
  }
  closeSync(fd);
  const sorted = Float64Array.from(latencies).toSorted();
  const rate = Math.round((counted / (performance.now() - start)) * 1_000);
  return {
    sessions: count,
    "commits/s": rate,
    "p50 ms": percentile(sorted, 0.5),
    "p99 ms": percentile(sorted, 0.99),
  };
};

const rows = [];
for (const count of (process.env["SESSIONS"] ?? "1,64,1000").split(",").map(Number)) {
  const folder = mkdtempSync(join(process.env["BENCH_DIR"] ?? tmpdir(), "parlor-bench-"));
  const file = join(folder, "store.db");
  const stores: Record<string, () => Promise<Store>> = {
    memory: async () => memoryStore(),
    sqlite: () => sqliteStore({ file }),
    normal: () => sqliteStore({ file: `${file}-normal`, synchronous: "normal" }),
  };
  if (only.length === 0 || only.includes("raw"))
    rows.push({ store: "raw log", ...raw(folder, count) });
  for (const [name, open] of Object.entries(stores)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const store = await open();
    rows.push({ store: name, ...(await load(store, count)) });
    await store.close();
  }
  rmSync(folder, { recursive: true });
}
console.table(rows);
