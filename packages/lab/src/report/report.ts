import type { Edge } from "@parlor/kit";
import { contradiction, estimateOf, type Estimate, type EstimatedEdge } from "../estimate.ts";
import { betsPerChunk } from "../limits.ts";
import { measure } from "../measures.ts";
import { fromFraction, toNumber } from "../rational.ts";
import { distributionOf, type Tally } from "../tally.ts";
import { barPlot, escapeHtml, linePlot, type Bar, type Point } from "./plot.ts";
import { ruinRisks } from "./ruin.ts";

export interface ReportInput {
  readonly game: string;
  readonly version: string;
  readonly bet: string;
  readonly title: string;
  readonly config: unknown;
  readonly seed: string;
  readonly stake: number;
  readonly declared: Edge | null;
  readonly tally: Tally;
}

const percent = (value: number, digits = 4): string => `${(100 * value).toFixed(digits)}%`;
const whole = (value: number): string => Math.round(value).toLocaleString("en");

/** A page about one simulated bet that needs nothing but itself. */
export const reportHtml = (input: ReportInput): string => {
  const per = input.declared?.per ?? "bet made";
  const estimate = estimateOf(input.tally, input.stake, per);
  const heading = `${input.title}, ${input.game} ${input.version}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(heading)}</title>
<style>${style}</style>
<h1>${escapeHtml(heading)}</h1>
${figures(input, estimate)}
<h2>What one bet brings</h2>
${outcomePlot(input)}
<h2>How the edge settled down</h2>
<p>The mean cost of a bet made, and around it the interval that holds the true one 95 times of 100${
    input.declared?.per === "bet made" ? "; the dashed line is the declared edge" : ""
  }.</p>
${convergencePlot(input, estimate)}
<h2>Risk of ruin</h2>
<p>How many of ${whole(ruin.playerCount)} players with so much money cannot go on within ${whole(ruin.betCount)} bets of one stake each.</p>
${ruinPlot(input)}
</html>
`;
};

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; color: #1d2a24; background: #fbfaf6 }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse } th, td { text-align: left; padding: .2rem 1rem .2rem 0; vertical-align: top } td { overflow-wrap: anywhere }
svg { width: 100%; height: auto } text { font: 13px system-ui, sans-serif; fill: #42524a }
.axis { fill: none; stroke: #42524a } .grid { stroke: #e2e0d6 } .bar { fill: #2f6b4f }
.line, .mark { fill: none; stroke: #2f6b4f; stroke-width: 2 }
.band { fill: #2f6b4f; fill-opacity: .16 } .mark { stroke: #b3541e; stroke-width: 1.5; stroke-dasharray: 6 4 }
.bad { color: #a32016 }`;

const figures = (input: ReportInput, estimate: Estimate): string => {
  const { declared, tally } = input;
  const problem = declared && contradiction(declared, estimate);
  const verdict = problem
    ? `<span class="bad">${escapeHtml(problem)}</span>`
    : "agrees within four standard errors";
  const rows: readonly (readonly [string, string])[] = [
    ["Edge per bet made", edgeText(estimate.perBetMade)],
    ["Per bet resolved", edgeText(estimate.perBetResolved)],
    ["Per unit at risk", edgeText(estimate.perUnitAtRisk)],
    ["Declared", declared ? `${declared.edge} per ${declared.per}: ${verdict}` : "nothing"],
    [
      "Variance",
      `${estimate.variance.toFixed(4)}, a deviation of ${estimate.deviation.toFixed(4)} stakes`,
    ],
    ["Bets paid", percent(estimate.hitFrequency)],
    ["Played", `${whole(tally.betCount)} bets, ${whole(tally.roundCount)} rounds`],
    ["Configuration", escapeHtml(JSON.stringify(input.config))],
    [
      "Seed",
      `${escapeHtml(input.seed)}, ${tally.chunkCount} chunks of ${whole(betsPerChunk)} bets`,
    ],
  ];
  return `<table>\n${rows.map(([name, value]) => `<tr><th>${name}</th><td>${value}</td></tr>`).join("\n")}\n</table>`;
};

const edgeText = (one: EstimatedEdge | null): string =>
  one === null
    ? "none: no bet won or lost"
    : `${percent(one.edge)}, 95% between ${percent(one.interval[0])} and ${percent(one.interval[1])}`;

/** More bars than this cannot be told apart; neighbours are then taken together. */
const barCountMax = 12;

const outcomePlot = ({ tally, stake }: ReportInput): string => {
  const nets = measure(distributionOf(tally), stake).nets.map(({ net, chance }) => ({
    net: toNumber(net),
    share: toNumber(chance),
  }));
  return barPlot(barsOf(nets), {
    title: "Distribution of what one bet brings",
    xTitle: "net, in stakes",
    yTitle: "share of bets",
    formatY: (value) => percent(value, 2),
  });
};

const nameOf = (net: number): string => `${net > 0 ? "+" : ""}${Number(net.toFixed(2))}`;

const barsOf = (nets: readonly { readonly net: number; readonly share: number }[]): Bar[] => {
  if (nets.length <= barCountMax)
    return nets.map(({ net, share }) => ({ name: nameOf(net), share }));
  const [low, high] = [nets[0]?.net ?? 0, nets.at(-1)?.net ?? 0];
  const width = (high - low) / barCountMax;
  return Array.from({ length: barCountMax }, (_, index) => {
    const isIn = (net: number): boolean =>
      Math.min(barCountMax - 1, Math.floor((net - low) / width)) === index;
    const share = nets.reduce((sum, one) => (isIn(one.net) ? sum + one.share : sum), 0);
    return { name: `${nameOf(low + index * width)} …`, share };
  });
};

/** A line through more points than this looks no different, and a long simulation has many thousand. */
const pointCountMax = 300;

const convergencePlot = ({ tally, stake, declared }: ReportInput, estimate: Estimate): string => {
  const { chunkNets } = tally;
  const every = Math.ceil(chunkNets.length / pointCountMax);
  const means: Point[] = [];
  let net = 0;
  for (const [index, chunkNet] of chunkNets.entries()) {
    net += chunkNet;
    const bets = (index + 1) * betsPerChunk;
    const isLast = index + 1 === chunkNets.length;
    if (isLast || (index + 1) % every === 0) means.push([bets, -net / stake / bets]);
  }
  const bound = (sign: number): Point[] =>
    means.map(([bets, mean]) => [
      bets,
      mean + (sign * 1.96 * estimate.deviation) / Math.sqrt(bets),
    ]);
  const ends = [means[0]?.[0] ?? 0, means.at(-1)?.[0] ?? 1];
  const marks = declared?.per === "bet made" ? [valueOf(declared)] : [];
  return linePlot(
    [
      { kind: "band", points: [...bound(1), ...bound(-1).toReversed()] },
      ...marks.map((mark) => ({
        kind: "mark" as const,
        points: ends.map((end) => [end, mark] as const),
      })),
      { kind: "line", points: means },
    ],
    {
      title: "Convergence of the edge",
      xTitle: "bets made",
      yTitle: "mean cost per bet",
      formatX: short,
      formatY: (value) => percent(value, 2),
    },
  );
};

/** 1.5 M for 1,500,000. */
const short = (value: number): string => {
  if (value >= 1e6) return `${Number((value / 1e6).toFixed(2))} M`;
  return value >= 1e4 ? `${Number((value / 1e3).toFixed(1))} k` : whole(value);
};

const valueOf = ({ edge }: Edge): number => toNumber(fromFraction(edge));

const ruin = { betCount: 1_000, playerCount: 2_000 };
/** What the table below the plot lists, in stakes. */
const listedBankrolls = [10, 20, 50, 100, 200];

const ruinPlot = ({ tally, stake }: ReportInput): string => {
  const bankrolls = Array.from({ length: 40 }, (_, index) => 5 * (index + 1));
  const risks = ruinRisks(distributionOf(tally), { ...ruin, stake, bankrolls, seed: "ruin" });
  const plot = linePlot(
    [
      { kind: "line", points: risks.map(({ bankroll, chance }) => [bankroll, chance]) },
      // Nobody sees it, but the axis goes from none to all.
      { kind: "mark", points: [[0, 0]] },
      { kind: "mark", points: [[0, 1]] },
    ],
    {
      title: "Risk of ruin",
      xTitle: "bankroll, in stakes",
      yTitle: "share of players",
      formatX: whole,
      formatY: (value) => percent(value, 0),
    },
  );
  const listed = risks.filter(({ bankroll }) => listedBankrolls.includes(bankroll));
  const rows = listed.map(
    ({ bankroll, chance }) =>
      `<tr><th>${whole(bankroll)} stakes</th><td>${percent(chance, 1)}</td></tr>`,
  );
  return `${plot}\n<table>\n${rows.join("\n")}\n</table>`;
};
