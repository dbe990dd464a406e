/** Why baccarat says no, beside the codes that all games share. Append only. */
export const refusals = {
  not_offered: "This table does not take that bet.",
  no_such_bet: "You have no such bet on the table.",
  nothing_at_stake: "You have nothing at stake.",
  already_ready: "You have called for the cards already.",
  nothing_to_repeat: "There are no bets of yours to repeat.",
  bets_are_up: "You have something at stake already.",
} as const;

export type RefusalCode = keyof typeof refusals;
