import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { declaredEdge } from "@parlor/kit";
import {
  contradiction,
  emptyTally,
  estimateOf,
  findPlacements,
  reportHtml,
  settingOf,
  type Estimate,
  type EstimatedEdge,
  type Placement,
  type ProofCase,
  type Tally,
} from "@parlor/lab";
import { columns } from "./columns.ts";
import { fail } from "./fail.ts";
import { atMostEvery, progressLine } from "./progress-line.ts";
import { proofCaseOf } from "./proof-cases.ts";
import { roundsOf, simulateOnAllCores } from "./simulate-on-all-cores.ts";
import { simulatorOf, type SimulationJob } from "./simulation-job.ts";

interface SimulateOptions {
  readonly rounds: number;
  readonly bet?: string;
  readonly config: unknown;
  readonly stake?: number;
  readonly seed: string;
  readonly state?: string;
  readonly cores?: number;
  readonly html?: string;
  readonly json?: boolean;
}

/** What a file keeps of a simulation, so that it can be gone on with. */
interface KeptSimulation {
  readonly job: SimulationJob;
  readonly tally: Tally;
}

/** Makes one bet over and over, until so many rounds are played in all. */
export const simulate = async (id: string, options: SimulateOptions): Promise<void> => {
  const one = await proofCaseOf(id);
  if (!one) return fail(`There is no game ${id}.`);
  const { config } = options;
  const wrong = one.game.config.safeParse(config).error?.issues[0];
  if (wrong)
    return fail(`Not a configuration of ${id}: ${[...wrong.path, ""].join(": ")}${wrong.message}`);
  const bet = options.bet ?? Object.keys(one.game.bets ?? {})[0];
  if (bet === undefined) return fail(`${one.game.title} has no bets.`);
  const placement = placementOf(one, config, bet);
  if (!placement) return fail(`${one.game.title} has no bet ${bet} under this configuration.`);
  const { seed, stake: asked } = options;
  const job: SimulationJob = {
    game: id,
    config,
    placement,
    seed,
    ...(asked === undefined ? {} : { stake: asked }),
  };
  const kept = readKept(options, job);
  if (typeof kept === "string") return fail(kept);
  const { stake } = await simulatorOf(job);
  const started = process.hrtime.bigint();
  const line = progressLine();
  const keepNowAndThen = atMostEvery(keptEveryMs, () => keep(options, { job, tally: latest }));
  let latest = kept;
  const tally = await simulateOnAllCores(job, kept, {
    roundCount: options.rounds,
    cores: options.cores,
    onProgress(so) {
      latest = so;
      if (so.betCount > 0) line.show(roundsOf(so) / options.rounds, soFar(so, stake));
      keepNowAndThen();
    },
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  line.clear();
  keep(options, { job, tally });
  const declared = declaredEdge(one.game, bet, one.game.config.parse(config)) ?? null;
  const estimate = estimateOf(tally, stake, declared?.per ?? "bet made");
  const problem = declared && contradiction(declared, estimate);
  if (options.html !== undefined) {
    const { version } = one.game;
    const title = one.game.bets?.[bet]?.title ?? bet;
    const about = { game: one.game.id, version, bet, title, config, seed, stake, declared, tally };
    writeFileSync(options.html, reportHtml(about));
  }
  const roundsPerSecond = Math.round((roundsOf(tally) - roundsOf(kept)) / seconds);
  const { chunkCount } = tally;
  if (options.json) {
    const result = { game: id, bet, config, stake, seed, chunkCount, declared, problem };
    console.log(JSON.stringify({ ...result, estimate, roundsPerSecond }, null, 2));
  } else {
    console.log(textOf(bet, estimate, declared?.edge));
    console.log(`${roundsPerSecond.toLocaleString("en")} rounds a second.`);
    console.log(
      options.state === undefined
        ? `Seed ${seed}, ${chunkCount} chunks. With --state <file> it can be gone on with.`
        : `Go on with --state ${options.state} and more --rounds.`,
    );
    if (problem) console.error(`${bet} ${problem}`);
  }
  if (problem) process.exitCode = 1;
};

const placementOf = (
  { game, history = [] }: ProofCase,
  config: unknown,
  bet: string,
): Placement | undefined => {
  const limits = { min: 5_040, max: 1_000_000_000 };
  return findPlacements(settingOf(game, { config, history, limits }), [bet]).get(bet);
};

/** What the state file holds of this very simulation; a text where it holds another one. */
const readKept = ({ state }: SimulateOptions, job: SimulationJob): Tally | string => {
  if (state === undefined || !existsSync(state)) return emptyTally;
  // Only this command writes such files.
  const kept = JSON.parse(readFileSync(state, "utf8")) as KeptSimulation;
  return JSON.stringify(kept.job) === JSON.stringify(job)
    ? kept.tally
    : `${state} holds another simulation: of ${kept.job.placement.bet} at ${kept.job.game}, seed ${kept.job.seed}.`;
};

/** Whoever stops it or pulls the plug loses so much work, and writing takes none of the time. */
const keptEveryMs = 250;

const keep = ({ state }: SimulateOptions, kept: KeptSimulation): void => {
  if (state === undefined) return;
  writeFileSync(`${state}.new`, `${JSON.stringify(kept)}\n`);
  renameSync(`${state}.new`, state);
};

const soFar = (tally: Tally, stake: number): string => {
  const { edge, standardError } = estimateOf(tally, stake, "bet made");
  return `${percent(edge)} ± ${percent(1.96 * standardError)} of a bet made`;
};

const textOf = (bet: string, estimate: Estimate, declared: string | undefined): string => {
  const { per, perBetMade, perBetResolved, perUnitAtRisk } = estimate;
  const edges: readonly (readonly [string, EstimatedEdge | null])[] = [
    ["bet made", perBetMade],
    ["bet resolved", perBetResolved],
    ["unit at risk", perUnitAtRisk],
  ];
  const rows = edges.map(([name, one]) =>
    one === null
      ? [`per ${name}`, "none"]
      : [
          `per ${name}`,
          percent(one.edge),
          `95% between ${percent(one.interval[0])} and ${percent(one.interval[1])}`,
          `standard error ${percent(one.standardError)}`,
        ],
  );
  return [
    `${bet}, declared ${declared === undefined ? "nothing" : `${declared} per ${per}`}`,
    columns(rows, "  "),
    `  variance ${estimate.variance.toFixed(4)}, deviation ${estimate.deviation.toFixed(4)} stakes, paid in ${percent(estimate.hitFrequency)} of bets`,
    `  ${estimate.betCount.toLocaleString("en")} bets, ${estimate.roundCount.toLocaleString("en")} rounds`,
  ].join("\n");
};

const percent = (value: number): string => `${(100 * value).toFixed(4)}%`;
