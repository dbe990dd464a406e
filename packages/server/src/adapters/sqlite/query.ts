import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/** A prepared statement and the rows that it gives. */
export interface Query<Row> {
  get(...values: readonly SQLInputValue[]): Row | undefined;
  all(...values: readonly SQLInputValue[]): Row[];
  run(...values: readonly SQLInputValue[]): {
    readonly changes: number | bigint;
    readonly lastInsertRowid: number | bigint;
  };
}

/** The caller answers for it that the columns are named and typed like the fields of `Row`. */
export const prepare = <Row = never>(db: DatabaseSync, sql: string): Query<Row> =>
  // A statement has these methods; only the shape of its rows is unknown to the compiler.
  db.prepare(sql) as unknown as Query<Row>;

/** As SQLite orders text: by bytes. */
export const byText = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));
