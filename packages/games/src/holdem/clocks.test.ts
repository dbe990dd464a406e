import { randomFrom, seededDraws } from "@parlor/kit";
import { prngSeeds, testTable, type TestTable } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import type { Config } from "./config.ts";
import { holdem } from "./game.ts";
import type { State } from "./state.ts";

const open = (config: Partial<Config> = {}, players = 2) => {
  const table = testTable(holdem, {
    players,
    setup: { config, seatCount: players, autoStart: true },
    seeds: prngSeeds("clocks"),
  });
  for (let seat = 0; seat < players; seat++)
    expect(table.act(seat, { type: "buy-in", amount: 10_000 }).kind).toBe("done");
  return table;
};
const game = (table: TestTable) => table.state.game as State; // what this game's setup made
const turnOf = (table: TestTable): number => {
  const { hand } = game(table);
  return hand?.players[hand.turn ?? -1]?.seat ?? -1;
};
const told = (table: TestTable) =>
  table.deed?.events.map(({ type, data }) => [type, data as Record<string, unknown>] as const) ??
  [];
const timeUp = (table: TestTable, timer: string) => {
  table.now = table.state.timers[timer]?.dueAt ?? table.now;
  return table.send({ kind: "timeout", timer }).kind;
};
const foldAll = (table: TestTable) => {
  while (turnOf(table) >= 0) table.act(turnOf(table), { type: "fold" });
};

test("[HOLDEM-26] a turn, a time bank for each that is left, then a fold and out", () => {
  const table = open();
  const first = turnOf(table);
  expect(table.state.timers["turn"]).toEqual({ dueAt: table.now + 20_000, seat: first });
  for (const left of [1, 0]) {
    timeUp(table, "turn");
    expect(told(table)).toEqual([["time-bank-used", { seat: first, left }]]);
    expect(table.state.timers["turn"]).toEqual({ dueAt: table.now + 30_000, seat: first });
  }
  timeUp(table, "turn");
  expect(told(table).map(([type]) => type)).toEqual([
    "sat-out",
    "moved",
    "bet-returned",
    "pot-won",
    "hand-ended",
  ]);
  expect(told(table)[1]?.[1]).toMatchObject({ seat: first, move: "fold", by: "clock" });
});

test("[HOLDEM-26] acting stops the bank for this turn; the next turn begins with the clock", () => {
  const table = open();
  const first = turnOf(table);
  timeUp(table, "turn");
  table.act(first, { type: "call" });
  expect(table.state.timers["turn"]?.dueAt).toBe(table.now + 20_000);
  expect(game(table).sitters[first]?.timeBanks).toBe(1);
});

test("[HOLDEM-26] who is absent checks or folds at once for the rest of the hand, unless back", () => {
  const play = (back: boolean) => {
    const table = open({ timeBanksMax: 0 });
    while (game(table).hand?.street === "preflop")
      if (table.act(turnOf(table), { type: "call" }).kind === "refused")
        table.act(turnOf(table), { type: "check" });
    const gone = turnOf(table);
    timeUp(table, "turn");
    expect(told(table).at(-1)?.[1]).toMatchObject({ seat: gone, move: "check", by: "clock" });
    if (back) table.act(gone, { type: "sit-in" });
    table.act(1 - gone, { type: "check" });
    return [game(table).hand?.street, turnOf(table) === gone, game(table).sitters[gone]?.out];
  };
  expect(play(false)).toEqual(["turn", false, true]);
  expect(play(true)).toEqual(["turn", true, false]);
});

test("[HOLDEM-27] a used time bank comes back after so many hands, and never more than there were", () => {
  const table = open({ timeBankEveryHands: 2, timeBanksMax: 1 });
  const first = turnOf(table);
  const banks = () => game(table).sitters[first]?.timeBanks;
  timeUp(table, "turn");
  expect(banks()).toBe(0);
  foldAll(table);
  expect(banks()).toBe(0);
  timeUp(table, "next-hand");
  foldAll(table);
  expect(banks()).toBe(1);
  for (let hands = 0; hands < 4; hands++) {
    timeUp(table, "next-hand");
    foldAll(table);
  }
  expect(banks()).toBe(1);
});

test("[HOLDEM-6] the first button is drawn, and the end of a hand stops the turn's clock", () => {
  const table = open();
  foldAll(table);
  expect(Object.keys(table.state.timers)).toEqual(["next-hand"]);
  expect(table.state.timers["next-hand"]?.dueAt).toBe(table.now + 4_000);
  const buttons = new Set<number | null>();
  for (let seed = 0; seed < 40; seed++) {
    const other = testTable(holdem, { players: 3, seeds: prngSeeds(seed) });
    for (const seat of [0, 1]) other.act(seat, { type: "buy-in", amount: 5_000 });
    buttons.add(game(other).button);
  }
  expect(buttons).toEqual(new Set([0, 1]));
});

test("[HOLDEM-30] [HOLDEM-29] a hand is a round, and views and events show a seat its own cards only", () => {
  const table = open();
  expect(table.state.round.number).toBe(1);
  const cards =
    game(table).hand?.players.map((player) => [player.seat, player.cards] as const) ?? [];
  for (const eyes of [0, 1, null]) {
    const text = JSON.stringify(table.view(eyes));
    for (const [seat, hidden] of cards)
      for (const card of hidden) expect(text.includes(`"${card}"`)).toBe(seat === eyes);
  }
  foldAll(table);
  expect(table.state.round.number).toBe(2);
  const text = JSON.stringify(table.view(null));
  for (const card of cards.flatMap(([, hidden]) => hidden)) expect(text).not.toContain(card);
  table.send({ kind: "leave", player: "player-0" });
  table.send({ kind: "join", player: "late", name: "Late", seat: 0, seed: "s" });
  // Whoever takes the seat does not take over what its last player knew.
  for (const card of cards.flatMap(([, hidden]) => hidden))
    expect(JSON.stringify(table.view(0))).not.toContain(card);
});

test("[HOLDEM-30] a redeal draws anew what the seat does not see, also what its last player held", () => {
  const table = open();
  const cardsAt = (state: State) => state.hand?.players.map(({ seat, cards }) => [seat, cards]);
  const redealt = (eyes: number | null) => {
    const random = randomFrom(seededDraws("redeal"));
    return cardsAt(holdem.redeal?.(game(table), eyes, random) as State)?.toSorted(); // a redealt state is a state
  };
  const real = cardsAt(game(table))?.toSorted() ?? [];
  expect(redealt(0)?.[0]).toEqual(real[0]);
  expect(redealt(0)?.[1]).not.toEqual(real[1]);
  expect(redealt(null)?.[0]).not.toEqual(real[0]);
  table.send({ kind: "leave", player: "player-0" });
  table.send({ kind: "join", player: "late", name: "Late", seat: 0, seed: "s" });
  expect(redealt(0)?.[0]).not.toEqual(real[0]);
});
