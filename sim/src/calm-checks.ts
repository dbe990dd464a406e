import { canonicalJson, isRefusal } from "@parlor/kit";
import { answerTo } from "./calm-steps.ts";
import { sha256 } from "./check/line.ts";
import { currency, type SimNode } from "./sim-node.ts";
import { FeedReader } from "./subscriber.ts";
import type { World } from "./world.ts";

type Nodes = readonly SimNode[];

/** Every session that runs is known to some node, asked for or not, and no clock ran out longer ago than this. */
export const checkClocks = (world: World, nodes: Nodes, overdueMs: number): void => {
  const { running } = world.checker;
  const active = nodes.reduce(
    (sum, { platform }) => sum + (platform?.sessions.activeCount ?? 0),
    0,
  );
  if (active !== running.length)
    world.report("liveness", `${active} of ${running.length} sessions are known to the nodes`);
  for (const { id, game, state } of running) {
    if (state?.phase.status !== "in_progress" || game.id === "faulty") continue;
    for (const [name, { dueAt }] of Object.entries(state.timers))
      if (dueAt < world.time.now - overdueMs)
        world.report("liveness", `${id}: the clock ${name} ran out, and nothing happens`);
  }
};

/** Whoever watches a session has been told of its last entry, and every player of their balance. */
export const checkWatches = (world: World, nodes: Nodes): void => {
  for (const { socket, check } of nodes.flatMap(({ lines }) => [...lines])) {
    if (socket.readyState !== socket.OPEN) continue;
    const where = `of ${check.viewer} at node ${socket.node}`;
    const balance = world.checker.books.of(`player:${check.viewer}`, currency);
    if (check.wallet !== undefined && check.wallet !== balance)
      world.report("liveness", `the wallet ${where} stands at ${check.wallet} of ${balance}`);
    for (const [session, seq] of check.told) {
      const head = world.checker.sessions.get(session)?.lines.length;
      if (head !== seq)
        world.report("liveness", `a watch of ${session} ${where} stands at ${seq} of ${head}`);
    }
  }
};

/** No command that a node has got hangs for ever. */
export const checkAnswers = (world: World, nodes: Nodes): void => {
  for (const { socket, check } of nodes.flatMap(({ lines }) => [...lines]))
    if (socket.readyState === socket.OPEN && check.unanswered.length > 0)
      world.report(
        "liveness",
        `node ${socket.node} never answers ${check.unanswered.join(", ")} of ${check.viewer}`,
      );
};

/** The feed is read to its end, and at every node its last part is the same. */
export const checkFeed = async (world: World, nodes: Nodes): Promise<void> => {
  const end = world.checker.lines.length;
  const [first] = nodes;
  await readFeed(world, world.audience.feed, first);
  for (const node of nodes.slice(1)) {
    const after = Math.max(0, end - lastEntries);
    await readFeed(world, new FeedReader(world.checker, world.report, after), node);
  }
};
const lastEntries = 12;

const readFeed = async (
  world: World,
  feed: FeedReader,
  node: SimNode | undefined,
): Promise<void> => {
  const end = world.checker.lines.length;
  for (let tries = 0; tries < 30 * end + 30 && feed.position < end; tries++) {
    feed.read(node);
    await answerTo(world, undefined);
  }
  if (feed.position < end)
    world.report("liveness", `the feed stands at ${feed.position} of ${end}`);
};

/** Every session answers at every node, and is what its journal says. */
export const checkSessions = async (world: World, nodes: Nodes): Promise<void> => {
  for (const node of nodes)
    for (const model of world.checker.sessions.values()) {
      const where = `${model.id} at node ${node.name}`;
      const standing = await answerTo(world, node.platform?.sessions.find(model.id));
      if (!standing || isRefusal(standing)) {
        world.report("liveness", `${where} cannot be found: ${standing?.refused}`);
        continue;
      }
      if (sha256(canonicalJson(standing.state)) !== model.lines[standing.seq - 1]?.state)
        world.report("J4", `${where} in memory is not what its journal says`);
      if (standing.seq !== model.lines.length)
        world.report("liveness", `${where} stands at ${standing.seq} of ${model.lines.length}`);
    }
};

export const checkEnds = (world: World): void => {
  for (const { id, game, state, hasEnded } of world.checker.sessions.values())
    if (!hasEnded)
      world.report("liveness", `${id} (${game.id}) is ${state?.phase.status} for ever`);
};

/** The server's own audit comes to what the checker comes to. */
export const checkAudit = async (world: World, nodes: Nodes): Promise<void> => {
  const audit = await answerTo(world, nodes[0]?.platform?.treasury.audit());
  if (!audit || audit.discrepancies.length > 0)
    world.report("M1", `the audit finds ${JSON.stringify(audit?.discrepancies)}`);
};
