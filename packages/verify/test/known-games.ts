import { games } from "@parlor/games";
import { highCard } from "./high-card.ts";
import { housePool, playersPool } from "./pool-games.ts";
import type { FindGame } from "../src/index.ts";

const known = [...games, highCard, housePool, playersPool];

/** The games that come with Parlor, and the tests' own games. */
export const findGame: FindGame = (id, version) =>
  known.find((game) => game.id === id && game.version === version);
