import {
  comparable,
  emptyTally,
  provedBy,
  textOf,
  toNumber,
  type BetProof,
  type Estimate,
  type ProofCase,
  type Rational,
} from "@parlor/lab";
import { defaultSettings } from "@parlor/server";
import { fail } from "./fail.ts";
import { proofCaseOf, proofCases } from "./proof-cases.ts";
import { columns } from "./columns.ts";
import { progressLine, type ProgressLine } from "./progress-line.ts";
import { proveOnAllCores, type NamedCase } from "./prove-on-all-cores.ts";
import { roundsOf, simulateOnAllCores } from "./simulate-on-all-cores.ts";
import { simulatorOf } from "./simulation-job.ts";

interface ProveOptions {
  readonly all?: boolean;
  readonly bet?: string;
  readonly rounds: number;
  readonly cores?: number;
  readonly json?: boolean;
}

/** Proves one game, or all of them; the exit code says whether every declared edge holds. */
export const prove = async (name: string | undefined, options: ProveOptions): Promise<void> => {
  if (name !== undefined && options.all) return fail("Name a game or --all.");
  const one = name === undefined ? undefined : await proofCaseOf(name);
  if (name !== undefined && one === undefined) return fail(`There is no game ${name}.`);
  const asked =
    one !== undefined && name !== undefined
      ? [{ name, what: one }]
      : proofCases.map((what) => ({ name: what.game.id, what }));
  const { bet: only } = options;
  if (only !== undefined && !asked.some(({ what }) => Object.hasOwn(what.game.bets ?? {}, only)))
    return fail(`There is no bet ${only}${name === undefined ? "" : ` at ${name}`}.`);
  const proofs = await proofsOf(asked, options);
  const problems = proofs.flatMap(({ bets }) => bets.filter(({ problem }) => problem !== null));
  if (options.json) {
    console.log(
      JSON.stringify(
        proofs.flatMap(({ bets }) => bets.map(jsonOf)),
        null,
        2,
      ),
    );
  } else {
    for (const { what, bets } of proofs) show(what, bets);
    for (const { game: id, variant, bet, problem } of problems)
      console.error(`${id}, ${variant}, ${bet}: ${problem}`);
    console.log(
      problems.length > 0
        ? `${problems.length} declared edges do not hold.`
        : "Every declared edge holds.",
    );
  }
  if (problems.length > 0) process.exitCode = 1;
};

interface ProvedGame {
  readonly what: ProofCase;
  readonly bets: readonly BetProof[];
}

const proofsOf = async (
  asked: readonly NamedCase[],
  { bet, rounds, cores }: ProveOptions,
): Promise<readonly ProvedGame[]> => {
  const { tableLimits } = defaultSettings;
  const line = progressLine();
  const found = await proveOnAllCores(asked, {
    tableLimits,
    bet,
    cores,
    onProgress: (proved, of) => line.show(proved / of, `${proved} of ${of} bets`),
  });
  const proofs: ProvedGame[] = [];
  for (const [index, { name, what }] of asked.entries()) {
    const bets: BetProof[] = [];
    // One after the other, since each takes all cores.
    for (const proof of found[index] ?? [])
      bets.push(await simulatedIfNeeded(name, proof, { rounds, cores, line }));
    proofs.push({ what, bets });
  }
  line.clear();
  return proofs;
};

/** What cannot be enumerated is played, always with the same seed, so that a proof can be repeated. */
const simulatedIfNeeded = async (
  game: string,
  proof: BetProof,
  {
    rounds: roundCount,
    cores,
    line,
  }: Pick<ProveOptions, "rounds"> & { cores: number | undefined; line: ProgressLine },
): Promise<BetProof> => {
  if (proof.finding.kind !== "unenumerable") return proof;
  const { bet, config, finding } = proof;
  const job = { game, config, placement: finding.placement, seed: "prove" };
  const { stake } = await simulatorOf(job);
  const tally = await simulateOnAllCores(job, emptyTally, {
    roundCount,
    cores,
    onProgress: (so) => line.show(roundsOf(so) / roundCount, `${bet}, simulated`),
  });
  return provedBy(proof, tally, stake);
};

const show = ({ game }: ProofCase, bets: readonly BetProof[]): void => {
  console.log(`${game.title} ${game.version}`);
  if (bets.length === 0) {
    console.log("  It has no bets: there is nothing to prove.\n");
    return;
  }
  for (const variant of new Set(bets.map((bet) => bet.variant))) {
    const own = bets.filter((bet) => bet.variant === variant);
    const offered = own.filter(({ finding }) => finding.kind !== "not-offered");
    console.log(`  ${variant}: ${JSON.stringify(own[0]?.config)}`);
    console.log(columns([heads, ...offered.map(rowOf)], "    "));
    if (offered.length < own.length)
      console.log(`    Not offered: ${own.length - offered.length} other bets.`);
    console.log("");
  }
};

// oxfmt-ignore
const heads = ["bet", "declared", "per", "computed", "made", "resolved", "at risk", "variance", "hits", "smallest stake", "how"];

const rowOf = ({ bet, declared, finding, problem }: BetProof): readonly string[] => {
  const { edge, per } = declared ?? { edge: "none", per: "" };
  const first = [`${problem === null ? "" : "! "}${bet}`, edge, per];
  if (finding.kind === "simulated") return [...first, ...simulatedRow(finding.estimate)];
  if (finding.kind !== "enumerated") return [...first, "", "", "", "", "", "", "", finding.kind];
  const { measures, rounding, positionCount, decides } = finding;
  const { perMade, perResolved, perUnitAtRisk, variance, hitFrequency } = measures;
  const computed = comparable(declared ?? { edge: "0/1", per: "bet made" }, measures);
  return [
    ...first,
    computed === null ? "never" : textOf(computed),
    percent(perMade),
    perResolved === null ? "never" : percent(perResolved),
    percent(perUnitAtRisk),
    toNumber(variance).toFixed(4),
    percent(hitFrequency),
    rounding === null ? "" : `${rounding.stake}: ${signed(rounding.added)}`,
    `${positionCount} positions${decides ? ", best play" : ""}`,
  ];
};

const simulatedRow = (estimate: Estimate): readonly string[] => {
  const { edge, standardError, perBetMade, perBetResolved, perUnitAtRisk } = estimate;
  return [
    `${inPercent(edge)} ± ${inPercent(2 * standardError)}`,
    inPercent(perBetMade.edge),
    perBetResolved === null ? "never" : inPercent(perBetResolved.edge),
    inPercent(perUnitAtRisk.edge),
    estimate.variance.toFixed(4),
    inPercent(estimate.hitFrequency),
    "",
    `${estimate.betCount.toLocaleString("en")} bets simulated`,
  ];
};

const inPercent = (value: number): string => `${(100 * value).toFixed(4)}%`;
const percent = (value: Rational): string => inPercent(toNumber(value));
const signed = (value: Rational): string => {
  const number = 100 * toNumber(value);
  return `${number < 0 ? "" : "+"}${number.toFixed(4)}%`;
};

/** Everything as text fractions, with the floats that a program would make of them beside. */
const jsonOf = ({ finding, ...proof }: BetProof) => {
  if (finding.kind !== "enumerated") {
    const { kind: how, ...details } = finding;
    return { ...proof, how, ...details };
  }
  const { perMade, perResolved, perUnitAtRisk, variance, hitFrequency, nets } = finding.measures;
  const { rounding } = finding;
  return {
    ...proof,
    how: finding.kind,
    exact: finding.exact,
    positionCount: finding.positionCount,
    decides: finding.decides,
    computed: {
      perBetMade: exactly(perMade),
      perBetResolved: perResolved && exactly(perResolved),
      perUnitAtRisk: exactly(perUnitAtRisk),
    },
    variance: exactly(variance),
    hitFrequency: exactly(hitFrequency),
    outcomes: nets.map(({ net, chance }) => ({ net: exactly(net), chance: exactly(chance) })),
    smallestStake: rounding && {
      stake: rounding.stake,
      perBetMade: exactly(rounding.perMade),
      added: exactly(rounding.added),
    },
  };
};

const exactly = (value: Rational) => ({ exact: textOf(value), value: toNumber(value) });
