import type { Bot, BotMaker, Choice, Limits } from "@parlor/kit";

type Fields = Choice["fields"];

/** The smallest amount of a bet that may be made now. */
const leastOf = (legal: readonly Choice[], spot: string): number | undefined => {
  const offered = legal.find(({ type, fields }) => type === "bet" && listed(fields, "bet", spot));
  const amount = offered?.fields["amount"];
  return amount === undefined || Array.isArray(amount) ? undefined : (amount as Limits).min; // a range, since it is no list
};

const listed = (fields: Fields, field: string, value: string): boolean => {
  const domain = fields[field];
  return Array.isArray(domain) && domain.includes(value);
};

const isOffered = (legal: readonly Choice[], type: string): boolean =>
  legal.some((choice) => choice.type === type);

/**
 * Plays as most people do who know the game: the pass line at the smallest stake, the odds behind it, and the dice when they
 * are its own. No choice of bets makes craps a good bet, so a search would only ever wait.
 */
const line: Bot = {
  choose({ legal, mayWait }) {
    const pass = leastOf(legal, "pass");
    if (pass !== undefined) return { type: "bet", bet: "pass", amount: pass };
    const odds = leastOf(legal, "pass-odds");
    if (odds !== undefined) return { type: "bet", bet: "pass-odds", amount: odds };
    if (isOffered(legal, "roll")) return { type: "roll" };
    if (mayWait || !isOffered(legal, "pass-dice")) return null;
    return { type: "pass-dice" };
  },
};

export const crapsBots: Readonly<Record<string, BotMaker>> = {
  line: () => line,
  easy: () => line,
  medium: () => line,
  hard: () => line,
  expert: () => line,
};
