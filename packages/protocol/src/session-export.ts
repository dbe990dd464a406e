import { z } from "zod";

/**
 * A session's journal as a file: a line of JSON each for what the file is, for every entry in order, and
 * for the end. The version rises with any change that an older reader would not understand.
 *
 * 1: the first; it has no end line.
 * 2: the last line tells how far the journal went, and the balance of the table's account.
 */
export const exportVersion = 2;
/** The oldest version that a reader still has to understand. */
export const exportVersionMin = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const exportHead = z.strictObject({
  parlor: z.literal("session-export"),
  version: z.int(),
  session: z.string().min(1),
});
export type ExportHead = z.output<typeof exportHead>;

export const exportLine = z.strictObject({
  hash: sha256,
  body: z.string().describe("The entry's JSON text, which the hash is over"),
});
export type ExportLine = z.output<typeof exportLine>;

export const exportEnd = z.strictObject({
  parlor: z.literal("session-export-end"),
  seq: z.int().min(0),
  hash: z.string(),
  balance: z
    .int()
    .nullable()
    .describe(
      "What the table's account held after the last entry; null: play went on all the while",
    ),
});
export type ExportEnd = z.output<typeof exportEnd>;

/** A line as it is written: the file has one form only, so that a reader can hold it to the letter. */
export const exportText = (line: ExportHead | ExportLine | ExportEnd): string =>
  `${JSON.stringify(line)}\n`;
