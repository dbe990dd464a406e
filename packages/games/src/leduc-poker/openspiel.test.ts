import { testTable, type TestTable } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { drawnBy, openSpielPlays, type OraclePlay, type OracleStep } from "../../test/oracles.ts";
import { buyInOf, config, deckOf, leducCards, type LeducCard } from "./config.ts";
import { leducPoker } from "./game.ts";
import type { State } from "./hand.ts";

const actions = ["fold", "call", "raise"] as const;
/** OpenSpiel gives each player 100 units for each hand. */
const bankroll = 100;

interface Seen {
  readonly cards: readonly (LeducCard | null)[];
  readonly board: LeducCard | null;
  readonly pot: number;
  readonly paid: readonly number[];
  readonly street: number;
  readonly mover: number | null;
  readonly streets: readonly (readonly (typeof actions)[number][])[];
}

const codes = (street: readonly (typeof actions)[number][] = []): string =>
  street.map((action) => actions.indexOf(action)).join(" ");
const cardCode = (card: LeducCard | null | undefined): number =>
  leducCards.findIndex((one) => one === card);

/** What OpenSpiel's player knows, made of the seat's own view. */
const infoOf = (seen: Seen, seat: number, ante: number): string =>
  `[Observer: ${seat}][Private: ${cardCode(seen.cards[seat])}][Round ${seen.street + 1}][Player: ${seen.mover}]` +
  `[Pot: ${seen.pot / ante}][Money: ${seen.paid.map((paid) => bankroll - paid / ante).join(" ")}]` +
  (seen.board === null ? "" : `[Public: ${cardCode(seen.board)}]`) +
  `[Round1: ${codes(seen.streets[0])}][Round2: ${codes(seen.streets[1])}]`;

/** A playthrough that is gone through step by step: draws and decisions take the next one. */
const replayOf = (steps: readonly OracleStep[], hands: number) => {
  const players = steps.find(({ returns }) => returns !== undefined)?.returns?.length ?? 2;
  let [next, inHand] = [0, 0];
  let left: number[] = [];
  const take = (): OracleStep => {
    const step = steps[next++];
    if (!step) throw new Error("the playthrough is over");
    return step;
  };
  const table = testTable(leducPoker, {
    players,
    setup: { seatCount: players, seatsMin: players, config: config.parse({ hands }) },
    seeds: drawnBy((bound) => {
      if (bound === deckOf(players).length)
        [left, inHand] = [deckOf(players).map((_, card) => card), 0];
      expect(bound).toBe(left.length);
      const place = left.indexOf(take().action ?? -1);
      left.splice(place, 1);
      inHand += 1;
      return place;
    }),
  });
  return { table, players, take, isOver: () => next >= steps.length, drawnInHand: () => inHand };
};

const checkStep = (
  file: string,
  table: TestTable,
  players: number,
  step: OracleStep,
  ante: number,
) => {
  if (step.player === undefined) return;
  for (let seat = 0; seat < players; seat++) {
    const legal = table.legal(seat).map(({ type }) => actions.indexOf(type as "fold"));
    expect([file, legal]).toEqual([file, seat === step.player ? step.legal : []]);
    if (typeof step.info !== "object") continue;
    const told = step.info[String(seat)]?.replace(/^Hand \d+\n/, "");
    expect([file, infoOf(table.view(seat) as Seen, seat, ante)]).toEqual([file, told]);
  }
};

const checkPlay = ({ file, game, steps }: OraclePlay): void => {
  const hands = Number(/num_hands=(\d+)/.exec(game)?.[1] ?? 1);
  const { table, players, take, isOver } = replayOf(steps, hands);
  const { ante } = config.parse({});
  while (!isOver()) {
    const step = take();
    if (step.player === -4) {
      const { stacks } = table.state.game as State; // what this game's setup made
      const won = stacks.map((stack) => (stack - buyInOf(config.parse({ hands }))) / ante);
      expect([file, table.state.phase.status, won]).toEqual([file, "ended", step.returns]);
      continue;
    }
    if (step.actionStr === "Continue") {
      // Each player says so at the end of a hand; here a clock does.
      for (let others = 1; others < players; others++)
        expect([file, take().actionStr]).toEqual([file, "Continue"]);
      if (table.state.phase.status === "ended") continue;
      table.now = table.state.timers["deal"]?.dueAt ?? NaN;
      expect(table.send({ kind: "timeout", timer: "deal" }).kind).toBe("done");
      continue;
    }
    checkStep(file, table, players, step, ante);
    const { mover } = table.view(null) as Seen;
    expect(table.act(mover ?? -1, { type: actions[step.action ?? 0] ?? "" }).kind).toBe("done");
  }
};

test("[LEDUC-11] OpenSpiel's playthroughs agree", (context) => {
  const plays = openSpielPlays("leduc_poker", context);
  expect(plays).toHaveLength(6);
  for (const play of plays) checkPlay(play);
});
