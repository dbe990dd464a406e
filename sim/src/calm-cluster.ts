import {
  askTimeoutMs,
  renewalsPerLease,
  routePatienceMs,
  walletCheckMs,
  watchCheckMs,
  watchInterestMs,
} from "@parlor/server/simulation";
import { letTimePass, rest } from "./calm-steps.ts";
import { leaseMs, restAfterMs, type SimNode } from "./sim-node.ts";
import type { World } from "./world.ts";

/** Whoever died keeps what it had until its lease has run out; the others find that out by their next renewal. */
const ownerlessMaxMs = leaseMs + leaseMs / renewalsPerLease + 100;
/** What falls to other nodes than it is with has gone there, and whoever was to stop has stopped. */
const settlingMs = 25_000;
/** Two looks whether everything was heard, the second after the first one's answer, and a command's whole way. */
const hearingMs =
  Math.max(2 * watchCheckMs + askTimeoutMs, walletCheckMs, routePatienceMs + askTimeoutMs) + 500;
/** What nobody watches any more is forgotten after once to twice this long, and at the owner a little later. */
const forgettingMs = 2 * restAfterMs + 2 * watchCheckMs + watchInterestMs;
/** Subjects that every node listens to. */
const always = "news, nodes, nodes";

const stuck = (world: World, what: string): void => world.report("liveness", what);

/** The nodes that stay, once every partition has its owner and everybody has heard what was missed. */
export const settleNodes = async (world: World): Promise<readonly SimNode[]> => {
  const { fleet, checker } = world;
  if (fleet.living.every(({ status }) => status === "stopping")) fleet.start();
  await rest(world);
  await letTimePass(world, ownerlessMaxMs);
  if (fleet.up.length === 0) {
    // The last one was superseded by one that has died since, and has only now heard of it.
    fleet.start();
    await rest(world);
    await letTimePass(world, ownerlessMaxMs);
  }
  const ownerless = checker.ownership.ownerless(fleet.living);
  if (ownerless.length > 0)
    stuck(world, `nobody looks after partitions ${ownerless.join(", ")} long after`);
  await letTimePass(world, hearingMs);
  return fleet.up;
};

/** Whoever was to stop has stopped, and nothing goes to and fro. */
export const checkSettled = async (world: World): Promise<void> => {
  const { fleet, checker } = world;
  await letTimePass(world, settlingMs);
  const names = fleet.living.map(({ seat }) => seat?.name);
  if (new Set(names).size < names.length) stuck(world, `two processes go on as one node`);
  for (const { status, name } of fleet.living)
    if (status !== "up") stuck(world, `node ${name} is ${status} for ever`);
  const { takenCount } = checker.ownership;
  await letTimePass(world, settlingMs);
  if (checker.ownership.takenCount !== takenCount)
    stuck(world, `partitions go to and fro: ${checker.ownership.takenCount - takenCount} times`);
};

/** When all have gone, no node keeps anything of what they looked at. */
export const checkForgotten = async (world: World, nodes: readonly SimNode[]): Promise<void> => {
  world.lines.closeAll();
  await letTimePass(world, forgettingMs);
  for (const { name, seat, platform } of nodes) {
    const figures = platform?.cluster?.figures();
    if (figures?.mirrors !== 0)
      stuck(world, `node ${name} mirrors ${figures?.mirrors} sessions for nobody`);
    if (figures?.watchedElsewhere !== 0)
      stuck(world, `node ${name} tells nobody of ${figures?.watchedElsewhere} sessions`);
    const listened = seat?.bus.listened.toSorted().join(", ");
    if (listened !== always) stuck(world, `node ${name} listens to ${listened} for nobody`);
  }
};

/** All but one stop in good order; what they had is the last one's. */
export const stopOthers = async (world: World, nodes: readonly SimNode[]): Promise<void> => {
  for (const node of nodes.slice(1)) {
    node.stop();
    await rest(world);
  }
  await letTimePass(world, settlingMs);
  const [last] = nodes;
  for (const { status, name } of nodes.slice(1))
    if (status !== "dead") stuck(world, `node ${name} does not stop`);
  const ownerless = checker(world, last);
  if (ownerless.length > 0)
    stuck(world, `the last node does not look after partitions ${ownerless.join(", ")}`);
};

const checker = (world: World, last: SimNode | undefined): readonly number[] =>
  world.checker.ownership.ownerless(last ? [last] : []);
