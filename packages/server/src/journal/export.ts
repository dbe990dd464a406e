import { accountOf } from "@parlor/kit";
import { exportText, exportVersion } from "@parlor/protocol";
import { entriesPageMax, exportEndTriesMax } from "../limits.ts";
import type { Store } from "../ports/store.ts";

/**
 * A session's journal as text, a JSON value a line: first what the file is, then each entry as
 * `{"hash", "body"}`, where `body` is the text that was hashed, last how far the journal goes and what
 * the table's account holds. The session's secret is not in it.
 */
export async function* exportSession(
  store: Store,
  session: string,
): AsyncGenerator<string, void, void> {
  yield exportText({ parlor: "session-export", version: exportVersion, session });
  let last = { seq: 0, hash: "" };
  let balance: number | null = null;
  for (let tries = 0; tries < exportEndTriesMax && balance === null; tries++) {
    const before: number = await balanceOfTable(store, session);
    let isQuiet = true;
    for await (const row of entriesAfter(store, session, last.seq)) {
      yield exportText({ hash: row.hash, body: row.body });
      last = row;
      isQuiet = false;
    }
    // A balance belongs to the last entry only where none came before it was read.
    if (isQuiet) balance = before;
  }
  yield exportText({ parlor: "session-export-end", seq: last.seq, hash: last.hash, balance });
}

async function* entriesAfter(store: Store, session: string, after: number) {
  let seq = after;
  for (;;) {
    const rows = await store.entries(session, seq, entriesPageMax);
    for (const row of rows) {
      yield row;
      seq = row.seq;
    }
    if (rows.length < entriesPageMax) return;
  }
}

/** A session has one currency, and so has its table's account. */
const balanceOfTable = async (store: Store, session: string): Promise<number> =>
  (await store.balances(accountOf.table(session))).reduce((sum, { balance }) => sum + balance, 0);
