/** Why craps says no, beside the codes that all games share. Append only. */
export const refusals = {
  come_out_only: "This bet is taken on a come-out roll only.",
  no_point: "This bet is taken only while there is a point.",
  no_flat_bet: "Odds need a bet to stand behind.",
  not_offered: "This table does not take that bet.",
  no_such_bet: "You have no such bet up.",
  contract_bet: "This bet is a contract: it stands until it is decided.",
  always_works: "This bet works on every roll and cannot be called on or off.",
  line_bet_needed: "The shooter needs a pass or don't pass bet to roll a come-out.",
  point_is_on: "The dice are passed on between hands, not while there is a point.",
  no_other_shooter: "There is nobody to pass the dice to.",
  bets_must_stand: "A bet of yours must stand until it is decided; leave after that.",
} as const;

export type RefusalCode = keyof typeof refusals;
