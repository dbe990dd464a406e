// Sessions of three games, many of them in the middle of something, and a server that was killed: how long until
// the next one is ready, and until every session has been read?
import { spawn } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { craps } from "@parlor/games/craps";
import { coinFlip } from "@parlor/games/coin-flip";
import { ticTacToe } from "@parlor/games/tic-tac-toe";
import { isRefusal, type Action, type Game } from "@parlor/kit";
import { startPlatform, startServer, type Platform } from "@parlor/server";
import { inFolder, inParallel, openStore, printFigures } from "../measuring.ts";
import { endow, openSeated } from "../plays.ts";

const { values } = parseArgs({
  options: {
    sessions: { type: "string", default: "10000" },
    step: { type: "string", default: "both" },
    folder: { type: "string", default: "" },
  },
});
const sessionCount = Number(values.sessions);
const games = [coinFlip, ticTacToe, craps];

const openOne = async (platform: Platform, index: number): Promise<void> => {
  const name = `p${index}`;
  const kind = games[index % games.length] ?? coinFlip;
  // A clock that runs for a day: no game is lost on time while the others are opened.
  const config = kind === ticTacToe ? { turnTimeoutMs: 86_400_000 } : {};
  if (kind !== ticTacToe) await endow(platform, `${name}-0`);
  const play = { game: kind, seatCount: kind === ticTacToe ? 2 : 1 };
  const session = await openSeated(platform, play, name, config);
  for (const [turn, { seat, action }] of movesOf(kind)
    .slice(0, index % 5)
    .entries()) {
    const command = { kind: "act", id: `a${turn}`, player: `${name}-${seat}`, action } as const;
    const outcome = await platform.sessions.submit(session, command);
    if (outcome.kind === "refused") throw new Error(`${kind.id}: ${outcome.refusal.refused}`);
  }
};

const alone = (...actions: Action[]) => actions.map((action) => ({ seat: 0, action }));
const bet = (on: string): Action => ({ type: "bet", bet: on, amount: 100 });

/** The first four moves of a game; at craps, bets stand open after each. */
const movesOf = (game: Game): readonly { readonly seat: number; readonly action: Action }[] => {
  const flip = { type: "flip", call: "tails", stake: 100 };
  if (game === craps) return alone(bet("hard-4"), bet("pass"), { type: "roll" }, bet("hard-6"));
  if (game === coinFlip) return alone(flip, flip, flip, flip);
  return [0, 1, 2, 3].map((cell) => ({ seat: cell % 2, action: { type: "place", cell } }));
};

/** Fills the store, and dies without a goodbye. */
const build = async (): Promise<void> => {
  const store = await openStore("sqlite", values.folder);
  const platform = await startPlatform({ store, games });
  await inParallel(sessionCount, 128, (index) => openOne(platform, index));
  process.kill(process.pid, "SIGKILL");
};

/** Starts a server on what is there. */
const start = async (): Promise<void> => {
  const from = performance.now();
  const store = await openStore("sqlite", values.folder);
  const server = await startServer({ port: 0, store, games });
  const readyMs = performance.now() - from;
  const { sessions } = server.platform;
  const status = ["waiting", "in_progress", "paused"] as const;
  const rows = await store.sessions({ status, limit: sessionCount });
  // As many at once as ask for theirs after a restart.
  await inParallel(rows.length, 64, async (index) => {
    const id = rows[index]?.id ?? "";
    const found = await sessions.find(id);
    if (isRefusal(found)) throw new Error(`${id}: ${found.refused}`);
    sessions.look(found, null);
  });
  const readableMs = performance.now() - from;
  // From the birth of the process on, with Node's own start and all modules.
  const bornMs = performance.now() - readableMs;
  printFigures({
    readyMs,
    readableMs,
    processReadyMs: bornMs + readyMs,
    sessions: rows.length,
    rssMiB: process.memoryUsage.rss() / 2 ** 20,
  });
  process.exit(0);
};

const runStep = async (step: string, folder: string): Promise<string> => {
  const [, self = ""] = process.argv;
  const args = [self, "--step", step, "--folder", folder, "--sessions", values.sessions];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.on("data", (data: Buffer) => (out += data.toString()));
  const [code, signal] = (await once(child, "close")) as [number | null, string | null]; // what `close` is given
  const ended = step === "build" ? signal === "SIGKILL" : code === 0;
  if (!ended) throw new Error(`the step ${step} ended with ${code ?? signal}`);
  return out.trim();
};

if (values.step === "build") await build();
else if (values.step === "start") await start();
else
  await inFolder(async (folder) => {
    await runStep("build", folder);
    console.log(await runStep("start", folder));
  });
