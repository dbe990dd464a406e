import { exportSession } from "@parlor/server";
import { withStore } from "./store-file.ts";

export const exportJournal = async (
  session: string,
  { data }: { readonly data: string },
): Promise<void> =>
  withStore(data, async (store) => {
    if (!(await store.load(session))) {
      console.error(`There is no session ${session}.`);
      process.exitCode = 1;
      return;
    }
    for await (const line of exportSession(store, session)) process.stdout.write(line);
  });
