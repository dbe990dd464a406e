import { randomFrom, seededDraws, type Random } from "@parlor/kit";
import { finding, type Finding } from "./check/finding.ts";
import { faults, shortScript } from "./faults.ts";
import type { History } from "./history.ts";
import type { Crowd } from "./load/crowd.ts";
import { drawFaults, planned, type Planned } from "./schedule.ts";
import type { System } from "./system.ts";
import { now, pause } from "./waiting.ts";

/** Every table has to have gone on by then, once nothing is in the way. */
const goOnTimeoutMs = 60_000;
/** Play goes on undisturbed for so long between two faults. */
const calmMs = 1_000;

export interface Disturbing {
  readonly system: System;
  readonly crowd: Crowd;
  readonly history: History;
  readonly seed: string;
  /** Faults are drawn until then; without it, each kind comes once. */
  readonly endsAt?: number;
  /** Only faults of these names. */
  readonly only?: readonly string[];
  readonly tell: (line: string) => void;
}

/** Lets things go wrong, one or two at a time, and waits in between until everybody plays on. */
export const disturb = async (world: Disturbing): Promise<readonly Finding[]> => {
  const { endsAt, seed } = world;
  const random = randomFrom(seededDraws(`faults ${seed}`));
  const findings: Finding[] = [...(await calm(world, "the beginning"))];
  const wanted = faults.filter(
    ({ name, target }) =>
      (world.only === undefined || world.only.includes(name)) &&
      (world.system.nodes.length > 1 || (target !== "nats" && !/other nodes|bus/.test(name))),
  );
  const nodes = world.system.nodes.map(({ name }) => name);
  const script = endsAt === undefined ? planned(shortScript) : endless(wanted, nodes, random);
  for (const steps of script) {
    if (endsAt !== undefined && now() > endsAt) break;
    findings.push(...(await goWrong(world, steps, random)));
    // A cluster that does not come back is not disturbed any further: that is what there is to look at.
    if (findings.length > 0) break;
  }
  return findings;
};

const endless = function* (
  wanted: typeof faults,
  nodes: readonly string[],
  random: Random,
): Generator<readonly Planned[]> {
  for (;;) yield drawFaults(random, nodes, wanted);
};

const goWrong = async (
  world: Disturbing,
  steps: readonly Planned[],
  random: Random,
): Promise<readonly Finding[]> => {
  const { system, history, tell } = world;
  const name = steps.map(({ fault, target }) => `${fault.name} (${target})`).join(", ");
  tell(name);
  const results = await Promise.allSettled(
    steps.map(async ({ fault, target }) => {
      history.add({ kind: "fault", name: fault.name, target, phase: "began" });
      await fault.run({ system, random }, target);
      history.add({ kind: "fault", name: fault.name, target, phase: "ended" });
    }),
  );
  const failed = results.flatMap((result) =>
    result.status === "rejected" ? [finding("run", `${name}: ${String(result.reason)}`)] : [],
  );
  return [...failed, ...(await calm(world, name))];
};

/** Waits until every node is ready again and every table has gone on. */
const calm = async (
  { system, crowd, tell }: Disturbing,
  after: string,
): Promise<readonly Finding[]> => {
  const from = now();
  const unready = await system.unready();
  if (unready.length > 0)
    return [finding("availability", `after ${after}: nodes ${unready.join(", ")} are not ready`)];
  const idle = await crowd.idleSince(from, goOnTimeoutMs);
  if (idle.length > 0)
    return idle.map(({ game, session }) =>
      finding("availability", `after ${after}: nothing is done at ${session} (${game}) any more`),
    );
  const last = crowd.tables.reduce((one, other) =>
    other.progressAt > one.progressAt ? other : one,
  );
  tell(`  all play on after ${Math.round(now() - from)} ms, ${last.game} as the last`);
  await pause(calmMs);
  return [];
};
