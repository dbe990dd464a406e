import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Store } from "../../ports/store.ts";
import { sumsOf, usd } from "../../testing/store-check.ts";
import { sqliteStore } from "./sqlite-store.ts";

interface Acknowledged {
  readonly session: string;
  readonly seq: number;
  readonly hash: string;
  readonly position: number;
}

/** Lets a writer run until it has acknowledged so many commits, and kills it in full flight. */
const writeAndKill = async (file: string, prefix: string, count: number) => {
  const script = fileURLToPath(new URL("../../testing/store-crash-writer.ts", import.meta.url));
  const child = spawn(process.execPath, [script, file, prefix], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  const exited = once(child, "close");
  let text = "";
  let lines = 0;
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (chunk: string) => {
    text += chunk;
    lines += chunk.split("\n").length - 1;
    if (lines >= count) child.kill("SIGKILL");
  });
  const [, signal] = (await exited) as [number | null, string | null]; // what `close` tells
  expect(signal).toBe("SIGKILL");
  return text
    .split("\n")
    .slice(0, -1)
    .map((line): Acknowledged => {
      const [session = "", seq, hash = "", position] = line.split(" ");
      return { session, seq: Number(seq), hash, position: Number(position) };
    });
};

const checkAll = async (store: Store, acknowledged: readonly Acknowledged[]): Promise<void> => {
  const feed = await store.feed(0, 1_000_000);
  const byPosition = new Map(feed.map((row) => [row.position, row]));
  for (const { position, session, seq, hash } of acknowledged) {
    expect(byPosition.get(position)).toMatchObject({ session, seq, hash });
  }
  for (const { id } of await store.sessions({ limit: 1_000 })) {
    const own = feed.filter(({ session }) => session === id);
    expect(own.map(({ seq }) => seq)).toEqual(own.map((_, at) => at + 1));
    expect(await store.entries(id, 0, 1_000_000)).toEqual(
      own.map(({ position: _position, ...entry }) => entry),
    );
    const last = own.at(-1)!;
    const loaded = await store.load(id);
    expect(loaded?.head).toEqual({ seq: last.seq, hash: last.hash });
    // A snapshot comes with every entry but the first, so it must be as new as the last one.
    expect(loaded?.snapshot?.seq ?? 1).toBe(last.seq);
    expect(await store.entryOf(id, last.commandId)).toMatchObject({ seq: last.seq });
    expect((await store.balances(`table:${id}`))[0]?.balance ?? 0).toBe(7 * (last.seq - 1));
  }
  expect(await sumsOf(store)).toEqual({ [usd]: 0 });
};

test("[J1] [J3] [M1] after kill -9 in full flight every acknowledged commit is there", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-crash-"));
  const file = join(folder, "store.db");
  const acknowledged: Acknowledged[] = [];
  for (const [round, count] of [900, 2_500, 300].entries()) {
    const run = await writeAndKill(file, `run${round}`, count);
    expect(run.length).toBeGreaterThanOrEqual(count);
    acknowledged.push(...run);
    const store = await sqliteStore({ file });
    await checkAll(store, acknowledged);
    await store.close();
  }
  rmSync(folder, { recursive: true });
}, 60_000);
