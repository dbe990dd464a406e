/** By bytes, as databases order text; JavaScript orders by UTF-16 units. */
export const byText = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));
