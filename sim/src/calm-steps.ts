import type { World } from "./world.ts";

/** More rounds than any calm world needs to come to rest; one that needs more goes round in circles. */
const restRoundsMax = 5_000;

/** Until nothing is on its way any more, but for time. */
export const rest = async (world: World): Promise<void> => {
  const { calls, lines, fleet } = world;
  const runs = (node: number): boolean => fleet.runs(node);
  for (let round = 0; round < restRoundsMax && world.violations.length === 0; round++) {
    const parcels = fleet.post.ready(runs);
    const up = lines.up(runs);
    const down = lines.down();
    if (calls.all.length + parcels.length + up.length + down.length === 0) return;
    calls.doAll();
    fleet.post.carryAll(parcels);
    lines.carryAll(runs);
    await world.settle("everything goes on");
  }
  if (world.violations.length === 0) world.report("liveness", "it never comes to rest");
};

/** What comes of a question when everything has come to rest; undefined where no answer ever comes. */
export const answerTo = async <T>(
  world: World,
  asked: Promise<T> | undefined,
): Promise<T | undefined> => {
  let answer: T | undefined;
  void asked?.then((given) => (answer = given));
  // What needs nothing of the world is answered when its own steps are done.
  await world.settle("something is asked");
  await rest(world);
  return answer;
};

/** All timers ring, each when everything that the one before set off has come to rest. */
export const letTimePass = async (world: World, ms: number): Promise<void> => {
  const { time, fleet } = world;
  const runs = (node: number): boolean => fleet.runs(node);
  const until = time.now + ms;
  while (world.violations.length === 0) {
    const [timer] = time.due(runs);
    const nextAt = time.nextAt(runs);
    if (timer) {
      await world.settle(time.runOne(timer));
      await rest(world);
    } else if (nextAt <= until) time.advance(nextAt - time.now);
    else return time.advance(until - time.now);
  }
};
