import { InvalidArgumentError } from "commander";

/** Partitions that follow one another, both ends included. */
export interface PartitionRange {
  readonly from: number;
  readonly to: number;
}

/** Reads `7` and `0-15`. */
export const partitionRange = (text: string): PartitionRange => {
  const [, first = "", last = first] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text) ?? [];
  const range = { from: Number(first), to: Number(last) };
  if (first === "" || range.to < range.from)
    throw new InvalidArgumentError("a partition such as 7, or some such as 0-15");
  return range;
};

export const partitionsIn = (ranges: readonly PartitionRange[]): readonly number[] => [
  ...new Set(
    ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at)),
  ),
];

export const rangesText = (ranges: readonly PartitionRange[]): string =>
  ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(", ");
