import { types, type ClientBase, type CustomTypesConfig, type QueryResultRow } from "pg";

/** A line of a journal as the database has it, and what the witness noted of it. */
export interface StoredEntry {
  readonly session: string;
  readonly seq: number;
  readonly hash: string;
  readonly commandId: string;
  readonly body: string;
  /** Entries of one batch are in this order. */
  readonly position: number;
  /** The address of the machine that wrote it; null where the witness has not seen it. */
  readonly machine: string | null;
  /** When its transaction was committed, in microseconds since 1970: the order of all transactions that waited for each other. */
  readonly committedAt: number;
}

export interface StoredSession {
  readonly id: string;
  readonly status: string;
  readonly secret: string;
  /** The seq and hash of the last entry, as they are kept beside the journal. */
  readonly headSeq: number;
  readonly headHash: string;
}

export interface StoredTransfer {
  readonly id: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: number;
  readonly currency: string;
  readonly committedAt: number;
}

export interface StoredBalance {
  readonly account: string;
  readonly currency: string;
  readonly balance: number;
}

/** A partition got a new epoch. */
export interface StoredEpoch {
  readonly partition: number;
  readonly epoch: number;
  /** The machine that took it. */
  readonly machine: string | null;
  readonly committedAt: number;
}

/** Everything that the database has at the end of a run. */
export interface Stored {
  readonly entries: readonly StoredEntry[];
  readonly sessions: readonly StoredSession[];
  readonly transfers: readonly StoredTransfer[];
  readonly balances: readonly StoredBalance[];
  readonly epochs: readonly StoredEpoch[];
}

/** Microseconds since 1970 are beyond 32 bits, and far from 2^53. */
const committedAt = `(extract(epoch FROM pg_xact_commit_timestamp(transaction::xid)) * 1000000)::bigint AS "committedAt"`;

/** Reads the tables themselves, by statements of its own. */
export const readStored = async (client: ClientBase): Promise<Stored> => {
  const rows = async <Row extends QueryResultRow>(text: string): Promise<readonly Row[]> =>
    (await client.query<Row>({ text, types: numbers })).rows;
  return {
    entries: await rows(`
      SELECT e.session, e.seq, hash, command_id AS "commandId", body, position,
        host(machine) AS machine, ${committedAt}
      FROM entries e LEFT JOIN witness.entries w ON w.session = e.session AND w.seq = e.seq
      ORDER BY e.session, e.seq`),
    sessions: await rows(`
      SELECT id, status, secret, seq AS "headSeq", hash AS "headHash"
      FROM sessions JOIN heads ON heads.session = sessions.id ORDER BY id`),
    transfers: await rows(`
      SELECT t.id, debit, credit, amount, currency, ${committedAt}
      FROM treasury_transfers t LEFT JOIN witness.transfers w ON w.id = t.id ORDER BY position`),
    balances: await rows(`
      SELECT account, currency, sum(balance)::bigint AS balance
      FROM balances GROUP BY account, currency ORDER BY account, currency`),
    epochs: await rows(`
      SELECT partition, epoch, host(machine) AS machine, ${committedAt}
      FROM witness.epochs ORDER BY number`),
  };
};

/** As numbers: none of them is larger than a safe integer. */
const numbers: CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format),
};
