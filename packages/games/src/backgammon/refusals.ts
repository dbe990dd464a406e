/** Why backgammon says no, beside the codes that all games share. Append only. */
export const refusals = {
  not_now: "This cannot be done at this point of the turn.",
  illegal_play: "This is not a play of this roll, or not in the order in which it is listed.",
  no_double: "You may not double now.",
  no_beaver: "You may not beaver this double.",
  no_such_loss: "You cannot lose this much, or have been declined it this turn.",
} as const;
export type RefusalCode = keyof typeof refusals;
