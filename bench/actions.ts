// Actions a second and their latency, in process: closed loop, one action under way per session.
// node bench/actions.ts [--store sqlite|memory] [--seconds 3] [--sessions 1,64,1000]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { coinFlip } from "@parlor/games/coin-flip";
import { ticTacToe } from "@parlor/games/tic-tac-toe";
import { isRefusal, type Action, type Game } from "@parlor/kit";
import { memoryStore, sqliteStore, startPlatform, type Platform } from "@parlor/server";

const { values } = parseArgs({
  options: {
    store: { type: "string", default: "sqlite" },
    seconds: { type: "string", default: "3" },
    sessions: { type: "string", default: "1,64,1000" },
  },
});
const measuredMs = Number(values.seconds) * 1_000;
const warmUpMs = 1_000;

/** How one session of a game is played for ever by its seats in turn. */
interface Play {
  readonly game: Game;
  readonly seats: number;
  action(turn: number): { readonly seat: number; readonly action: Action };
}

const flips: Play = {
  game: coinFlip,
  seats: 1,
  action: () => ({ seat: 0, action: { type: "flip", call: "heads", stake: 100 } }),
};

/** Nine moves that end in a draw; the session ends with them, and a new one is opened. */
const order = [0, 1, 2, 4, 3, 5, 7, 6, 8];
const moves: Play = {
  game: ticTacToe,
  seats: 2,
  action: (turn) => ({ seat: turn % 2, action: { type: "place", cell: order[turn] } }),
};

const open = async (platform: Platform, { game, seats }: Play, name: string): Promise<string> => {
  const session = await platform.sessions.open({ game: game.id }, "bench");
  if (isRefusal(session)) throw new Error(session.refused);
  for (let seat = 0; seat < seats; seat++) {
    const player = `${name}-${seat}`;
    const joined = await platform.sessions.submit(session.id, {
      kind: "join",
      id: `join-${seat}`,
      player,
      name: "bench",
      seed: "bench",
    });
    if (joined.kind === "refused") throw new Error(joined.refusal.refused);
  }
  return session.id;
};

const run = async (play: Play, sessionCount: number): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-bench-"));
  const store =
    values.store === "memory"
      ? memoryStore()
      : await sqliteStore({ file: join(folder, "parlor.db") });
  const platform = await startPlatform({ store, games: [play.game] });
  for (let i = 0; i < sessionCount; i++) {
    await platform.treasury.deposit(`bench-${i}`, `p${i}-0`, 1_000_000_000, "PLAY/2");
  }
  const latencies: number[] = [];
  let counting = false;
  const stop = new AbortController();
  const loop = async (index: number): Promise<void> => {
    let session = await open(platform, play, `p${index}`);
    for (let turn = 0, sent = 0; !stop.signal.aborted; sent++) {
      const { seat, action } = play.action(turn);
      const startedAt = performance.now();
      const outcome = await platform.sessions.submit(session, {
        kind: "act",
        id: `a${sent}`,
        player: `p${index}-${seat}`,
        action,
      });
      if (outcome.kind === "refused") throw new Error(outcome.refusal.refused);
      if (counting) latencies.push(performance.now() - startedAt);
      // A store in memory answers within the turn; without a pause no timer would ever fire.
      if (sent % 64 === 0) await new Promise((resolve) => setImmediate(resolve));
      turn += 1;
      if (!outcome.entry.did.ended) continue;
      session = await open(platform, play, `p${index}`);
      turn = 0;
    }
  };
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const loops = Array.from({ length: sessionCount }, (_, index) => loop(index));
  await new Promise((resolve) => setTimeout(resolve, warmUpMs));
  counting = true;
  delay.enable();
  const cpu = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, measuredMs));
  counting = false;
  delay.disable();
  const used = process.cpuUsage(cpu);
  stop.abort();
  await Promise.all(loops);
  await platform.stop();
  await store.close();
  rmSync(folder, { recursive: true });
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(3);
  console.log(
    JSON.stringify({
      game: play.game.id,
      store: store.kind,
      sessions: sessionCount,
      actionsPerSecond: Math.round((latencies.length / measuredMs) * 1_000),
      p50Ms: Number(at(0.5)),
      p99Ms: Number(at(0.99)),
      cpuMicrosPerAction: Number(((used.user + used.system) / latencies.length).toFixed(1)),
      loopDelayMaxMs: Number((delay.max / 1e6).toFixed(1)),
      loopDelayP99Ms: Number((delay.percentile(99) / 1e6).toFixed(1)),
    }),
  );
};

const counts = values.sessions.split(",").map(Number);
for (const play of [flips, moves]) for (const count of counts) await run(play, count);
