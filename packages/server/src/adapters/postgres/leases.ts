import type { ClientBase } from "pg";
import type { ClusterPicture, HeldPartition, Leases, NodeIdentity } from "../../ports/leases.ts";
import type { Connections } from "./connections.ts";
import { take } from "./take.ts";

/** One look at a clock: everything in a statement is measured by it. Not `now()`, which stands still in a transaction. */
const momentText = "moment AS MATERIALIZED (SELECT clock_timestamp() AS now)";

/** Everything that is known, with the nodes that are given as a query. One statement sees one moment. */
const pictureText = (nodes: string): string => `
SELECT
  floor(extract(epoch FROM moment.now) * 1000)::bigint AS now,
  (
    SELECT coalesce(json_agg(json_build_object(
      'id', node.id, 'incarnation', node.incarnation, 'url', node.url, 'isDraining', node.is_draining,
      'leaseLeftMs', ceil(extract(epoch FROM node.lease_until - moment.now) * 1000)
    ) ORDER BY node.id), '[]')
    FROM (${nodes}) AS node
  ) AS nodes,
  (
    SELECT coalesce(json_agg(json_build_object(
      'partition', partitions.id, 'epoch', partitions.epoch, 'owner', partitions.owner, 'pinned', pins.node
    ) ORDER BY partitions.id), '[]')
    FROM partitions LEFT JOIN pins ON pins.partition = partitions.id
  ) AS partitions`;

/** Gives the picture with it; the node's own row is not yet in what the statement sees. */
const renewText = `
WITH
  ${momentText},
  renewed AS (
    UPDATE nodes
    SET url = $3, is_draining = $4, has_left = false, lease_until = moment.now + $5::float8 * interval '1 millisecond'
    FROM moment
    WHERE nodes.id = $1 AND nodes.incarnation = $2
    RETURNING nodes.*
  )
${pictureText("SELECT * FROM renewed UNION ALL SELECT * FROM nodes WHERE id <> $1 AND NOT has_left")},
  EXISTS (SELECT FROM renewed) AS "isRenewed"
FROM moment`;

/** Makes a process the node, unless it was seen before. */
const registerText = `
WITH fresh AS (
  INSERT INTO node_processes (node, incarnation) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING node
)
INSERT INTO nodes (id, incarnation, url, is_draining, has_left, lease_until)
SELECT node, $2, $3, $4, false, clock_timestamp() + $5::float8 * interval '1 millisecond' FROM fresh
ON CONFLICT (id) DO UPDATE
SET incarnation = excluded.incarnation, url = excluded.url, is_draining = excluded.is_draining,
  has_left = excluded.has_left, lease_until = excluded.lease_until`;

/** Also a database under load answers sooner. */
const renewalPatienceMinMs = 1_000;

const renew = async (
  client: ClientBase,
  { id, incarnation, url }: NodeIdentity,
  isDraining: boolean,
  leaseMs: number,
): Promise<ClusterPicture | "superseded"> => {
  // On a connection that answers nothing any more, a renewal has to fail while there is time for another one.
  const query_timeout = Math.max(leaseMs / 2, renewalPatienceMinMs);
  const sent = { values: [id, incarnation, url, isDraining, leaseMs], query_timeout };
  const renewed = async (): Promise<ClusterPicture | undefined> => {
    const query = { ...sent, name: "renew-lease", text: renewText };
    const { rows } = await client.query<ClusterPicture & { readonly isRenewed: boolean }>(query);
    const [row] = rows;
    return row?.isRenewed ? pictureOf(row) : undefined;
  };
  const known = await renewed();
  if (known) return known;
  const query = { ...sent, text: registerText };
  await client.query(query);
  return (await renewed()) ?? "superseded";
};

const pictureOf = ({ now, nodes, partitions }: ClusterPicture): ClusterPicture => ({
  now,
  nodes,
  partitions,
});

const picture = async (client: ClientBase): Promise<ClusterPicture> => {
  const { rows } = await client.query<ClusterPicture>(
    `WITH ${momentText} ${pictureText("SELECT * FROM nodes WHERE NOT has_left")} FROM moment`,
  );
  const [row] = rows;
  if (!row) throw new Error("a look at the clock gives one row");
  return row;
};

/** Partitions are locked in the order in which commits lock them. */
const leaveText = `
WITH
  gone AS (
    UPDATE nodes SET has_left = true, lease_until = clock_timestamp()
    WHERE id = $1 AND incarnation = $2 AND NOT has_left
    RETURNING id
  ),
  held AS MATERIALIZED (
    SELECT partitions.id FROM partitions
    WHERE partitions.owner = $1 AND EXISTS (SELECT FROM gone)
    ORDER BY partitions.id
    FOR UPDATE OF partitions
  )
UPDATE partitions SET owner = NULL FROM held WHERE partitions.id = held.id`;

const releaseText = `
WITH given AS MATERIALIZED (
  SELECT partitions.id
  FROM unnest($1::integer[], $2::bigint[]) AS held (id, epoch)
  JOIN partitions ON partitions.id = held.id AND partitions.epoch = held.epoch
  ORDER BY partitions.id
  FOR UPDATE OF partitions
)
UPDATE partitions SET owner = $3 FROM given WHERE partitions.id = given.id`;

const pinText = `
INSERT INTO pins (partition, node)
SELECT $1, $2::text
WHERE $2::text IS NULL OR EXISTS (SELECT FROM nodes WHERE id = $2::text AND NOT has_left)
ON CONFLICT (partition) DO UPDATE SET node = excluded.node`;

/** With a node goes what is known of its processes: who comes under its name then is new. */
const forgetText = `
WITH gone AS (
  DELETE FROM nodes WHERE lease_until < clock_timestamp() - $1::float8 * interval '1 millisecond' RETURNING id
)
DELETE FROM node_processes USING gone WHERE node_processes.node = gone.id`;

const partitionsAndEpochs = (held: readonly HeldPartition[]): [number[], number[]] => [
  held.map(({ partition }) => partition),
  held.map(({ epoch }) => epoch),
];

/**
 * Leases in the database, measured by its clock. A renewal has a connection to itself and touches no row but its node's, so that
 * nothing is ever in its way: no batch that is written, and nobody who waits for one. What changes owners waits for the commits under way
 * in the same partitions, each call on a connection of its own, so that the node's commits go on meanwhile.
 */
export const postgresLeases = ({ renewing, owning, read }: Connections): Leases => ({
  renew: (node, { isDraining }, leaseMs) =>
    renewing((client) => renew(client, node, isDraining, leaseMs)),
  // Behind the node's renewals, or one of them would bring it back.
  leave: ({ id, incarnation }) =>
    renewing(async (client) => void (await client.query(leaveText, [id, incarnation]))),
  take: (node, partitions) => owning((client) => take(client, node, partitions)),
  release: (held, to) =>
    owning(
      async (client) => void (await client.query(releaseText, [...partitionsAndEpochs(held), to])),
    ),
  pin: (partition, node) =>
    owning(async (client) => (await client.query(pinText, [partition, node])).rowCount === 1),
  picture: () => read(picture),
  forget: (olderThanMs) =>
    owning(async (client) => void (await client.query(forgetText, [olderThanMs]))),
});
