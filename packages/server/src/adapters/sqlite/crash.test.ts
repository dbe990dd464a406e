import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkAll, writeAndKill, type Acknowledged } from "../../testing/store-crash.ts";
import { sqliteStore } from "./sqlite-store.ts";

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
