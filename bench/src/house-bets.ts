import { games } from "@parlor/games";

/** The bet that stands for a game whose first one does not. */
const representative: Readonly<Record<string, string>> = {
  roulette: "red",
  baccarat: "banker",
  "slots-tide-lantern": "lines-20",
  "video-poker": "five-coins",
};

/** A bet of every game of the house. Craps has a measurement of its own. */
export const houseBets: readonly { readonly game: string; readonly bet: string }[] = games
  .filter(({ id, bank }) => bank === "house" && id !== "craps")
  .flatMap(({ id, bets = {} }) => {
    const bet = representative[id] ?? Object.keys(bets)[0];
    return bet === undefined ? [] : [{ game: id, bet }];
  });

/** Where a round takes more than a draw and a look at what it pays: somebody decides, or hands are compared. */
const withDecisions: ReadonlySet<string> = new Set(["blackjack", "video-poker"]);

export const simpleHouseGames: readonly string[] = houseBets
  .map(({ game }) => game)
  .filter((game) => !withDecisions.has(game));
