/** Whether one semantic version comes after another, by the order of semver.org; what is built from does not count. */
export const isNewer = (one: string, other: string): boolean => {
  const [a, b] = [partsOf(one), partsOf(other)];
  const byCore = compareLists(a.core, b.core);
  if (byCore !== 0) return byCore > 0;
  // A release comes after all that led up to it.
  if (a.pre.length === 0 || b.pre.length === 0) return a.pre.length === 0 && b.pre.length > 0;
  return compareLists(a.pre, b.pre) > 0;
};

const partsOf = (version: string) => {
  const [released = ""] = version.split("+");
  const [core = "", ...pre] = released.split("-");
  return { core: core.split("."), pre: pre.length === 0 ? [] : pre.join("-").split(".") };
};

/** Part by part; where one list goes on, it comes after. */
const compareLists = (one: readonly string[], other: readonly string[]): number => {
  for (const [index, part] of one.entries()) {
    const rival = other[index];
    if (rival === undefined) return 1;
    const order = compareParts(part, rival);
    if (order !== 0) return order;
  }
  return one.length - other.length;
};

/** Numbers by size and before words; words by their letters. */
const compareParts = (one: string, other: string): number => {
  const [a, b] = [one, other].map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN)) as [
    number,
    number,
  ]; // a pair was mapped
  if (Number.isNaN(a) !== Number.isNaN(b)) return Number.isNaN(a) ? 1 : -1;
  if (!Number.isNaN(a)) return a - b;
  if (one === other) return 0;
  return one > other ? 1 : -1;
};
