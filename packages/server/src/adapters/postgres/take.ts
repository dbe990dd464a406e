import type { ClientBase } from "pg";
import { inTransaction, Overtaken, retried } from "./connections.ts";

const livingText =
  "living AS MATERIALIZED (SELECT id FROM nodes WHERE lease_until > clock_timestamp())";

/** Whether the node $1 may have a partition. */
const freeText = `(
  partitions.owner IS NULL OR partitions.owner = $1::text OR partitions.owner NOT IN (SELECT id FROM living)
)`;

/** In the order in which commits lock them. Those of living nodes are left alone, or their commits would wait as well. */
const lockText = `
WITH ${livingText}
SELECT partitions.id FROM partitions
WHERE partitions.id = ANY($2::integer[]) AND ${freeText}
ORDER BY partitions.id
FOR UPDATE OF partitions`;

const takeText = `
WITH ${livingText}
INSERT INTO partitions (id, epoch, owner)
SELECT wanted.id, 1, $1::text
FROM (SELECT DISTINCT id FROM unnest($2::integer[]) AS listed (id)) AS wanted
LEFT JOIN partitions ON partitions.id = wanted.id
WHERE partitions.id IS NULL OR ${freeText}
ORDER BY wanted.id
ON CONFLICT (id) DO UPDATE SET epoch = partitions.epoch + 1, owner = excluded.owner
WHERE ${freeText}
RETURNING id, epoch`;

interface TakenRow {
  readonly id: number;
  readonly epoch: number;
}

/**
 * Two statements, sent together. The first waits for the commits under way, which may be long; the second sees which leases have run out by then:
 * a statement sees nodes as they were when it began, and an owner that came back while this waited keeps what it has. With its answer
 * the epochs have risen, so no commit under an older one comes in any more [C1].
 */
export const take = (
  client: ClientBase,
  node: string,
  partitions: readonly number[],
): Promise<readonly (number | null)[]> =>
  retried(() =>
    inTransaction(client, async () => {
      const values = [node, partitions];
      const [locked, taken] = await Promise.all([
        client.query<{ readonly id: number }>(lockText, values),
        client.query<TakenRow>(takeText, values),
      ]);
      const looked = new Set(locked.rows.map(({ id }) => id));
      const epochs = new Map(taken.rows.map(({ id, epoch }) => [id, epoch]));
      // Somebody had it first whom the second statement may not have seen yet.
      for (const [id, epoch] of epochs) if (epoch > 1 && !looked.has(id)) throw new Overtaken();
      return partitions.map((partition) => epochs.get(partition) ?? null);
    }),
  );
