import {
  checkAnswers,
  checkAudit,
  checkClocks,
  checkEnds,
  checkFeed,
  checkSessions,
  checkWatches,
} from "./calm-checks.ts";
import { checkForgotten, checkSettled, settleNodes, stopOthers } from "./calm-cluster.ts";
import { letTimePass, rest } from "./calm-steps.ts";
import { clockAheadMaxMs } from "./fleet.ts";
import { idleCheckMs, idleExpiryMs, type SimNode } from "./sim-node.ts";
import type { World } from "./world.ts";

/** How often everybody asks again before it counts as stuck. */
const insistRoundsMax = 5;
/** The grace after a recovery, the pause before a refused timer rings again, and how far clocks differ. */
const overdueMs = 15_000 + 2 * clockAheadMaxMs;
/** Longer than any clock of the games that are played here. */
const clockMaxMs = 60_000;

/**
 * Nothing fails any more: what was begun comes to its end. Every command is decided, whoever watches
 * sees the latest, the feed is read to its end, clocks run out, and in the end every session ends
 * and the books are in order.
 */
export const calmDown = async (world: World): Promise<void> => {
  const { fleet } = world;
  const stuck = (what: string): void => world.report("liveness", what);
  const isSound = (): boolean => world.violations.length === 0;
  /** Each only while nothing was found: what comes after may be wrong for the same reason. */
  const check = async (look: () => Promise<void> | void): Promise<void> => {
    if (isSound()) await look();
  };
  world.calm();
  const nodes = fleet.isCluster ? await settleNodes(world) : await loneNode(world);
  const [first] = nodes;
  if (!first) return isSound() ? stuck("no node comes up") : undefined;
  await check(() => checkAnswers(world, nodes));
  world.cashier.insist(first);
  await rest(world);
  await check(() => checkWatches(world, nodes));
  // Before anybody asks for a session again: whether its clock runs may not depend on that.
  await letTimePass(world, clockMaxMs + overdueMs);
  await check(() => checkClocks(world, nodes, overdueMs));
  if (fleet.isCluster) await check(() => checkSettled(world));
  for (let round = 0; round < insistRoundsMax && isSound(); round++) {
    for (const player of world.players) player.insist();
    await rest(world);
  }
  const unsettled = world.players.filter(({ unsettledCount }) => unsettledCount > 0);
  if (isSound() && unsettled.length > 0)
    stuck(`${unsettled.map(({ id }) => id).join(", ")} never get a decision`);
  await check(() => checkWatches(world, nodes));
  await check(() => checkFeed(world, nodes));
  await check(() => checkSessions(world, nodes));
  if (fleet.isCluster) {
    await check(() => checkForgotten(world, nodes));
    await check(() => stopOthers(world, nodes));
  }
  await letTimePass(world, idleExpiryMs + 2 * idleCheckMs);
  await check(() => checkEnds(world));
  await check(() => checkAudit(world, [first]));
  first.stop();
  await rest(world);
  world.checker.checkWhole();
};

/** All but the owner die; where there is none, another one starts. */
const loneNode = async (world: World): Promise<readonly SimNode[]> => {
  const { fleet } = world;
  for (const node of fleet.living)
    if (!node.isOwner && node.status !== "starting") fleet.kill(node);
  await rest(world);
  for (let tries = 0; tries < 3; tries++) {
    const owner = fleet.up.find(({ isOwner }) => isOwner);
    if (owner) {
      for (const node of fleet.living) if (node !== owner) fleet.kill(node);
      return [owner];
    }
    await world.settle(fleet.start());
    await rest(world);
  }
  return [];
};
