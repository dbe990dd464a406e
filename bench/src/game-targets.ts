import { spanOf } from "./figures.ts";
import { simpleHouseGames } from "./house-bets.ts";
import { atLeast, within, type Target } from "./target.ts";

const houseTargets: readonly Target[] = [
  ...simpleHouseGames.map((game): Target => ({
    where: `\`parlor simulate ${game}\``,
    goal: "≥ 1,000,000 rounds/s",
    read: (get) => atLeast(1_000_000)(get("games", { game }, "roundsPerSecond")),
  })),
  {
    where: "`parlor simulate blackjack`",
    goal: "more than 1,300,000 hands/s",
    read: (get) =>
      within(get("games", { game: "blackjack" }, "roundsPerSecond"), (rate) => rate > 1_300_000),
  },
];

/** Parlor's figure beside that of boardgame.io's own bot, in the same run. */
const besideBgio: Target = {
  where: "tree search, tic-tac-toe on one core",
  goal: "50 times the iterations/s of boardgame.io's",
  read: (get) => {
    const own = get("search", { mode: "mcts", game: "tic-tac-toe" }, "iterationsPerSecond");
    const other = get("search", { mode: "bgio-mcts" }, "iterationsPerSecond");
    return {
      figure: `${spanOf(own)} against ${spanOf(other)}`,
      met: own && other && own.median >= 50 * other.median,
    };
  },
};

/** Kuhn's own result, of 1950. */
const kuhnValue = -1 / 18;

/** What games and bots are to reach. */
export const gameTargets: readonly Target[] = [
  ...houseTargets,
  besideBgio,
  {
    where: "CFR+, Kuhn poker",
    goal: "worth -1/18 (-0.0556) to the first seat, within 0.001",
    read: (get) =>
      within(
        get("search", { mode: "cfr", game: "kuhn-poker" }, "firstSeatValue"),
        (value) => Math.abs(value - kuhnValue) <= 0.001,
      ),
  },
  {
    where: "CFR+, Leduc poker",
    goal: "exploitability below 0.01 antes",
    read: (get) =>
      within(
        get("search", { mode: "cfr", game: "leduc-poker" }, "exploitability"),
        (reached) => reached < 0.01,
      ),
  },
  {
    where: "connect four, 1,000 iterations against random play",
    goal: "≥ 190 of 200 games won",
    read: (get) => atLeast(190)(get("search", { mode: "arena", game: "connect-four" }, "wins")),
  },
];
