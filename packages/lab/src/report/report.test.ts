import { coinFlip } from "@parlor/games/coin-flip";
import { expect, test } from "vitest";
import { tableFor } from "../enumerate-bet.ts";
import type { Weighted } from "../measures.ts";
import { findPlacements } from "../placements.ts";
import { settingOf } from "../position.ts";
import { rational } from "../rational.ts";
import { newSimulator } from "../simulate.ts";
import { mergeTallies } from "../tally.ts";
import { reportHtml } from "./report.ts";
import { ruinRisks } from "./ruin.ts";

const even = (wins: number, of: number): readonly Weighted[] => [
  { outcome: { taken: 10, returned: 20, resolved: true, hit: true }, weight: rational(wins, of) },
  {
    outcome: { taken: 10, returned: 0, resolved: true, hit: false },
    weight: rational(of - wins, of),
  },
];
const risk = (wins: number, of: number, bankroll: number, betCount = 2_000) =>
  ruinRisks(even(wins, of), {
    stake: 10,
    betCount,
    playerCount: 4_000,
    bankrolls: [bankroll],
    seed: "r",
  })[0]!.chance;

test("ruin comes as often as the formula says: (q / p) to the power of the bankroll", () => {
  expect(risk(3, 5, 1)).toBeCloseTo(2 / 3, 1);
  expect(risk(3, 5, 3)).toBeCloseTo((2 / 3) ** 3, 1);
  expect(risk(3, 5, 8)).toBeCloseTo((2 / 3) ** 8, 1);
  // Who loses every bet is ruined exactly when the money is gone.
  expect([risk(0, 1, 5, 4), risk(0, 1, 5, 5)]).toEqual([0, 1]);
});

const tally = () => {
  const limits = { min: 5_040, max: 1_000_000_000 };
  const placement = findPlacements(settingOf(coinFlip, { limits }), ["call"]).get("call")!;
  const { setting, stake } = tableFor({ game: coinFlip }, placement)!;
  const simulator = newSimulator({ setting, placement, seed: "report" });
  return { stake, tally: mergeTallies(simulator.chunk(0), simulator.chunk(1)) };
};

test("a report is one page that loads nothing and shows what came out", () => {
  const html = reportHtml({
    game: "coin-flip",
    version: "1.0.0",
    bet: "call",
    title: "Right <call>",
    config: { payout: "98/50" },
    seed: "report",
    declared: { edge: "1/50", per: "bet made" },
    ...tally(),
  });
  expect(html).toContain("Right &lt;call&gt;, coin-flip 1.0.0");
  expect(html).toContain("1/50 per bet made: agrees within four standard errors");
  expect(html).toContain("40,000 bets, 40,000 rounds");
  expect(html.match(/<svg /g)).toHaveLength(3);
  expect(html.match(/<rect class="bar"/g)).toHaveLength(2);
  expect(html).toContain("+0.96");
  expect(html).not.toMatch(/NaN|Infinity|undefined|<script|src=|href=|url\(|https?:/);
  for (const tag of ["svg", "table", "text", "h2", "p"])
    expect([tag, html.split(new RegExp(`<${tag}[ >]`)).length]).toEqual([
      tag,
      html.split(`</${tag}>`).length,
    ]);
});

test("a report says when the declared edge cannot be the true one", () => {
  const wrong = { edge: "1/10", per: "bet made" } as const;
  const html = reportHtml({
    game: "coin-flip",
    version: "1.0.0",
    bet: "call",
    title: "Call",
    config: {},
    seed: "report",
    declared: wrong,
    ...tally(),
  });
  expect(html).toMatch(/class="bad">declares 1\/10 per bet made, which is [\d.]+ standard errors/);
});
