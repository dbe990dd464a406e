import type { Finding } from "./check/finding.ts";
import type { Figures, Spread } from "./figures.ts";

/** Of one rule so many findings are told; the others are counted. */
const toldPerRule = 12;

const spreadText = ({ count, p50Ms, p99Ms, maxMs }: Spread): string =>
  `p50 ${p50Ms} ms, p99 ${p99Ms} ms, longest ${maxMs} ms (${count})`;

const countsText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ") || "none";

/** Says what a run came to, and everything that was wrong. */
export const report = (
  figures: Figures,
  findings: readonly Finding[],
  tell: (line: string) => void,
): void => {
  const { seconds, clients, sessions, entries, sent, acknowledged, resent, shown } = figures;
  tell(
    `${seconds} seconds, ${clients} clients, ${sessions} sessions, ${entries} entries, ${shown} views shown`,
  );
  tell(`${sent} commands, ${acknowledged} of them done, ${resent} sent more than once`);
  tell(`faults: ${countsText(figures.faults)}`);
  tell(`refusals: ${countsText(figures.refusals)}`);
  tell(`a command took: ${spreadText(figures.latency)}`);
  tell(`while nothing was wrong: ${spreadText(figures.latencyUndisturbed)}`);
  tell(`from a kill to the next action of a session: ${spreadText(figures.afterKill)}`);
  tell(`longest during a rolling restart: ${figures.rollingRestartLongestMs} ms`);
  tell(`longest during: ${countsText(figures.longestMs)}`);
  for (const [rule, found] of Map.groupBy(findings, (one) => one.rule)) {
    for (const { text } of found.slice(0, toldPerRule)) tell(`WRONG [${rule}] ${text}`);
    if (found.length > toldPerRule) tell(`WRONG [${rule}] and ${found.length - toldPerRule} more`);
  }
  tell(findings.length === 0 ? "every promise was kept" : `${findings.length} findings`);
};
