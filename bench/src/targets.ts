import { numberText, rangeOf, spanOf, type Range } from "./figures.ts";
import { gameTargets } from "./game-targets.ts";
import type { Row } from "./rows.ts";
import { atLeast, atMost, within, type Get, type Target } from "./target.ts";

const games = ["coin-flip", "tic-tac-toe", "endless-tic-tac-toe"] as const;
const inProcess: readonly Target[] = games.flatMap((game): Target[] => {
  const at = (get: Get, sessions: number, figure: string): Range | undefined =>
    get("actions", { game, store: "sqlite", sessions }, figure);
  return [
    {
      where: `${game}, 1 session`,
      goal: "p50 ≤ 0.25 ms",
      read: (get) => atMost(0.25)(at(get, 1, "p50Ms")),
    },
    {
      where: `${game}, 1,000 sessions`,
      goal: "≥ 40,000 actions/s",
      read: (get) => atLeast(40_000)(at(get, 1_000, "actionsPerSecond")),
    },
    {
      where: `${game}, 1,000 sessions`,
      goal: "event loop never blocked over 5 ms",
      read: (get) => atMost(5)(at(get, 1_000, "turnMaxMs")),
    },
  ];
});

const openLoop: readonly Target[] = ["coin-flip", "endless-tic-tac-toe"].flatMap(
  (game): Target[] => {
    const at = (get: Get, figure: string): Range | undefined =>
      get("open-loop", { game, store: "sqlite", rate: 10_000 }, figure);
    const where = `${game}, 10,000 actions/s offered over 1,000 sessions`;
    return [
      { where, goal: "p50 ≤ 0.3 ms", read: (get) => atMost(0.3)(at(get, "p50Ms")) },
      { where, goal: "p99 ≤ 3 ms", read: (get) => atMost(3)(at(get, "p99Ms")) },
    ];
  },
);

/** Parlor's figure beside a peer's, in the same run. */
const beside = (
  n: number,
  peer: string,
  figure: string,
  goal: string,
  holds: (own: number, other: number) => boolean,
): Target => ({
  where: `sockets, ${numberText(n)} sessions`,
  goal,
  read: (get) => {
    const own = get("sockets", { mode: "load", peer: "parlor", n }, figure);
    const other = get("sockets", { mode: "load", peer, n }, figure);
    return {
      figure: `${spanOf(own)} against ${spanOf(other)}`,
      met: own && other && holds(own.median, other.median),
    };
  },
});

const overSockets: readonly Target[] = [100, 1_000].flatMap((n) => [
  beside(
    n,
    "colyseus-now",
    "movesPerSec",
    "more moves/s than colyseus-now",
    (own, other) => own > other,
  ),
  beside(
    n,
    "colyseus-now",
    "cpuPer1k",
    "less server CPU a move than colyseus-now",
    (own, other) => own < other,
  ),
  beside(
    n,
    "bgio-memory",
    "movesPerSec",
    "4 times the moves/s of bgio-memory",
    (own, other) => own >= 4 * other,
  ),
  beside(
    n,
    "restate",
    "movesPerSec",
    "10 times the moves/s of restate",
    (own, other) => own >= 10 * other,
  ),
  beside(
    n,
    "ws-journal",
    "movesPerSec",
    "70% of the moves/s of ws-journal",
    (own, other) => own >= 0.7 * other,
  ),
  ...["colyseus-now", "bgio-memory", "restate"].map((peer) =>
    beside(n, peer, "p99", `p99 below that of ${peer}, ms`, (own, other) => own < other),
  ),
]);

const rest: readonly Target[] = [
  {
    where: "`parlor prove craps`",
    goal: "every bet exactly, < 10 s",
    read: (get) => {
      const at = (figure: string) => get("prove", {}, figure);
      const [seconds, proofs, enumerated] = [at("seconds"), at("proofs"), at("enumerated")];
      const exact =
        at("problems")?.max === 0 &&
        proofs?.median === (enumerated?.median ?? 0) + (at("notOffered")?.median ?? 0);
      return within(seconds, (median) => exact && median < 10);
    },
  },
  {
    where: "`parlor simulate craps`",
    goal: "≥ 2,000,000 rounds/s",
    read: (get) => atLeast(2_000_000)(get("craps", {}, "roundsPerSecond")),
  },
  {
    where: "an idle session with two connected clients",
    goal: "≤ 25 KiB",
    read: (get) => atMost(25)(get("memory", { clients: 2 }, "rssKiBPerSessionAt5000")),
  },
  {
    where: "an idle session with nobody connected",
    goal: "≤ 4 KiB",
    read: (get) => atMost(4)(get("memory", { clients: 0 }, "rssKiBPerSessionAt5000")),
  },
  {
    where: "recovery of 10,000 sessions",
    goal: "≤ 2 s",
    read: (get) => {
      const range = get("recovery", { sessions: 10_000 }, "readableMs");
      return atMost(2)(
        range && { median: range.median / 1_000, min: range.min / 1_000, max: range.max / 1_000 },
      );
    },
  },
  {
    where: "after kill -9",
    goal: "first session read within 1,000 ms of the restart",
    read: (get) => atMost(1_000)(get("crash", { peer: "parlor", n: 20 }, "recoverMs")),
  },
  {
    where: "after kill -9",
    goal: "no confirmed move lost",
    // One run that lost something is one too many.
    read: (get) => {
      const lost = get("crash", { peer: "parlor", n: 20 }, "lostMoves");
      return { figure: spanOf(lost), met: lost && lost.max === 0 };
    },
  },
];

const cluster: readonly Target[] = [
  {
    where: "an owner is killed: to the next flip at each of its tables",
    goal: "p99 < 3,000 ms",
    read: (get) => atMost(3_000)(get("cluster", { mode: "takeover" }, "p99Ms")),
  },
  {
    where: "1,000 sessions move off a node that drains",
    goal: "< 5,000 ms",
    read: (get) => atMost(5_000)(get("cluster", { mode: "drain" }, "movedMs")),
  },
  {
    where: "1,000 sessions move off a node that drains",
    goal: "no flip slower than 1,000 ms",
    read: (get) => {
      const slowest = get("cluster", { mode: "drain" }, "maxMs");
      return { figure: spanOf(slowest), met: slowest && slowest.max <= 1_000 };
    },
  },
];

const verdict = (met: boolean | undefined): string => {
  if (met === undefined) return "not measured";
  return met ? "met" : "**not met**";
};

/** All targets, each with what was measured. */
export const targetTable = (groups: readonly (readonly Row[])[]): string => {
  const get: Get = (measurement, params, figure) =>
    rangeOf(
      groups
        .filter(
          ([first]) =>
            first?.measurement === measurement &&
            Object.entries(params).every(([name, value]) => first.params[name] === value),
        )
        .flatMap((rows) => rows.map((row) => row.figures[figure])),
    );
  const lines = [
    ...inProcess,
    ...openLoop,
    ...overSockets,
    ...rest,
    ...cluster,
    ...gameTargets,
  ].map(({ where, goal, read }) => {
    const { figure, met } = read(get);
    return `| ${where} | ${goal} | ${figure} | ${verdict(met)} |`;
  });
  return ["| where | goal | measured | |", "| --- | --- | --- | --- |", ...lines].join("\n");
};
