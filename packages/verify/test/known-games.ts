import { games } from "@parlor/games";
import type { Game } from "@parlor/kit";
import { highCard } from "./high-card.ts";
import { housePool, playersPool } from "./pool-games.ts";
import type { FindGame } from "../src/index.ts";

/** A game whose finished rounds nobody is told the seeds of; its journal has them as any other's. */
export const sealedHighCard: Game = { ...highCard, id: "sealed-high-card", rounds: "sealed" };

const known = [...games, highCard, sealedHighCard, housePool, playersPool];

/** The games that come with Parlor, and the tests' own games. */
export const findGame: FindGame = (id, version) =>
  known.find((game) => game.id === id && game.version === version);
