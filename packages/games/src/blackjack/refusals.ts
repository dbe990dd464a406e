/** Why blackjack says no, beside the codes that all games share. Append only. */
export const refusals = {
  round_running: "A round is being played: bets are taken when it is over.",
  no_round: "No round is being played.",
  already_ready: "You have said that you are ready: the cards are about to come.",
  no_main_bet: "A side bet needs a bet on the hand beside it.",
  no_bets: "Nobody has bet yet.",
  no_such_bet: "You have no bet to take back.",
  not_offered: "This table does not offer that.",
  already_insured: "This hand is insured.",
  already_answered: "You have answered.",
  hand_in_play: "Your hand is being played: leave when the round is over.",
  cannot_hit: "This hand takes no more cards.",
  cannot_double: "This hand may not be doubled.",
  cannot_split: "This hand may not be split.",
  cannot_surrender: "This hand may not be given up.",
  no_blackjack: "Even money is for a blackjack against an ace.",
} as const;

export type RefusalCode = keyof typeof refusals;
