import { exportSession } from "@parlor/server";
import { fail } from "./fail.ts";
import { withStore, type StorePlace } from "./store-file.ts";

export const exportJournal = async (session: string, place: StorePlace): Promise<void> =>
  withStore(place, async (store) => {
    if (!(await store.load(session))) return fail(`There is no session ${session}.`);
    for await (const line of exportSession(store, session)) process.stdout.write(line);
  });
