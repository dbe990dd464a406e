import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { storeContract } from "../../testing/store-contract.ts";
import { sqliteStore } from "./sqlite-store.ts";

storeContract("sqlite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-store-"));
  return {
    open: () => sqliteStore({ file: join(folder, "store.db") }),
    remove: async () => rmSync(folder, { recursive: true }),
  };
});
