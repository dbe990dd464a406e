/** Why hold'em says no, beside the codes that all games share. Append only. */
export const refusals = {
  no_bet_to_call: "There is no bet to call or to fold to: check instead.",
  bet_to_call: "There is a bet: call it, raise it or fold.",
  already_bet: "There is a bet on this street already: raise it.",
  raise_closed: "You may call or fold: nobody has made a full raise since your last action.",
  bets_capped: "There are no more raises on this street.",
  nobody_to_call: "Nobody else has chips left to call a bet.",
  in_hand: "You are in a hand; buy chips when it is over.",
  stack_full: "You have as many chips as may be bought.",
  no_chips: "You have no chips: buy in first.",
  already_out: "You are sitting out already.",
  not_out: "You are not sitting out.",
  all_in: "You are all-in: stay until the hand is over.",
  no_straddle: "There is no straddle at this table, or you have chosen so already.",
  nothing_to_show: "You have no cards to show, or they were shown.",
} as const;
export type RefusalCode = keyof typeof refusals;
