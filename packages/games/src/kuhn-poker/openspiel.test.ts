import { testTable } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { drawnBy, openSpielPlays, type OraclePlay, type OracleStep } from "../../test/oracles.ts";
import { buyInOf, config, kuhnCards } from "./config.ts";
import { kuhnPoker } from "./game.ts";
import type { State } from "./hand.ts";

const actions = ["pass", "bet"] as const;
const rules = config.parse({});

/** What OpenSpiel's player knows: the own card and what was done. */
const infoOf = (state: State, view: { readonly cards: readonly unknown[] }, seat: number): string =>
  `${kuhnCards.findIndex((card) => card === view.cards[seat])}${state.actions.map((action) => action[0]).join("")}`;

const replay = (steps: readonly OracleStep[]) => {
  const players = steps.find(({ returns }) => returns !== undefined)?.returns?.length ?? 2;
  const deals = steps.filter(({ actionStr }) => actionStr?.startsWith("Deal:"));
  let dealt = 0;
  const table = testTable(kuhnPoker, {
    players,
    setup: { seatCount: players, seatsMin: players },
    seeds: drawnBy((bound) => {
      expect(bound).toBe(players + 1 - dealt);
      return placeAmong(deals, dealt++);
    }),
  });
  return { table, players, decisions: steps.filter((step) => !deals.includes(step)) };
};

/** The place of a deal's card among those that were left. */
const placeAmong = (deals: readonly OracleStep[], index: number): number => {
  const card = deals[index]?.action ?? -1;
  const lower = deals.slice(0, index).filter(({ action }) => (action ?? 9) < card).length;
  return card - lower;
};

const checkPlay = ({ file, game, steps }: OraclePlay): void => {
  const { table, players, decisions } = replay(steps);
  const sign = game.startsWith("misere") ? -1 : 1;
  const noise = game.startsWith("add_noise") ? 1 : 0;
  for (const step of decisions) {
    const state = table.state.game as State; // what this game's setup made
    const views = Array.from({ length: players }, (_, seat) => table.view(seat) as never);
    if (step.info !== undefined && !file.startsWith("python")) {
      const infos = views.map((view, seat) => infoOf(state, view, seat));
      expect([file, infos]).toEqual([file, Object.values(step.info)]);
    }
    if (step.player === -4) {
      expect(table.state.phase.status).toBe("ended");
      const won = state.stacks.map((stack) => (stack - buyInOf(rules)) / rules.ante);
      const returns = (step.returns ?? []).map((one) => sign * one);
      for (const [seat, one] of won.entries())
        expect(Math.abs(one - (returns[seat] ?? NaN))).toBeLessThanOrEqual(noise);
      continue;
    }
    const mover = step.player ?? -1;
    for (let seat = 0; seat < players; seat++) {
      const legal = table.legal(seat).map(({ type }) => actions.indexOf(type as "pass"));
      expect([file, legal]).toEqual([file, seat === mover ? step.legal : []]);
    }
    expect(table.act(mover, { type: actions[step.action ?? 0] ?? "" }).kind).toBe("done");
  }
};

test("[KUHN-10] OpenSpiel's playthroughs agree, its misère and its noise being turned back", (context) => {
  const plays = openSpielPlays("kuhn_poker", context);
  expect(plays).toHaveLength(5);
  for (const play of plays) checkPlay(play);
});
