import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { sqliteStore, type Store } from "@parlor/server";
import { fail } from "./fail.ts";

/** The one file that a server with the embedded store keeps in its data folder. */
export const storeFile = (data: string): string => join(resolve(data), "parlor.db");

/** Opens the file of a server for reading, whether the server runs or not; ends the command where there is none. */
export const withStore = async (
  data: string,
  read: (store: Store) => Promise<void>,
): Promise<void> => {
  const file = storeFile(data);
  if (!existsSync(file)) return fail(`There is no store at ${file}.`);
  const store = await sqliteStore({ file });
  try {
    await read(store);
  } finally {
    await store.close();
  }
};
