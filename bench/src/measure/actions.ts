// Actions a second and their latency, in process: closed loop, one action under way per session.
import { parseArgs } from "node:util";
import { startPlatform, type Platform } from "@parlor/server";
import { watchLoop } from "../loop-watch.ts";
import { openStore, pause, printMeasured, type Figures } from "../measuring.ts";
import { latencyFigures } from "../percentiles.ts";
import { endow, openSeated, playOf, type Play } from "../plays.ts";

const { values } = parseArgs({
  options: {
    game: { type: "string", default: "coin-flip" },
    store: { type: "string", default: "sqlite" },
    sessions: { type: "string", default: "1" },
    seconds: { type: "string", default: "3" },
    "warm-up": { type: "string", default: "1" },
  },
});
const sessionCount = Number(values.sessions);
const measuredMs = Number(values.seconds) * 1_000;
const warmUpMs = Number(values["warm-up"]) * 1_000;

// A store in memory answers within a turn of the event loop, which would never end by itself; in a server,
// sockets end it. Whoever finds it a millisecond old lets the next one begin.
const answersAtOnce = values.store === "memory";
let turnedAt = 0;
let turning: Promise<void> | undefined;
const turn = (): Promise<void> =>
  (turning ??= new Promise((resolve) => {
    setImmediate(() => {
      turnedAt = performance.now();
      turning = undefined;
      resolve();
    });
  }));

/** Plays one session after the other until `signal`; `note` hears of each action's latency. */
const loop = async (
  platform: Platform,
  play: Play,
  name: string,
  signal: AbortSignal,
  note: (latencyMs: number) => void,
): Promise<void> => {
  let session = await openSeated(platform, play, name);
  for (let at = 0, sent = 0; !signal.aborted; sent++) {
    const { seat, action } = play.action(at);
    const startedAt = performance.now();
    const command = { kind: "act", id: `a${sent}`, player: `${name}-${seat}`, action } as const;
    const outcome = await platform.sessions.submit(session, command);
    if (outcome.kind === "refused") throw new Error(outcome.refusal.refused);
    note(performance.now() - startedAt);
    if (answersAtOnce && performance.now() - turnedAt > 1) await turn();
    at += 1;
    if (!outcome.entry.did.ended) continue;
    session = await openSeated(platform, play, name);
    at = 0;
  }
};

const measure = async (folder: string): Promise<Figures> => {
  const play = playOf(values.game);
  const store = await openStore(values.store, folder);
  const platform = await startPlatform({ store, games: [play.game] });
  for (let i = 0; i < sessionCount; i++) await endow(platform, `p${i}-0`);
  const latencies: number[] = [];
  let counting = false;
  const note = (latencyMs: number): void => {
    if (counting) latencies.push(latencyMs);
  };
  const stop = new AbortController();
  const loops = Array.from({ length: sessionCount }, (_, index) =>
    loop(platform, play, `p${index}`, stop.signal, note),
  );
  await pause(warmUpMs);
  counting = true;
  const watch = watchLoop();
  const [cpu, from] = [process.cpuUsage(), performance.now()];
  await pause(measuredMs);
  counting = false;
  const tookMs = performance.now() - from;
  const used = process.cpuUsage(cpu);
  const turns = watch.stop();
  stop.abort();
  await Promise.all(loops);
  await platform.stop();
  await store.close();
  return {
    actionsPerSecond: (latencies.length / tookMs) * 1_000,
    ...latencyFigures(latencies),
    cpuMicrosPerAction: (used.user + used.system) / latencies.length,
    ...turns,
  };
};

await printMeasured(measure);
