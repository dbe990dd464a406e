import { ok as assert } from "node:assert";
import type { ClientBase } from "pg";
import { retried } from "./connections.ts";

/**
 * Raises epochs, for somebody who is no node. It waits for the commits under way in each partition, and those behind it find the new epoch: so when it
 * has answered, no commit under the old one comes in any more [C1].
 */
export const claim = (
  client: ClientBase,
  partitions: readonly number[],
): Promise<readonly number[]> =>
  retried(async () => {
    const { rows } = await client.query<{ readonly id: number; readonly epoch: number }>(
      `INSERT INTO partitions (id, epoch)
      SELECT DISTINCT id, 1 FROM unnest($1::integer[]) AS claimed (id) ORDER BY id
      ON CONFLICT (id) DO UPDATE SET epoch = partitions.epoch + 1, owner = NULL
      RETURNING id, epoch`,
      [partitions],
    );
    const epochs = new Map(rows.map(({ id, epoch }) => [id, epoch]));
    return partitions.map((partition) => {
      const epoch = epochs.get(partition);
      assert(epoch !== undefined, "an upsert gives its row");
      return epoch;
    });
  });

export const setting = async (
  client: ClientBase,
  key: string,
  initial: string,
): Promise<string> => {
  const found = await settingOf(client, key);
  if (found !== undefined) return found;
  await client.query("INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
    key,
    initial,
  ]);
  return (await settingOf(client, key)) ?? initial;
};

const settingOf = async (client: ClientBase, key: string): Promise<string | undefined> => {
  const { rows } = await client.query<{ readonly value: string }>(
    "SELECT value FROM settings WHERE key = $1",
    [key],
  );
  return rows[0]?.value;
};

export const changeSetting = async (
  client: ClientBase,
  key: string,
  value: string,
): Promise<void> => {
  await client.query(
    `INSERT INTO settings (key, value) VALUES ($1, $2)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [key, value],
  );
};
