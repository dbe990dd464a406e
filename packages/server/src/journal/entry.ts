import { hash } from "node:crypto";
import { assert } from "@parlor/kit";
import type { EntryRow } from "../ports/store.ts";
import type { Entry } from "./contract.ts";

export const textHash = (text: string): string => hash("sha256", text);

/** An entry as it is stored. The hash is over the text, so a reader needs no rules for writing JSON. */
export const encodeEntry = (entry: Entry): Omit<EntryRow, "session"> => {
  const body = JSON.stringify(entry);
  return { seq: entry.seq, hash: textHash(body), commandId: entry.command.id, body };
};

/** Reads an entry back; the text must still have the hash that it was stored under. */
export const decodeEntry = (row: EntryRow): Entry => {
  assert(
    textHash(row.body) === row.hash,
    `entry ${row.seq} of ${row.session} does not have its hash`,
  );
  const entry = JSON.parse(row.body) as Entry; // the hash says that it is what encodeEntry wrote
  assert(entry.v === 1, `entry ${row.seq} of ${row.session} is of version ${String(entry.v)}`);
  return entry;
};
