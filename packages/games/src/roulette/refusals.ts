/** Why roulette says no, beside the codes that all games share. Append only. */
export const refusals = {
  not_offered: "This table does not take that bet.",
  no_such_bet: "You have no such bet on the layout.",
  nothing_at_stake: "You have nothing at stake.",
  already_ready: "You have called for the spin already.",
  nothing_to_repeat: "There are no bets of yours to repeat.",
  bets_are_up: "You have something at stake already.",
  bets_must_stand: "A bet of yours is in prison; leave after it is decided.",
} as const;

export type RefusalCode = keyof typeof refusals;
