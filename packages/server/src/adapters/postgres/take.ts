import type { ClientBase } from "pg";
import { inTransaction, retried } from "./connections.ts";

const livingText =
  "WITH living AS MATERIALIZED (SELECT id FROM nodes WHERE lease_until > clock_timestamp())";

/** Whether the node $1 may have a partition. */
const freeText = `(
  partitions.owner IS NULL OR partitions.owner = $1::text OR partitions.owner NOT IN (SELECT id FROM living)
)`;

/** Nobody ever sees an epoch of 0: it rises in the same transaction. */
const beginText = `
INSERT INTO partitions (id, epoch)
SELECT DISTINCT id, 0 FROM unnest($1::integer[]) AS wanted (id) ORDER BY id
ON CONFLICT (id) DO NOTHING`;

/** In the order in which commits lock them. Those of living nodes are left alone, or their commits would wait as well. */
const lockText = `
${livingText}
SELECT partitions.id FROM partitions
WHERE partitions.id = ANY($2::integer[]) AND ${freeText}
ORDER BY partitions.id
FOR UPDATE OF partitions`;

const takeText = `
${livingText}
UPDATE partitions SET epoch = epoch + 1, owner = $1::text
WHERE partitions.id = ANY($2::integer[]) AND ${freeText}
RETURNING id, epoch`;

/**
 * Several statements, since each sees nodes and partitions as they were when it began. The first waits for those that begin with the same
 * partitions, the second for the commits under way, which may be long. The third takes of what is locked that whose owner has not
 * come back meanwhile. With its answer the epochs have risen, so no commit under an older one comes in any more [C1].
 */
export const take = (
  client: ClientBase,
  node: string,
  partitions: readonly number[],
): Promise<readonly (number | null)[]> =>
  retried(() =>
    inTransaction(client, async () => {
      const [, locked] = await Promise.all([
        client.query(beginText, [partitions]),
        client.query<{ readonly id: number }>(lockText, [node, partitions]),
      ]);
      const taken = await client.query<{ readonly id: number; readonly epoch: number }>(takeText, [
        node,
        locked.rows.map(({ id }) => id),
      ]);
      const epochs = new Map(taken.rows.map(({ id, epoch }) => [id, epoch]));
      return partitions.map((partition) => epochs.get(partition) ?? null);
    }),
  );
