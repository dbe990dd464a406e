// Open loop, in process: actions arrive when a schedule says so, whether the ones before are done or not. An
// action's latency is taken from its intended start, so that whoever waits in a queue is counted with the wait.
import { parseArgs } from "node:util";
import { randomFrom, seededDraws } from "@parlor/kit";
import { startPlatform } from "@parlor/server";
import { watchLoop } from "../loop-watch.ts";
import { inParallel, openStore, pause, printMeasured, type Figures } from "../measuring.ts";
import { latencyFigures } from "../percentiles.ts";
import { endow, openSeated, playOf } from "../plays.ts";

const { values } = parseArgs({
  options: {
    game: { type: "string", default: "coin-flip" },
    store: { type: "string", default: "sqlite" },
    sessions: { type: "string", default: "1000" },
    rate: { type: "string", default: "10000" },
    seconds: { type: "string", default: "3" },
    "warm-up": { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
  },
});
const sessionCount = Number(values.sessions);
const rate = Number(values.rate);
const warmUpMs = Number(values["warm-up"]) * 1_000;
const endMs = warmUpMs + Number(values.seconds) * 1_000;
/** What is still waiting this long after the last arrival is left out, and counted. */
const drainMs = 20_000;

/** Poisson arrivals: when each comes, from the start on, and at which session. */
const scheduleOf = (seed: string): { readonly dueMs: number[]; readonly sessions: number[] } => {
  const random = randomFrom(seededDraws(`open loop ${seed}`));
  const [dueMs, sessions]: [number[], number[]] = [[], []];
  for (let at = 0; at < endMs;) {
    at += (-Math.log((random.int(2 ** 31) + 1) / 2 ** 31) / rate) * 1_000;
    dueMs.push(at);
    sessions.push(random.int(sessionCount));
  }
  return { dueMs, sessions };
};

const measure = async (folder: string): Promise<Figures> => {
  const play = playOf(values.game);
  const store = await openStore(values.store, folder);
  const platform = await startPlatform({ store, games: [play.game] });
  const seated: { id: string; turn: number }[] = [];
  await inParallel(sessionCount, 64, async (index) => {
    await endow(platform, `p${index}-0`);
    seated[index] = { id: await openSeated(platform, play, `p${index}`), turn: 0 };
  });
  const { dueMs, sessions } = scheduleOf(values.seed);
  const latencies: number[] = [];
  let [done, refused, offered] = [0, 0, 0];
  const start = performance.now();
  const send = async (at: number): Promise<void> => {
    const [due, index] = [dueMs[at] ?? 0, sessions[at] ?? 0];
    const table = seated[index];
    if (!table) return;
    const { seat, action } = play.action(table.turn++);
    const player = `p${index}-${seat}`;
    const command = { kind: "act", id: `a${table.turn}`, player, action } as const;
    const outcome = await platform.sessions.submit(table.id, command);
    done += 1;
    if (due < warmUpMs) return;
    if (outcome.kind === "refused") refused += 1;
    else latencies.push(performance.now() - start - due);
  };
  let watch: ReturnType<typeof watchLoop> | undefined;
  // Between two looks at the clock the loop only turns: a timer would be late by a millisecond.
  for (let at = 0; at < dueMs.length;) {
    const now = performance.now() - start;
    if (now >= warmUpMs) watch ??= watchLoop();
    for (let due = dueMs[at]; due !== undefined && due <= now; due = dueMs[++at]) {
      if (due >= warmUpMs) offered += 1;
      void send(at);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  const turns = watch?.stop() ?? {};
  const inTime = latencies.length;
  const until = performance.now() + drainMs;
  while (done < dueMs.length && performance.now() < until) await pause(20);
  const unfinished = dueMs.length - done;
  await platform.stop();
  await store.close();
  const seconds = Number(values.seconds);
  return {
    offeredPerSecond: offered / seconds,
    donePerSecond: inTime / seconds,
    ...latencyFigures(latencies),
    refused,
    unfinished,
    ...turns,
  };
};

await printMeasured(measure);
