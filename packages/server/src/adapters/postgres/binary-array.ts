/** The numbers by which PostgreSQL knows the types of elements; they are part of its protocol and never change. */
const oids = { text: 25, bigint: 20, integer: 23 } as const;

const headerBytes = 20;
const nullLength = -1;

const header = (buffer: Buffer, oid: number, count: number, hasNull: boolean): void => {
  buffer.writeInt32BE(1, 0); // dimensions
  buffer.writeInt32BE(hasNull ? 1 : 0, 4);
  buffer.writeInt32BE(oid, 8);
  buffer.writeInt32BE(count, 12);
  buffer.writeInt32BE(1, 16); // where indexes begin
};

/**
 * A parameter of type `text[]` as the server reads it without parsing; the driver's own form of an array is text in
 * which each quote is escaped, and an entry's body is full of quotes.
 */
export const textArray = (values: readonly string[]): Buffer => {
  let bytes = headerBytes;
  const lengths = values.map((value) => {
    const length = Buffer.byteLength(value);
    bytes += 4 + length;
    return length;
  });
  const buffer = Buffer.allocUnsafe(bytes);
  header(buffer, oids.text, values.length, false);
  let at = headerBytes;
  for (const [index, value] of values.entries()) {
    at = buffer.writeInt32BE(lengths[index] ?? 0, at);
    at += buffer.write(value, at);
  }
  return buffer;
};

/** A parameter of type `bigint[]`; null is the database's. */
export const bigintArray = (values: readonly (number | null)[]): Buffer => {
  const buffer = Buffer.allocUnsafe(headerBytes + values.length * 12);
  header(buffer, oids.bigint, values.length, values.includes(null));
  let at = headerBytes;
  for (const value of values) {
    at = buffer.writeInt32BE(value === null ? nullLength : 8, at);
    if (value !== null) at = buffer.writeBigInt64BE(BigInt(value), at);
  }
  return buffer.subarray(0, at);
};

/** A parameter of type `integer[]`. */
export const integerArray = (values: readonly number[]): Buffer => {
  const buffer = Buffer.allocUnsafe(headerBytes + values.length * 8);
  header(buffer, oids.integer, values.length, false);
  let at = headerBytes;
  for (const value of values) {
    at = buffer.writeInt32BE(4, at);
    at = buffer.writeInt32BE(value, at);
  }
  return buffer;
};
