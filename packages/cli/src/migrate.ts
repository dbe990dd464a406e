import { fail } from "./fail.ts";
import { isPostgres } from "./store-name.ts";

/** Brings a PostgreSQL database to the layout that this program works with. */
export const migrateStore = async ({ store }: { readonly store: string }): Promise<void> => {
  if (!isPostgres(store))
    return fail("Only a PostgreSQL database is migrated by itself: a file is when it is opened.");
  const { migratePostgres } = await import("@parlor/server/postgres");
  const { from, to } = await migratePostgres(store);
  console.log(
    from === to
      ? `The database has layout version ${to} already.`
      : `The database was brought from layout version ${from} to ${to}.`,
  );
};
