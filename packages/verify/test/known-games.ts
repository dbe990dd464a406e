import { games } from "@parlor/games";
import { highCard } from "./high-card.ts";
import type { FindGame } from "../src/index.ts";

const known = [...games, highCard];

/** The games that come with Parlor, and a test's card game. */
export const findGame: FindGame = (id, version) =>
  known.find((game) => game.id === id && game.version === version);
