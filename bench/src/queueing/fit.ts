import type { BySessions, Measured, StoreFigures } from "./measured.ts";
import { closedLoop, openLoop, type Outcome } from "./load.ts";
import { NodeModel, type NodeCosts } from "./node-model.ts";
import { Station } from "./station.ts";
import {
  connectionTo,
  DatabaseModel,
  fileStore,
  type Cost,
  type DatabaseCosts,
  type FileCosts,
  type Stall,
} from "./store-models.ts";
import { Timeline } from "./timeline.ts";

export type StoreCosts =
  | ({ readonly kind: "file" } & FileCosts)
  | ({ readonly kind: "database"; readonly syncMs: number } & DatabaseCosts);

/** A node as it was measured. Its main thread takes longer for a command the more sessions there are to keep in its caches. */
export interface Fitted {
  readonly store: StoreCosts;
  readonly few: NodeCosts;
  /** With 1,000 sessions. */
  readonly many: NodeCosts;
}

/** Of a command's time on the main thread, what comes before the commit; the way is about as long whatever it is. */
const workShare = 0.7;

/** What is a straight line through what one commit alone took, and 64 together. */
const lineOf = (one: number, sixtyFour: number): Cost => {
  const commit = Math.max(0, (sixtyFour - one) / 63);
  return { batch: Math.max(0, one - commit), commit };
};

const minus = (cost: Cost, other: Cost): Cost => ({
  batch: Math.max(0, cost.batch - other.batch),
  commit: Math.max(0, cost.commit - other.commit),
});

/** How long the slow ones are, p99 says; how many there are, the mean. */
const stallOf = (alone: BySessions<StoreFigures>): Stall => {
  const meanMs = (sessions: 1 | 64) => (sessions * 1_000) / alone[sessions].perSecond;
  const ms = alone[64].p99Ms - alone[64].p50Ms;
  const share = (sessions: 1 | 64) =>
    Math.max(0, meanMs(sessions) - alone[sessions].p50Ms) / Math.max(ms, 1e-9);
  return { ms, share: lineOf(share(1), share(64)) };
};

/** From what the store does alone. */
const storeCostsOf = ({ store, alone, makingMicros, syncMs }: Measured): StoreCosts => {
  const writeMs = lineOf(alone[1].p50Ms, alone[64].p50Ms);
  const stall = stallOf(alone);
  if (store === "sqlite") return { kind: "file", writeMs, stall };
  // All work of this process is on its main thread. What is left of the time is the database's, and its log's.
  const askingMs = (sessions: 1 | 64) =>
    ((alone[sessions].cpuMicros - makingMicros[sessions]) * sessions) / 1_000;
  const askMs = lineOf(askingMs(1), askingMs(64));
  const log = { batch: syncMs, commit: 0 };
  return { kind: "database", syncMs, askMs, writeMs: minus(minus(writeMs, askMs), log), stall };
};

/** The machine that was measured on has two, and the database and the node one each. */
const measuredCoreCount = 2;

export interface NodeRun {
  readonly sessionCount: number;
  /** Commands a second; null: closed loop. */
  readonly rate: number | null;
  readonly warmUpMs?: number;
  readonly measuredMs?: number;
}

/** One node with its store beside it, as it was measured. */
export const simulateNode = (
  costs: NodeCosts,
  store: StoreCosts,
  { sessionCount, rate, warmUpMs = 300, measuredMs = 2_000 }: NodeRun,
): Outcome => {
  const timeline = new Timeline();
  const mainThread = new Station(timeline);
  const write =
    store.kind === "file"
      ? fileStore(timeline, store)
      : connectionTo({
          timeline,
          mainThread,
          database: new DatabaseModel(timeline, measuredCoreCount, store.syncMs),
          costs: store,
          networkMs: 0,
        });
  const node = new NodeModel({ timeline, mainThread, costs, write });
  const submit = node.submit.bind(node);
  const run = { timeline, submit, sessionCount, warmUpMs, measuredMs };
  return rate === null ? closedLoop(run) : openLoop(run, rate, `${sessionCount} at ${rate}`);
};

const nodeCostsOf = (commandMs: number, handOverMs: number): NodeCosts => ({
  workMs: commandMs * workShare,
  answerMs: commandMs * (1 - workShare),
  handOverMs,
});

const halvings = 14;

/** The value below `max` at which what falls with it comes down to `target`; `max` or 0 where it never does. */
const bisected = (max: number, target: number, falling: (value: number) => number): number => {
  let [low, high] = [0, max];
  for (let at = 0; at < halvings; at++) {
    const middle = (low + high) / 2;
    if (falling(middle) > target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

const withCommitMs = (store: StoreCosts, commit: number): StoreCosts => ({
  ...store,
  writeMs: { ...store.writeMs, commit },
});

const perSecond = (sessionCount: 1 | 64 | 1_000, costs: NodeCosts, store: StoreCosts): number =>
  simulateNode(costs, store, { sessionCount, rate: null }).donePerSecond;

/**
 * Whether the loop of 1,000 sessions tells how long the main thread takes for a command then. Beside a database it does not: the two
 * take turns in large batches, and a slower command may make for a better rhythm.
 */
export const isManyFitted = (store: StoreCosts): boolean => store.kind === "file";

/** Times of a node, such that its closed loops at 1, 64 and, on a file, 1,000 sessions are as fast as they were measured. */
export const fit = (measured: Measured): Fitted => {
  const { actions, actionsInMemory } = measured;
  // Where the store costs next to nothing, the main thread is all there is.
  const fewMs = 1_000 / actionsInMemory[64].perSecond;
  // What a store costs for each commit is not seen well where nobody else makes commits meanwhile: from the loop of 64.
  let [store, handOverMs] = [storeCostsOf(measured), 0];
  const firstCosts = store;
  for (let round = 0; round < 2; round++) {
    const few = nodeCostsOf(fewMs, handOverMs);
    const slowestMs = 1_000 / actions[64].perSecond;
    const commitMs = bisected(slowestMs, actions[64].perSecond, (commit) =>
      perSecond(64, few, withCommitMs(firstCosts, commit)),
    );
    store = withCommitMs(firstCosts, commitMs);
    // What one session alone takes longer than work and store together: from thread to thread, and awake again.
    const wayMs = 1_000 / perSecond(1, nodeCostsOf(fewMs, 0), store);
    handOverMs = Math.max(0, 1_000 / actions[1].perSecond - wayMs);
  }
  const manyMs = isManyFitted(store)
    ? bisected(1_000 / actions[1_000].perSecond, actions[1_000].perSecond, (ms) =>
        perSecond(1_000, nodeCostsOf(ms, handOverMs), store),
      )
    : 1_000 / actionsInMemory[1_000].perSecond;
  return { store, few: nodeCostsOf(fewMs, handOverMs), many: nodeCostsOf(manyMs, handOverMs) };
};
