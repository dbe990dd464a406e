type Point = number | "bar" | "off";

interface Position {
  /** Where each checker of the mover is, and of the other seat, both as the mover counts points. */
  readonly mine: readonly Point[];
  readonly theirs: readonly Point[];
}

const asPosition = (own: readonly number[], others: readonly number[]): Position => {
  const spread = (list: readonly number[], seen: (point: number) => number): Point[] =>
    list.flatMap((count, point) =>
      Array.from({ length: count }, (): Point =>
        point === 0 ? "off" : point === 25 ? "bar" : seen(point),
      ),
    );
  return { mine: spread(own, (point) => point), theirs: spread(others, (point) => 25 - point) };
};

const textOf = ({ mine, theirs }: Position): string => {
  const count = (all: readonly Point[], seen: (point: number) => number) => {
    const list = Array.from({ length: 26 }, () => 0);
    for (const point of all) {
      const at = point === "off" ? 0 : point === "bar" ? 25 : seen(point);
      list[at] = (list[at] ?? 0) + 1;
    }
    return list;
  };
  return `${count(mine, (point) => point).join()} ${count(theirs, (point) => 25 - point).join()}`;
};

/** The positions that one checker of the mover can make by one die, by the wording of the rules. */
const moved = ({ mine, theirs }: Position, die: number): Position[] => {
  const hasBar = mine.includes("bar");
  const mayBearOff = mine.every((point) => point === "off" || (point !== "bar" && point <= 6));
  return mine.flatMap((point, index): Position[] => {
    if (point === "off" || (hasBar && point !== "bar")) return [];
    const to = (point === "bar" ? 25 : point) - die;
    if (to < 1) {
      const isExact = to === 0;
      const isHighest = mine.every((one) => typeof one !== "number" || one <= Number(point));
      return mayBearOff && (isExact || isHighest)
        ? [{ mine: mine.with(index, "off"), theirs }]
        : [];
    }
    const there = theirs.filter((one) => one === to).length;
    if (there > 1) return [];
    return [
      { mine: mine.with(index, to), theirs: theirs.map((one) => (one === to ? "bar" : one)) },
    ];
  });
};

interface Reached {
  readonly position: Position;
  readonly used: readonly number[];
}

/**
 * All positions that a roll leads to, as texts of both seats' lists: every order of dice and checkers is tried, and
 * of what comes out, what uses the most dice counts, and of that what uses the larger one. A double is used
 * `doubled` times.
 */
export const slowPositions = (
  own: readonly number[],
  others: readonly number[],
  [first, second]: readonly [number, number],
  doubled = 4,
): Set<string> => {
  const orders =
    first === second
      ? [Array.from({ length: doubled }, () => first)]
      : [
          [first, second],
          [second, first],
        ];
  const reached: Reached[] = [];
  for (const order of orders) {
    let level: readonly Reached[] = [{ position: asPosition(own, others), used: [] }];
    for (const die of order) {
      const next = new Map<string, Reached>();
      for (const { position, used } of level)
        for (const after of moved(position, die))
          next.set(textOf(after), { position: after, used: [...used, die] });
      level = [...next.values()];
      reached.push(...level);
    }
  }
  const most = Math.max(0, ...reached.map(({ used }) => used.length));
  const longest = reached.filter(({ used }) => used.length === most);
  const larger = Math.max(first, second);
  const withLarger = longest.filter(({ used }) => used.includes(larger));
  const kept = withLarger.length > 0 ? withLarger : longest;
  return new Set(kept.map(({ position }) => textOf(position)));
};
