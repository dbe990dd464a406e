import type { Commit } from "@parlor/server";

/** Sessions are spread over so many. */
export const partitionCount = 64;
const hashes = Array.from({ length: 1_024 }, (_, at) => String(at).padStart(64, "a7"));
const filler = "x".repeat(330);

/** A session whose every command is a bet and its payout: an entry whose text has some 590 bytes, and two transfers. */
export class StoreSession {
  #seq = 0;
  #hash = "";
  readonly id: string;
  readonly #player: string;
  constructor(at: number) {
    this.id = `session-${at}`;
    this.#player = `player:p${at}`;
  }

  next(): Commit {
    const seq = ++this.#seq;
    const prev = this.#hash;
    this.#hash = hashes[(seq * 31) % hashes.length] ?? "";
    const table = `table:${this.id}`;
    const one = {
      debit: this.#player,
      credit: table,
      amount: 100,
      kind: "bet",
      bet: "pass",
    } as const;
    const two = { debit: table, credit: this.#player, amount: 98, kind: "payout" } as const;
    const transfers = [one, two];
    const commandId = `${this.id}-${seq}-0f8e2c1b`;
    const body = `{"at":1753800000000,"command":{"id":"${commandId}","note":"${filler}"},"did":{"transfers":${JSON.stringify(transfers)}}}`;
    const opening = { setup: `{"currency":"USD/2"}`, secret: "s" };
    const row = {
      id: this.id,
      game: "craps",
      status: "waiting",
      createdAt: 1,
      summary: "{}",
    } as const;
    return {
      session: this.id,
      partition: Number(this.id.slice(8)) % partitionCount,
      epoch: 1,
      entry: { seq, hash: this.#hash, commandId, body },
      prev,
      currency: "USD/2",
      transfers,
      ...(seq === 1 && { opening, row }),
    };
  }
}
