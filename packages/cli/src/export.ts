import { exportSession } from "@parlor/server";
import { fail } from "./fail.ts";
import { withStore } from "./store-file.ts";

export const exportJournal = async (
  session: string,
  { data }: { readonly data: string },
): Promise<void> =>
  withStore(data, async (store) => {
    if (!(await store.load(session))) return fail(`There is no session ${session}.`);
    for await (const line of exportSession(store, session)) process.stdout.write(line);
  });
