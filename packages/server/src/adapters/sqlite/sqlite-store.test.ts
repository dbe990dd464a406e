import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { storeContract } from "../../testing/store-contract.ts";
import { storeProperties } from "../../testing/store-properties.ts";
import type { DatabaseOptions } from "./database.ts";
import { sqliteStore } from "./sqlite-store.ts";

const newPlace = async (options: Partial<DatabaseOptions> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-store-"));
  return {
    open: () => sqliteStore({ file: join(folder, "store.db"), ...options }),
    remove: async () => rmSync(folder, { recursive: true }),
  };
};

storeContract("sqlite", newPlace);

// What is kept in memory only must not matter.
describe("the store's promises: sqlite with hardly any memory", () => {
  storeProperties(() =>
    newPlace({ cacheMax: 1, unsettledMax: 3, unfiledMax: 2, synchronous: "normal" }),
  );
});
