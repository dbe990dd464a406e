import type { ClientBase } from "pg";
import type { FeedRow } from "../../ports/store.ts";
import { retried } from "./connections.ts";
import { firstPositionOf } from "./plan.ts";
import { entryColumns } from "./reads.ts";

/** How many batches are looked through at once. */
const batchPageMax = 10_000;
/** After so many batches the others are told how far there is no gap. */
const settledStepBatches = 1_000;

/**
 * Reads entries in the order of their positions, and never past one that may still appear. A batch takes its number
 * before it is committed, so a later number can be visible first. Numbers have no gap, and each is in `batches` once it is
 * decided. Where one is missing, the reader puts it there itself: the database lets it wait for the transaction that has just
 * put it there, if there is one. Afterwards the number is that transaction's, committed, or it was never used and cannot be any more:
 * who still holds it finds it taken, writes nothing, and takes another.
 */
export class Feed {
  /** All batches up to this one are decided. */
  #settled: number | undefined;
  #told = 0;

  async read(client: ClientBase, after: number, limit: number): Promise<FeedRow[]> {
    const end = firstPositionOf((await this.#settle(client)) + 1);
    const { rows } = await client.query<FeedRow>({
      text: `SELECT ${entryColumns}, position FROM entries
        WHERE position > $1 AND position < $2 ORDER BY position LIMIT $3`,
      values: [after, end, limit],
    });
    return rows;
  }

  /** The position of the newest entry, behind which none will appear; 0 when there is none. */
  async end(client: ClientBase): Promise<number> {
    const settled = await this.#settle(client);
    const { rows } = await client.query<{ readonly position: number }>(
      `SELECT position FROM entries WHERE position < $1 ORDER BY position DESC LIMIT 1`,
      [firstPositionOf(settled + 1)],
    );
    return rows[0]?.position ?? 0;
  }

  /** Goes on to the newest batch that is visible now; gives its number. */
  async #settle(client: ClientBase): Promise<number> {
    let settled = this.#settled ?? (await this.#begin(client));
    for (;;) {
      const { rows } = await client.query<{ readonly number: number }>({
        text: "SELECT number FROM batches WHERE number > $1 ORDER BY number LIMIT $2",
        values: [settled, batchPageMax],
      });
      const last = rows.at(-1)?.number ?? settled;
      if (last - settled > rows.length) await this.#close(client, settled, last);
      settled = last;
      if (rows.length < batchPageMax) break;
    }
    // Another call may have come further meanwhile.
    this.#settled = Math.max(settled, this.#settled ?? 0);
    if (settled - this.#told >= settledStepBatches) await this.#tell(client, settled);
    return settled;
  }

  /** Waits for every number between two, or takes it. In order, as all who do this. */
  async #close(client: ClientBase, from: number, to: number): Promise<void> {
    await retried(() =>
      client.query(
        `INSERT INTO batches (number) SELECT generate_series($1::bigint, $2::bigint)
        ON CONFLICT (number) DO NOTHING`,
        [from + 1, to - 1],
      ),
    );
  }

  async #begin(client: ClientBase): Promise<number> {
    const { rows } = await client.query<{ readonly through: number }>(
      "SELECT through FROM feed_settled",
    );
    return (this.#told = rows[0]?.through ?? 0);
  }

  async #tell(client: ClientBase, settled: number): Promise<void> {
    this.#told = settled;
    await client.query("UPDATE feed_settled SET through = $1 WHERE through < $1", [settled]);
  }
}
