import type { Limits } from "@parlor/kit";

/**
 * Puts bets that may be made under the same limits now together, in the order in which they come: each group is what a
 * choice is made of. All limits of a table have the same step.
 */
export const newLimitGroups = <Bet>() => {
  const newGroup = (amount: Limits) => ({ bet: [] as Bet[], amount });
  type Group = Readonly<ReturnType<typeof newGroup>>;
  const groups: Group[] = [];
  const byMax = new Map<number, Group[]>();
  const groupOf = (amount: Limits): Group => {
    const like = byMax.get(amount.max) ?? [];
    const known = like.find((one) => one.amount.min === amount.min);
    if (known) return known;
    const made = newGroup(amount);
    groups.push(made);
    byMax.set(amount.max, [...like, made]);
    return made;
  };
  let last: Group | undefined;
  return {
    groups,
    add: (bet: Bet, amount: Limits): void => {
      // Mostly the next bet has the limits of the one before it.
      if (last?.amount.min !== amount.min || last.amount.max !== amount.max) last = groupOf(amount);
      last.bet.push(bet);
    },
  };
};
