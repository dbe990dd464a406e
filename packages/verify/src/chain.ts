import { canonicalJson, type Entry } from "@parlor/kit";
import type { ExportLine } from "@parlor/protocol";
import { readEntry } from "./entry-schema.ts";
import { finding, type Finding } from "./finding.ts";
import { jsonOf, textHash } from "./text.ts";

/** An entry with the hash that the next one has to carry. */
export interface Link {
  readonly entry: Entry;
  readonly hash: string;
}

/** [VERIFY-4] to [VERIFY-7]: what an entry owes to the one before it, without regard to the game. */
export class Chain {
  readonly #session: string;
  readonly #commandIds = new Set<string>();
  last: { readonly seq: number; readonly hash: string; readonly at: number } = {
    seq: 0,
    hash: "",
    at: 0,
  };

  constructor(session: string) {
    this.#session = session;
  }

  link({ hash, body }: ExportLine): Link | Finding {
    const { last } = this;
    const seq = last.seq + 1;
    const made = textHash(body);
    if (made !== hash) return finding("hash_mismatch", seq, { expected: made, found: hash });
    const value = jsonOf(body);
    const read = readEntry(value);
    if ("problem" in read) return finding("entry_shape", seq, { found: read.problem });
    const { entry } = read;
    if (canonicalJson(entry) !== canonicalJson(value))
      return finding("entry_shape", seq, { found: "fields that an entry does not have" });
    if (entry.session !== this.#session)
      return finding("session_mismatch", seq, { expected: this.#session, found: entry.session });
    if (entry.seq !== seq) return finding("seq_mismatch", seq, { expected: seq, found: entry.seq });
    if (entry.prev !== last.hash)
      return finding("chain_broken", seq, { expected: last.hash, found: entry.prev });
    if (entry.at < last.at)
      return finding("time_reversed", seq, { expected: `${last.at} or later`, found: entry.at });
    if (this.#commandIds.has(entry.command.id))
      return finding("command_repeated", seq, { found: entry.command.id });
    this.#commandIds.add(entry.command.id);
    this.last = { seq, hash, at: entry.at };
    return { entry, hash };
  }
}
