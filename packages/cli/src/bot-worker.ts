import { workerData } from "node:worker_threads";
import { thinker } from "@parlor/bots";
import { answerThoughts } from "@parlor/server";
import { knownGames } from "./game-file.ts";

// Only house-bots.ts starts this file, as a thread, with the files that the server's own games are in.
const { games, bots } = await knownGames(workerData as readonly string[]);
answerThoughts(thinker(games, bots, () => performance.now()));
