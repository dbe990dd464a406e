/** Every kind of bet. The names travel in transfers and edges: append only. */
// oxfmt-ignore
export const kinds = [
  "straight", "split", "street", "trio", "corner", "first-four", "top-line", "six-line",
  "dozen", "column", "red", "black", "odd", "even", "low", "high",
] as const;
export type Kind = (typeof kinds)[number];

export interface KindRules {
  readonly title: string;
  /** What it pays to 1. */
  readonly pays: number;
  readonly side: "inside" | "outside";
  /** Whether it gets back something when a zero comes, where the table has a rule for that. */
  readonly isEvenMoney: boolean;
}

const inside = (title: string, pays: number): KindRules => ({
  title,
  pays,
  side: "inside",
  isEvenMoney: false,
});
const outside = (title: string, pays: number): KindRules => ({
  title,
  pays,
  side: "outside",
  isEvenMoney: pays === 1,
});

export const kindRules: Readonly<Record<Kind, KindRules>> = {
  straight: inside("Straight", 35),
  split: inside("Split", 17),
  street: inside("Street", 11),
  trio: inside("Trio", 11),
  corner: inside("Corner", 8),
  "first-four": inside("First four", 8),
  // Five numbers have no payout of their own: 36 does not divide by them.
  "top-line": inside("Top line", 6),
  "six-line": inside("Six line", 5),
  dozen: outside("Dozen", 2),
  column: outside("Column", 2),
  red: outside("Red", 1),
  black: outside("Black", 1),
  odd: outside("Odd", 1),
  even: outside("Even", 1),
  low: outside("1 to 18", 1),
  high: outside("19 to 36", 1),
};
