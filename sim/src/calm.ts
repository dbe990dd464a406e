import { canonicalJson, isRefusal } from "@parlor/kit";
import { sha256 } from "./check/line.ts";
import { currency, idleExpiryMs, type SimNode } from "./sim-node.ts";
import type { World } from "./world.ts";

/** More steps than any calm world needs to come to rest; one that needs more goes round in circles. */
const restStepsMax = 20_000;
/** How often everybody asks again before it counts as stuck. */
const insistRoundsMax = 5;
/** The grace after a recovery, and the pause before a refused timer rings again. */
const overdueMs = 15_000;

/** Longer than any clock of the games that are played here. */
const clockMaxMs = 60_000;

/**
 * Nothing fails any more: what was begun comes to its end. Every command is decided, whoever watches
 * sees the latest, the feed is read to its end, clocks run out, and in the end every session ends
 * and the books are in order.
 */
export const calmDown = async (world: World): Promise<void> => {
  const stuck = (what: string): void => world.report("liveness", what);
  const isSound = (): boolean => world.violations.length === 0;
  world.calm();
  const node = await loneNode(world);
  if (!node) return isSound() ? stuck("no node comes up") : undefined;
  world.cashier.insist(node);
  await rest(world);
  if (isSound()) checkWatches(world, node);
  // Before anybody asks for a session again: whether its clock runs may not depend on that.
  await letTimePass(world, clockMaxMs + overdueMs);
  if (isSound()) checkClocks(world, node);
  for (let round = 0; round < insistRoundsMax && isSound(); round++) {
    for (const player of world.players) player.insist();
    await rest(world);
  }
  const unsettled = world.players.filter(({ unsettledCount }) => unsettledCount > 0);
  if (isSound() && unsettled.length > 0)
    stuck(`${unsettled.map(({ id }) => id).join(", ")} never get a decision`);
  if (isSound()) await checkFeed(world, node);
  if (isSound()) await checkSessions(world, node);
  await letTimePass(world, 2 * idleExpiryMs);
  if (isSound()) checkEnds(world);
  if (isSound()) await checkAudit(world, node);
  world.checker.checkWhole();
};

/** All but the owner die; where there is none, another one starts. */
const loneNode = async (world: World): Promise<SimNode | undefined> => {
  for (const node of world.nodes)
    if (node.status !== "dead" && !node.isOwner && node.status !== "starting") world.kill(node);
  await rest(world);
  for (let tries = 0; tries < 3; tries++) {
    const owner = world.nodes.find(({ status, isOwner }) => status === "up" && isOwner);
    if (owner) {
      for (const node of world.nodes)
        if (node !== owner && node.status !== "dead") world.kill(node);
      return owner;
    }
    await world.settle(world.start());
    await rest(world);
  }
  return undefined;
};

/** Until nothing is on its way any more, but for time. */
const rest = async (world: World): Promise<void> => {
  for (let steps = 0; steps < restStepsMax && world.violations.length === 0; steps++) {
    const text = world.flow();
    if (text === undefined) return;
    await world.settle(text);
  }
  if (world.violations.length === 0) world.report("liveness", "it never comes to rest");
};

/** What comes of a question when everything has come to rest; undefined where no answer ever comes. */
const answerTo = async <T>(world: World, asked: Promise<T> | undefined): Promise<T | undefined> => {
  let answer: T | undefined;
  void asked?.then((given) => (answer = given));
  await rest(world);
  return answer;
};

const letTimePass = async (world: World, ms: number): Promise<void> => {
  const until = world.time.now + ms;
  while (world.violations.length === 0) {
    const { due, nextAt, now } = world.time;
    const [timer] = due;
    if (timer) {
      world.time.run(timer);
      await world.settle(`a timer of node ${timer.node} rings`);
      await rest(world);
    } else if (nextAt <= until) world.time.advance(nextAt - now);
    else {
      world.time.advance(until - now);
      return;
    }
  }
};

/** Every session that runs is known to the node, asked for or not, and no clock ran out long ago. */
const checkClocks = (world: World, { platform }: SimNode): void => {
  const { running } = world.checker;
  const active = platform?.sessions.activeCount;
  if (active !== running.length)
    world.report("liveness", `${active} of ${running.length} sessions are known to the node`);
  for (const { id, game, state } of running) {
    if (state?.phase.status !== "in_progress" || game.id === "faulty") continue;
    for (const [name, { dueAt }] of Object.entries(state.timers))
      if (dueAt < world.time.now - overdueMs)
        world.report("liveness", `${id}: the clock ${name} ran out, and nothing happens`);
  }
};

/** Whoever watches a session has been told of its last entry, and every player of their balance. */
const checkWatches = (world: World, node: SimNode): void => {
  for (const { socket, check } of node.lines) {
    if (socket.readyState !== socket.OPEN) continue;
    const balance = world.checker.books.of(`player:${check.viewer}`, currency);
    if (check.wallet !== undefined && check.wallet !== balance)
      world.report(
        "liveness",
        `the wallet of ${check.viewer} stands at ${check.wallet} of ${balance}`,
      );
    for (const [session, seq] of check.told) {
      const head = world.checker.sessions.get(session)?.lines.length;
      if (head !== seq)
        world.report("liveness", `a watch of ${session} stands at entry ${seq} of ${head}`);
    }
  }
};

const checkFeed = async (world: World, node: SimNode): Promise<void> => {
  const end = world.checker.lines.length;
  for (let tries = 0; tries < 30 * end + 30 && world.feed.position < end; tries++) {
    world.feed.read(node);
    await rest(world);
  }
  if (world.feed.position < end)
    world.report("liveness", `the feed stands at ${world.feed.position} of ${end}`);
};

/** Every session answers, and is what its journal says. */
const checkSessions = async (world: World, node: SimNode): Promise<void> => {
  for (const model of world.checker.sessions.values()) {
    const standing = await answerTo(world, node.platform?.sessions.find(model.id));
    if (!standing || isRefusal(standing)) {
      world.report("liveness", `${model.id} cannot be found: ${standing?.refused}`);
      continue;
    }
    if (sha256(canonicalJson(standing.state)) !== model.lines[standing.seq - 1]?.state)
      world.report("J4", `${model.id} in memory is not what its journal says`);
    if (standing.seq !== model.lines.length)
      world.report("liveness", `${model.id} stands at ${standing.seq} of ${model.lines.length}`);
  }
};

const checkEnds = (world: World): void => {
  for (const { id, game, state, hasEnded } of world.checker.sessions.values())
    if (!hasEnded)
      world.report("liveness", `${id} (${game.id}) is ${state?.phase.status} for ever`);
};

/** The server's own audit comes to what the checker comes to. */
const checkAudit = async (world: World, node: SimNode): Promise<void> => {
  const audit = await answerTo(world, node.platform?.treasury.audit());
  if (!audit || audit.discrepancies.length > 0)
    world.report("M1", `the audit finds ${JSON.stringify(audit?.discrepancies)}`);
};
