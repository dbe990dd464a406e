import type { ExactArithmetic } from "./arithmetic.ts";

/** Money of some hands together, in minor units, with the chance that it comes so. */
export interface Money {
  readonly taken: number;
  readonly paid: number;
  readonly refunded: number;
  readonly chance: bigint;
}
export type Monies = readonly Money[];

export const merged = (all: Monies): Monies => {
  const sums = new Map<string, Money>();
  for (const money of all) {
    const { taken, paid, refunded, chance } = money;
    const key = `${taken} ${paid} ${refunded}`;
    sums.set(key, { ...money, chance: (sums.get(key)?.chance ?? 0n) + chance });
  }
  return [...sums.values()];
};

/** The money of hands that do not depend on each other, added up. */
export const together = (a: Monies, b: Monies, { part }: ExactArithmetic): Monies =>
  merged(
    a.flatMap((one) =>
      b.map((other) => ({
        taken: one.taken + other.taken,
        paid: one.paid + other.paid,
        refunded: one.refunded + other.refunded,
        chance: part(one.chance, other.chance),
      })),
    ),
  );

export const withChance = (monies: Monies, change: (chance: bigint) => bigint): Monies =>
  monies.map((money) => ({ ...money, chance: change(money.chance) }));
