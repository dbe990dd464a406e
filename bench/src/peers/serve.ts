// Parlor as the peers' harness starts it: a server as an operator runs it, on its embedded store with every
// commit synced, in the folder that the harness names. Only the limit of one player's commands is lifted.
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { join } from "node:path";
import { crash } from "@parlor/games/crash";
import { sqliteStore, startServer } from "@parlor/server";
import { z } from "zod";
import { endlessTicTacToe } from "../endless-tic-tac-toe.ts";
import { answerMemory } from "../own-memory.ts";

const folder = process.env["DIR"];
if (folder === undefined) throw new Error("DIR names no folder to keep the sessions in");

const wished = z
  .record(z.string(), z.unknown())
  .parse(JSON.parse(process.env["PARLOR_BENCH_SETTINGS"] ?? "{}"));
const server = await startServer({
  port: 0,
  store: await sqliteStore({ file: join(folder, "parlor.db") }),
  games: [endlessTicTacToe, crash],
  settings: { commandsPerSecondMax: 1_000_000, commandBurstMax: 1_000_000, ...wished },
});
answerMemory();
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: Number(new URL(server.url).port) });

// On SIGUSR2 it profiles itself for three seconds: the harness ends a server with SIGKILL, so it cannot wait for its end.
const profileFile = process.env["PARLOR_BENCH_PROFILE"];
const profile = async (file: string): Promise<void> => {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const stopped = await session.post("Profiler.stop");
  writeFileSync(file, JSON.stringify(stopped.profile));
};
if (profileFile !== undefined) process.once("SIGUSR2", () => void profile(profileFile));
