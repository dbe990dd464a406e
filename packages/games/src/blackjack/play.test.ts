import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  allows,
  legalFor,
  randomFrom,
  sampleChoice,
  seededDraws,
  type Action,
  type Random,
} from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { betIds } from "./bet-ids.ts";
import { blackjack } from "./game.ts";
import { scriptedTable, type ScriptedTable } from "./testing/scripted-table.ts";

const someConfig = fc.record({
  decks: fc.constantFrom(1, 2, 6, "infinite" as const),
  penetration: fc.constantFrom("1/2" as const, "9/10" as const),
  dealerHitsSoft17: fc.boolean(),
  holeCard: fc.constantFrom("peek" as const, "none" as const),
  dealerBlackjackTakes: fc.constantFrom("all" as const, "original" as const),
  surrender: fc.constantFrom("none" as const, "late" as const, "early" as const),
  evenMoney: fc.boolean(),
  splitHandsMax: fc.integer({ min: 1, max: 4 }),
  resplitAces: fc.boolean(),
  hitSplitAces: fc.boolean(),
  doubleAfterSplit: fc.boolean(),
});
// Small and odd amounts, where rounding is the most of the bet.
const someLimits = fc.constantFrom(
  { min: 1, max: 7 },
  { min: 3, max: 1_000, step: 7 },
  { min: 500, max: 100_000, step: 100 },
);

const types = Object.keys(blackjack.actions);
const anyAction = (random: Random): Action => ({
  type: random.pick(types),
  ...(random.int(2) === 0 ? { amount: 1 + random.int(1_000), bet: random.pick(betIds) } : {}),
});

/** One step of a playout: mostly legal actions, some others, comings and goings, the clock. */
const playStep = (table: ScriptedTable, random: Random): void => {
  const seat = random.int(7);
  if (!table.session().players[seat]) {
    if (random.int(6) === 0) table.join(seat);
    return;
  }
  const kind = random.int(30);
  if (kind === 0 && table.session().players.filter(Boolean).length > 1) {
    expect(["", "hand_in_play"]).toContain(table.leave(seat));
    return;
  }
  if (kind === 1 && table.clock()) expect(table.timeUp()).toBe("");
  const legal = legalFor(blackjack, table.setup, table.session(), seat);
  if (kind < 8) {
    const { type, ...fields } = anyAction(random);
    const asks = type === "bet" || type === "insure";
    const action =
      type === "bet" ? { type, ...fields } : asks ? { type, amount: fields["amount"] } : { type };
    const listed = legal.some((choice) => allows(choice, action));
    expect([action, table.act(seat, action) === ""]).toEqual([action, listed]);
  } else if (legal.length > 0) {
    // Splits and bets often, or hands would seldom be many.
    const split = legal.find(({ type }) => type === "split");
    const action = sampleChoice(split ?? random.pick(legal), random);
    expect([action, table.act(seat, action)]).toEqual([action, ""]);
  }
};

test(
  "[BJ-32] [BJ-33] random play: listed is accepted, unlisted is refused, money adds up",
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(fc.integer(), someConfig, someLimits, (seed, config, limits) => {
        const random = randomFrom(seededDraws(seed));
        const draw = seededDraws(`cards ${seed}`);
        const table = scriptedTable({ config, limits, players: 1 + random.int(7), draw });
        for (let steps = 0; steps < 400; steps++) playStep(table, random);
        expect(table.game().shoe.counts.every((count) => count >= 0)).toBe(true);
        table.end();
        const won = Array.from({ length: 7 }, (_, seat) => seat);
        expect(won.every((seat) => table.open(seat) === 0)).toBe(true);
        expect(table.total()).toBe(0);
      }),
      { numRuns: 20 },
    );
  },
);

interface Playthrough {
  readonly steps: readonly {
    readonly player?: number;
    readonly history?: readonly number[];
    readonly actionStr?: string;
    readonly returns?: readonly number[];
  }[];
}

const oracle = join(
  process.env["PARLOR_ORACLES"] ?? join(import.meta.dirname, "../../../../../shared/oracles"),
  "openspiel/playthroughs_blackjack.json",
);

/**
 * OpenSpiel's blackjack has one deck, hit and stand, and pays 1 to 1 whatever wins. It deals two cards to the player, then two to the
 * dealer, whose second is the open one; and the player who goes above 21 loses there too. So hands, the dealer's play and who wins agree; what a
 * blackjack pays, doubles, splits, insurance and the look under an ace or a ten are ours alone, on purpose.
 */
test("[BJ-10] [BJ-13] [BJ-17] playthroughs of another program come to the same result", (context) => {
  if (!existsSync(oracle)) return context.skip(`no oracles at ${oracle}: set PARLOR_ORACLES`);
  // The file is what its README says.
  const { playthroughs } = JSON.parse(readFileSync(oracle, "utf8")) as {
    readonly playthroughs: readonly Playthrough[];
  };
  expect(playthroughs.length).toBeGreaterThan(0);
  for (const { steps } of playthroughs) {
    const words = steps.flatMap(({ actionStr }) => (actionStr === undefined ? [] : [actionStr]));
    const cards = words
      .filter((word) => /^[CDHS][A2-9TJQK]$/.test(word))
      .map((word) => `${word.slice(1)}${word.slice(0, 1).toLowerCase()}`);
    const moves = words.filter((word) => word === "Hit" || word === "Stand");
    const [first, second, hole, up, ...rest] = cards;
    const isLookedFor = /^[ATJQK]/.test(up ?? "");
    const hits = moves.filter((move) => move === "Hit").length;
    const drawn = isLookedFor
      ? [hole, ...rest]
      : [...rest.slice(0, hits), hole, ...rest.slice(hits)];
    const table = scriptedTable({ config: { insurance: false, evenMoney: false } });
    table.deal([first, up, second, ...drawn].join(" "));
    for (const move of moves) {
      if (table.game().phase === "betting") break;
      expect(table.say(move.toLowerCase())).toBe("");
    }
    expect(table.game().phase).toBe("betting");
    const [result] = steps.at(-1)?.returns ?? [];
    expect(Math.sign(table.net())).toBe(result);
    // A dealer who has nobody left to beat turns over no more cards here.
    const isBroken = (table.hands()[0]?.cards.length ?? 0) > 2 && result === -1;
    expect(isBroken ? 0 : table.left()).toBe(0);
  }
});
