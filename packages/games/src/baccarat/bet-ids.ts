/** Every bet. The names travel in actions, events and transfers: append only. */
// oxfmt-ignore
export const betIds = [
  "player", "banker", "tie",
  "player-pair", "banker-pair", "either-pair", "perfect-pair",
  "super-six", "player-dragon", "banker-dragon",
] as const;
export type BetId = (typeof betIds)[number];

export const betTitles: Readonly<Record<BetId, string>> = {
  player: "Player",
  banker: "Banker",
  tie: "Tie",
  "player-pair": "Player pair",
  "banker-pair": "Banker pair",
  "either-pair": "Either pair",
  "perfect-pair": "Perfect pair",
  "super-six": "Super six",
  "player-dragon": "Player dragon bonus",
  "banker-dragon": "Banker dragon bonus",
};
