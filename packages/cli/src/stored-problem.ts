import { hash } from "node:crypto";
import { accountOf, canonicalJson } from "@parlor/kit";
import type { Store } from "@parlor/server";

/** What a store keeps beside a journal, and keeps wrongly. */
export interface StoredProblem {
  readonly code: "stored_head" | "stored_setup" | "stored_snapshot" | "stored_balance";
  readonly seq: number;
  readonly text: string;
}

type Stored = NonNullable<Awaited<ReturnType<Store["load"]>>>;

/** Holds the rest of what a store has of a session against its journal, once that is known to be sound. */
export const storedProblem = async (
  store: Store,
  { row, setup, snapshot, head }: Stored,
): Promise<StoredProblem | null> => {
  const [first] = await store.entries(row.id, 0, 1);
  const [last] = await store.entries(row.id, head.seq - 1, 1);
  if (last?.hash !== head.hash)
    return { code: "stored_head", seq: head.seq, text: "The store names another last entry." };
  // Both entries are of a journal that has just been verified.
  const { command } = JSON.parse(first?.body ?? "{}") as { command?: { setup?: unknown } };
  if (canonicalJson(command?.setup) !== canonicalJson(JSON.parse(setup)))
    return {
      code: "stored_setup",
      seq: 1,
      text: "The setup is kept otherwise than it was opened.",
    };
  if (snapshot) {
    const [base] = await store.entries(row.id, snapshot.seq - 1, 1);
    const { state } = JSON.parse(base?.body ?? "{}") as { state?: string };
    if (hash("sha256", snapshot.state) !== state) {
      const text = "The snapshot is not the state after its entry.";
      return { code: "stored_snapshot", seq: snapshot.seq, text };
    }
  }
  const balances = await store.balances(accountOf.table(row.id));
  if (row.status === "ended" && balances.some(({ balance }) => balance !== 0))
    return { code: "stored_balance", seq: head.seq, text: "The table's account was not swept." };
  return null;
};
