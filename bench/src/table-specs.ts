import type { Measurement, Params } from "./cases.ts";

/** A table of the report: which cases are its lines, and which of their figures its columns. */
export interface TableSpec {
  readonly name: string;
  readonly measurement: Measurement;
  /** Only the cases with these parameters. */
  readonly where?: Params;
  readonly params: readonly string[];
  readonly columns: Readonly<Record<string, string>>;
}

const latency = { p50Ms: "p50 ms", p99Ms: "p99 ms" };
const turns = {
  loopP99Ms: "loop delay p99 ms",
  turnMaxMs: "longest turn ms",
  turnCpuMaxMs: "most CPU in a turn ms",
};
const peerIdle = {
  rssKiBPerSessionAt1000: "KiB a session, 1 to 1,000",
  rssKiBPerSessionAt5000: "to 5,000",
  heapKiBPerSessionAt5000: "of it on the heap",
};

export const tableSpecs: readonly TableSpec[] = [
  {
    name: "machine",
    measurement: "machine",
    params: [],
    columns: { hmacMicros: "HMAC-SHA256 µs", fdatasyncMs: "append and fdatasync of 500 B, ms" },
  },
  {
    name: "disk",
    measurement: "disk",
    params: ["log", "batch"],
    columns: { recordsPerSecond: "records/s", ...latency },
  },
  {
    name: "store",
    measurement: "store",
    params: ["store", "sessions"],
    columns: {
      commitsPerSecond: "commits/s",
      ...latency,
      cpuMicrosPerCommit: "CPU µs/commit",
      databaseMicrosPerCommit: "of the database",
      writtenBytesPerCommit: "bytes written/commit",
      connections: "connections",
    },
  },
  {
    name: "actions",
    measurement: "actions",
    params: ["game", "store", "sessions"],
    columns: {
      actionsPerSecond: "actions/s",
      ...latency,
      cpuMicrosPerAction: "CPU µs/action",
      ...turns,
    },
  },
  {
    name: "open-loop",
    measurement: "open-loop",
    params: ["game", "store", "rate"],
    columns: {
      donePerSecond: "done/s meanwhile",
      ...latency,
      maxMs: "max ms",
      refused: "refused",
      unfinished: "never done",
      ...turns,
    },
  },
  {
    name: "recovery",
    measurement: "recovery",
    params: ["sessions"],
    columns: {
      readyMs: "ready after ms",
      readableMs: "all read after ms",
      processReadyMs: "ready since the process began, ms",
      rssMiB: "RSS MiB",
    },
  },
  {
    name: "memory",
    measurement: "memory",
    params: ["clients"],
    columns: {
      rssMiBAt1: "RSS at 1 session MiB",
      ...peerIdle,
      rssKiBPerSession1000To5000: "KiB a session, 1,000 to 5,000",
    },
  },
  {
    name: "fan-out",
    measurement: "fan-out",
    params: ["spectators"],
    columns: {
      deliveredPerSecond: "updates delivered/s",
      movesPerSecond: "moves/s",
      p50Ms: "until the last has it, p50 ms",
      p99Ms: "p99 ms",
      serverCpuMicrosPerDelivery: "server CPU µs/delivery",
      frameBytes: "bytes a frame",
    },
  },
  {
    name: "crowd",
    measurement: "crowd",
    params: ["players"],
    columns: {
      betsPerSecond: "bets/s",
      p50Ms: "reply p50 ms",
      p99Ms: "p99 ms",
      serverCpuMillisPerBet: "server CPU ms/bet",
      bytesPerUpdate: "bytes an update",
    },
  },
  {
    name: "craps",
    measurement: "craps",
    params: [],
    columns: { roundsPerSecond: "rounds/s", seconds: "s in all" },
  },
  {
    name: "prove",
    measurement: "prove",
    params: [],
    columns: {
      seconds: "s",
      proofs: "bets and variants",
      enumerated: "worked out exactly",
      notOffered: "not offered",
      problems: "edges that do not hold",
    },
  },
  {
    name: "games",
    measurement: "games",
    params: ["game", "bet"],
    columns: { roundsPerSecond: "rounds/s", seconds: "s in all" },
  },
  {
    name: "playouts",
    measurement: "playouts",
    params: ["game", "seats"],
    columns: {
      playoutsPerSecond: "playouts/s",
      stepsPerSecond: "steps/s",
      stepsPerPlayout: "steps a playout",
    },
  },
  {
    name: "mcts",
    measurement: "search",
    where: { mode: "mcts" },
    params: ["game", "iterations"],
    columns: { iterationsPerSecond: "iterations/s" },
  },
  {
    name: "bgio-mcts",
    measurement: "search",
    where: { mode: "bgio-mcts" },
    params: ["iterations"],
    columns: { iterationsPerSecond: "iterations/s" },
  },
  {
    name: "cfr",
    measurement: "search",
    where: { mode: "cfr" },
    params: ["game", "below"],
    columns: {
      seconds: "s",
      treeSeconds: "of it for the tree",
      iterations: "iterations",
      exploitability: "exploitability",
      firstSeatValue: "worth to the first seat",
      informationSets: "information sets",
    },
  },
  {
    name: "evaluator",
    measurement: "search",
    where: { mode: "evaluator" },
    params: [],
    columns: { handsPerSecond: "hands/s" },
  },
  {
    name: "arena",
    measurement: "search",
    where: { mode: "arena" },
    params: ["game", "bots", "games"],
    columns: { wins: "won by the first", draws: "drawn", losses: "lost", seconds: "s" },
  },
  {
    name: "load",
    measurement: "sockets",
    where: { mode: "load" },
    params: ["peer", "n"],
    columns: {
      movesPerSec: "moves/s",
      p50: "p50 ms",
      p99: "p99 ms",
      cpuPer1k: "server CPU s/1,000 moves",
      serverCpu: "server cores",
      loadCpu: "load generator cores",
      createPerSec: "sessions opened/s",
    },
  },
  {
    name: "first",
    measurement: "sockets",
    where: { mode: "first" },
    params: ["peer"],
    columns: { firstMs: "to the first move ms", openMs: "of it opening ms", firstMax: "worst ms" },
  },
  {
    name: "idle",
    measurement: "sockets",
    where: { mode: "idle" },
    params: ["peer"],
    columns: peerIdle,
  },
  {
    name: "crash",
    measurement: "crash",
    params: ["peer", "n"],
    columns: {
      confirmed: "moves confirmed",
      lostMoves: "of them lost",
      unreadable: "sessions unreadable",
      recoverMs: "first session read after ms",
    },
  },
  {
    name: "cluster-forward",
    measurement: "cluster",
    where: { mode: "forward" },
    params: ["sessions"],
    columns: {
      localPerSecond: "at the owner, flips/s",
      localP50Ms: "p50 ms",
      localP99Ms: "p99 ms",
      forwardedPerSecond: "forwarded, flips/s",
      forwardedP50Ms: "p50 ms",
      forwardedP99Ms: "p99 ms",
    },
  },
  {
    name: "cluster-takeover",
    measurement: "cluster",
    where: { mode: "takeover" },
    params: ["sessions"],
    columns: { p50Ms: "p50 ms", p99Ms: "p99 ms", maxMs: "max ms" },
  },
  {
    name: "cluster-drain",
    measurement: "cluster",
    where: { mode: "drain" },
    params: ["sessions"],
    columns: {
      movedMs: "all moved after ms",
      goneMs: "process gone after ms",
      actions: "flips meanwhile",
      p50Ms: "p50 ms",
      p99Ms: "p99 ms",
      maxMs: "slowest ms",
    },
  },
];
