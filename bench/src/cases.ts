import { games } from "@parlor/games";
import { houseBets } from "./house-bets.ts";

/** What identifies a case in the tables: which game, which store, how many sessions. */
export type Params = Readonly<Record<string, string | number>>;

/** One measurement with one set of parameters: a script that runs in a process of its own. */
export interface Case {
  readonly measurement: Measurement;
  readonly params: Params;
  readonly script: string;
  readonly args: readonly string[];
  /** A run that takes longer is killed, and missing from the tables. */
  readonly timeoutSeconds: number;
  /** Whether it measures another framework, so that it can only be run where those are. */
  readonly needsPeers: boolean;
}

export const measurements = [
  "machine",
  "disk",
  "store",
  "actions",
  "open-loop",
  "recovery",
  "memory",
  "fan-out",
  "crowd",
  "craps",
  "prove",
  "games",
  "playouts",
  "search",
  "sockets",
  "crash",
  "cluster",
] as const;
export type Measurement = (typeof measurements)[number];

export interface CaseOptions {
  readonly seconds: number;
  /** Settings of the server whose memory is measured, as JSON. */
  readonly settings: string;
  /** Contestants at the sockets. */
  readonly peers: readonly string[];
}

/** Parlor first, then what it is compared with; RivetKit takes half a minute a run and can be asked for. */
export const defaultPeers = ["parlor", "ws-journal", "colyseus-now", "bgio-memory", "restate"];

const optionsOf = (params: Params): readonly string[] =>
  Object.entries(params).flatMap(([name, value]) => [`--${name}`, String(value)]);

const caseOf = (
  measurement: Measurement,
  params: Params,
  {
    script = `${measurement}.ts`,
    args = [],
    timeoutSeconds = 60,
    needsPeers = false,
  }: Partial<Case> = {},
): Case => ({
  measurement,
  params,
  script,
  args: [...optionsOf(params), ...args],
  timeoutSeconds,
  needsPeers,
});

const product = (first: readonly Params[], second: readonly Params[]): readonly Params[] =>
  first.flatMap((one) => second.map((other) => ({ ...one, ...other })));
const over = (name: string, values: readonly (string | number)[]): readonly Params[] =>
  values.map((value) => ({ [name]: value }));

const sessionCounts = over("sessions", [1, 64, 1_000]);

const socketCases = ({ seconds, peers }: CaseOptions): readonly Case[] =>
  peers.flatMap((peer) => {
    const run = (mode: string, n: number): Case => ({
      measurement: "sockets",
      params: { mode, peer, n },
      script: "peer-run.ts",
      args: ["--mode", mode, "--peer", peer, "--n", String(n), "--seconds", String(seconds)],
      timeoutSeconds: 70,
      needsPeers: true,
    });
    const loads = [1, 100, 1_000].map((n) => run("load", n));
    return [...loads, run("first", 1), ...(peer === "ws-journal" ? [] : [run("idle", 1)])];
  });

/** Who keeps anything at all; the floor keeps a log that nothing reads. */
const durablePeers = new Set([
  "parlor",
  "restate",
  "bgio-flatfile",
  "rivet-default",
  "rivet-immediate",
]);

const crashCases = ({ seconds, peers }: CaseOptions): readonly Case[] =>
  peers
    .filter((peer) => durablePeers.has(peer))
    .map((peer) => {
      const n = peer.startsWith("rivet") ? 10 : 20;
      return {
        measurement: "crash",
        params: { peer, n },
        script: "peer-run.ts",
        args: ["--mode", "crash", "--peer", peer, "--n", String(n), "--seconds", String(seconds)],
        timeoutSeconds: 70,
        needsPeers: true,
      };
    });

/** A search: its script, and in its parameters how it goes and what the script is told. */
const searchCase = (
  script: string,
  mode: string,
  params: Params,
  options: Partial<Case> = {},
): Case => ({
  ...caseOf("search", params, { ...options, script }),
  params: { mode, ...params },
});

const searchCases = ({ seconds }: CaseOptions): readonly Case[] => {
  const time = ["--seconds", String(seconds)];
  const iterations = 1_000;
  return [
    ...["tic-tac-toe", "connect-four"].map((game) =>
      searchCase("mcts.ts", "mcts", { game, iterations }, { args: time }),
    ),
    searchCase("bgio-mcts.ts", "bgio-mcts", { iterations }, { args: time, needsPeers: true }),
    searchCase("cfr.ts", "cfr", { game: "kuhn-poker", below: 0.001 }),
    searchCase("cfr.ts", "cfr", { game: "leduc-poker", below: 0.01 }),
    searchCase("evaluator.ts", "evaluator", {}, { args: time }),
    searchCase(
      "arena.ts",
      "arena",
      { game: "connect-four", bots: "mcts:1000,random", games: 200 },
      { timeoutSeconds: 120 },
    ),
  ];
};

/** PostgreSQL's own load generator, in the table of the stores: as many clients as a store would have sessions. */
const pgbenchCase = (sessions: Params, options: Partial<Case>): Case => ({
  ...caseOf("store", sessions, { ...options, script: "pgbench.ts" }),
  params: { store: "pgbench, one INSERT", ...sessions },
});

/** Several nodes on PostgreSQL and NATS. */
const clusterCases: readonly Case[] = [
  caseOf("cluster", { mode: "forward", sessions: 1 }),
  caseOf("cluster", { mode: "forward", sessions: 100 }),
  caseOf("cluster", { mode: "takeover", sessions: 20 }, { timeoutSeconds: 240 }),
  caseOf(
    "cluster",
    { mode: "drain", sessions: 1_000 },
    { args: ["--seconds", "10"], timeoutSeconds: 120 },
  ),
];

/** All games as few as can play them; a table of cards also with six. */
const playoutTables: readonly Params[] = [
  ...games.map(({ id }) => ({ game: id })),
  { game: "holdem", seats: 6 },
];

/** Every case of the measurements that are asked for, in the order in which they run. */
export const casesOf = (asked: ReadonlySet<string>, options: CaseOptions): readonly Case[] => {
  const time = { args: ["--seconds", String(options.seconds)] };
  const actions = product(
    // A game of tic-tac-toe opens a table and seats two players for every nine moves; the endless one only plays.
    over("game", ["coin-flip", "tic-tac-toe", "endless-tic-tac-toe"]),
    over("store", ["memory", "sqlite"]),
  );
  const steadyGames = over("game", ["coin-flip", "endless-tic-tac-toe"]);
  const onPostgres = product(steadyGames, over("store", ["postgres"]));
  const openLoop = [
    ...product(
      product(steadyGames, over("store", ["sqlite"])),
      over("rate", [1_000, 10_000, 40_000]),
    ),
    ...product(onPostgres, over("rate", [1_000, 10_000])),
  ];
  const all: readonly Case[] = [
    caseOf("machine", {}),
    ...product(over("log", ["appended", "preallocated"]), over("batch", [1, 64, 1_000])).map(
      (params) => caseOf("disk", params, { args: ["--seconds", "1"] }),
    ),
    ...product(over("store", ["sqlite", "memory"]), sessionCounts).map((params) =>
      caseOf("store", params, time),
    ),
    // One after the other, since what one server does changes from minute to minute.
    ...sessionCounts.flatMap((params) => [
      caseOf("store", { store: "postgres", ...params }, time),
      pgbenchCase(params, time),
    ]),
    ...product([...actions, ...onPostgres], sessionCounts).map((params) =>
      caseOf("actions", params, time),
    ),
    // At a rate that it cannot keep up with, what waits is done after the last arrival.
    ...openLoop.map((params) => caseOf("open-loop", params, { ...time, timeoutSeconds: 120 })),
    caseOf("recovery", { sessions: 10_000 }, { timeoutSeconds: 180 }),
    ...over("clients", [2, 0]).map((params) =>
      caseOf("memory", params, { args: ["--settings", options.settings], timeoutSeconds: 180 }),
    ),
    caseOf("fan-out", { spectators: 1_000 }, time),
    caseOf("crowd", { players: 500 }, { timeoutSeconds: 120 }),
    caseOf("craps", {}, { timeoutSeconds: 120 }),
    caseOf("prove", {}, { timeoutSeconds: 120 }),
    ...houseBets.map(({ game, bet, rounds, config }) => {
      const args = ["--rounds", String(rounds), "--config", JSON.stringify(config)];
      return caseOf("games", { game, bet }, { args, timeoutSeconds: 120 });
    }),
    ...playoutTables.map((params) => caseOf("playouts", params, time)),
    ...searchCases(options),
    ...socketCases(options),
    ...crashCases(options),
    ...clusterCases,
  ];
  return all.filter(({ measurement }) => measurement === "machine" || asked.has(measurement));
};
