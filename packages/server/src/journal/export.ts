import { entriesPageMax } from "../limits.ts";
import type { Store } from "../ports/store.ts";

/**
 * A session's journal as text, a JSON value a line: first what the file is, then each entry as
 * `{"hash", "body"}`, where `body` is the text that was hashed. The session's secret is not in it.
 */
export async function* exportSession(
  store: Store,
  session: string,
): AsyncGenerator<string, void, void> {
  yield `${JSON.stringify({ parlor: "session-export", version: 1, session })}\n`;
  let seq = 0;
  for (
    let rows = await store.entries(session, 0, entriesPageMax);
    rows.length > 0;
    rows = await store.entries(session, seq, entriesPageMax)
  ) {
    for (const row of rows) {
      yield `${JSON.stringify({ hash: row.hash, body: row.body })}\n`;
      seq = row.seq;
    }
  }
}
