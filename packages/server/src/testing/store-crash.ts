import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Store } from "../ports/store.ts";
import { sumsOf, usd } from "./store-check.ts";

export interface Acknowledged {
  readonly session: string;
  readonly seq: number;
  readonly hash: string;
  readonly position: number;
}

/** Lets a writer on a store, named by its file or address, run until it has acknowledged so many commits, and kills it in full flight. */
export const writeAndKill = async (place: string, prefix: string, count: number) => {
  const script = fileURLToPath(new URL("store-crash-writer.ts", import.meta.url));
  const child = spawn(process.execPath, [script, place, prefix], {
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
  const acknowledged = text
    .split("\n")
    .slice(0, -1)
    .map((line): Acknowledged => {
      const [session = "", seq, hash = "", position] = line.split(" ");
      return { session, seq: Number(seq), hash, position: Number(position) };
    });
  return acknowledged;
};

/** Holds everything that a store has against what was acknowledged, and against itself. */
export const checkAll = async (
  store: Store,
  acknowledged: readonly Acknowledged[],
): Promise<void> => {
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
