import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { memoryStore, sqliteStore, type SharedStore, type Store } from "@parlor/server";
import { fail } from "./fail.ts";
import { isPostgres } from "./store-name.ts";

/** Where a server keeps everything, as its options name it. */
export interface StorePlace {
  /** `sqlite`, `memory` or the address of a PostgreSQL database. */
  readonly store: string;
  readonly data: string;
}

/** The one file that a server with the embedded store keeps in its data folder. */
export const storeFile = (data: string): string => join(resolve(data), "parlor.db");

/** The store of a server; a file is made when there is none. `onLost` hears of connections that broke. */
export const openStore = async (
  { store, data }: StorePlace,
  onLost: (error: Error) => void = () => undefined,
): Promise<Store> => {
  if (store === "memory") return memoryStore();
  return isPostgres(store) ? openShared(store, onLost) : sqliteStore({ file: storeFile(data) });
};

/** The store in a database, which several servers may share. */
export const openShared = async (
  url: string,
  onLost: (error: Error) => void = () => undefined,
): Promise<SharedStore> => {
  // Who does not use it does not wait for its driver.
  const { postgresStore } = await import("@parlor/server/postgres");
  return postgresStore({ url, onLost });
};

/** What is missing where there is nothing to be read; undefined when there may be something. */
export const missingAt = ({ store, data }: StorePlace): string | undefined => {
  if (store === "memory") return "no store that outlives its server";
  const file = storeFile(data);
  return isPostgres(store) || existsSync(file) ? undefined : `no store at ${file}`;
};

/** Opens the store of a server for reading, whether the server runs or not; ends the command where there is none. */
export const withStore = async (
  place: StorePlace,
  read: (store: Store) => Promise<void>,
): Promise<void> => {
  const missing = missingAt(place);
  if (missing !== undefined) return fail(`There is ${missing}.`);
  const store = await openStore(place);
  try {
    await read(store);
  } finally {
    await store.close();
  }
};
