import { thinker } from "@parlor/bots";
import { games } from "@parlor/games";
import { gameBots } from "@parlor/games/bots";
import { answerThoughts } from "@parlor/server";

// Only house-bots.ts starts this file, as a thread.
answerThoughts(thinker(games, gameBots, () => performance.now()));
