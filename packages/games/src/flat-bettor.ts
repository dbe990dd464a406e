import type { Action, Bot, BotMaker, Choice } from "@parlor/kit";

export const isOffered = (legal: readonly Choice[], type: string): boolean =>
  legal.some((choice) => choice.type === type);

/** The smallest amount in a field of a choice; undefined where the field has none. */
export const leastOf = ({ fields }: Choice, field: string): number | undefined => {
  const domain = fields[field];
  if (domain === undefined) return undefined;
  if ("min" in domain) return domain.min;
  const [first] = domain;
  return typeof first === "number" ? first : undefined;
};

/** The smallest amount of a bet on this spot that may be made now. */
export const leastOn = (legal: readonly Choice[], spot: string): number | undefined => {
  for (const choice of legal) {
    const spots = choice.fields["bet"];
    if (choice.type === "bet" && Array.isArray(spots) && spots.includes(spot))
      return leastOf(choice, "amount");
  }
  return undefined;
};

/** Where chance decides everything and no play is better than another, all levels play alike. */
export const atAllLevels = (name: string, bot: Bot): Readonly<Record<string, BotMaker>> => ({
  [name]: () => bot,
  easy: () => bot,
  medium: () => bot,
  hard: () => bot,
  expert: () => bot,
});

/**
 * At a table where everybody bets and calls for the next coup: the least on one of these spots, and then the call (`deal`,
 * `spin`). With a bet up it waits for the others.
 */
export const flatBettor = (spots: readonly string[], call: string): Bot => ({
  choose({ legal }, random): Action | null {
    if (isOffered(legal, call)) return { type: call };
    // It has called, or has nothing to bet.
    if (isOffered(legal, "take-back")) return null;
    const bet = random.pick(spots);
    const amount = leastOn(legal, bet);
    return amount === undefined ? null : { type: "bet", bet, amount };
  },
});

/** The least that a choice of this type may stake. */
export const leastStake = (legal: readonly Choice[], type: string): number | undefined => {
  const found = legal.find((choice) => choice.type === type);
  return found && leastOf(found, "stake");
};
