import { randomFrom } from "@parlor/kit";
import { expect, test } from "vitest";
import { checkers, newMatch, openingDraws } from "../../test/backgammon-match.ts";
import { pipCount, startBoard } from "./board.ts";

test("[BG-1] both begin with the same fifteen checkers and 167 pips, each seen from its own side", () => {
  const { sides } = newMatch().view();
  for (const { checkers: own, pips } of sides) {
    expect(own).toEqual(checkers({ 24: 2, 13: 5, 8: 3, 6: 5 }));
    expect(pips).toBe(167);
  }
  expect(pipCount(checkers({ 25: 1, 6: 2 }))).toBe(37);
});

test.each([
  [6, 1, 0],
  [1, 6, 1],
  [3, 4, 1],
  [5, 4, 0],
])("[BG-2] of the opening roll %i-%i seat %i begins, with both dice", (first, second, begins) => {
  const match = newMatch();
  expect([match.types(0), match.types(1)]).toEqual([["roll"], []]);
  expect(match.act(1, "roll")).toBe("not_your_turn");
  expect(match.open(0, first, second)).toBe("done");
  expect(match.view()).toMatchObject({
    mover: begins,
    actor: begins,
    phase: { kind: "move", dice: [first, second] },
  });
  expect(match.events()).toEqual([
    { type: "opening-rolled", data: { seat: begins, dice: [first, second] } },
  ]);
});

test("[BG-2] the opening draws are the thirty unequal pairs, each once", () => {
  const pairs = new Set<string>();
  for (let first = 0; first < 6; first++)
    for (let second = 0; second < 5; second++) {
      const draws = [first, second];
      const random = randomFrom(() => draws.shift() ?? 0);
      const match = newMatch();
      const one = random.die();
      const drawn = random.int(5) + 1;
      match.open(0, one, drawn >= one ? drawn + 1 : drawn);
      const { phase } = match.view();
      if (phase.kind !== "move") throw new Error("the opening roll is to be played");
      expect(phase.dice[0]).not.toBe(phase.dice[1]);
      expect(openingDraws(...phase.dice)).toEqual([first, second]);
      pairs.add(String(phase.dice));
    }
  expect(pairs.size).toBe(30);
});

test("[BG-3] a turn is a roll and a play, and then it is the other seat's turn", () => {
  const match = newMatch();
  match.open(0, 3, 1);
  expect(match.act(0, "roll")).toBe("not_now");
  expect(match.act(0, "double")).toBe("not_now");
  expect(
    match.move(0, [
      [8, 5],
      [6, 5],
    ]),
  ).toBe("done");
  expect(match.events()).toEqual([
    {
      type: "moved",
      data: {
        seat: 0,
        play: [
          [8, 5],
          [6, 5],
        ],
        hits: [],
      },
    },
  ]);
  expect(match.view()).toMatchObject({ mover: 1, actor: 1, phase: { kind: "roll" } });
  expect(match.move(1, [[24, 23]])).toBe("not_now");
  expect(match.roll(1, 6, 6)).toBe("done");
  expect(match.events()).toEqual([{ type: "rolled", data: { seat: 1, dice: [6, 6] } }]);
  expect(match.view()).toMatchObject({ mover: 1, phase: { kind: "move", dice: [6, 6] } });
});

test("[BG-4] a turn in which nothing can be moved is over with its roll", () => {
  const match = newMatch();
  const closed = checkers({ 6: 2, 5: 2, 4: 2, 3: 2, 2: 2, 1: 2, 8: 3 });
  match.toRoll([checkers({ 25: 1, 6: 14 }), closed]);
  match.roll(0, 5, 3);
  expect(match.events().map(({ type }) => type)).toEqual(["rolled", "move-lost"]);
  expect(match.view()).toMatchObject({ mover: 1, phase: { kind: "roll" } });
  expect([match.types(0), match.types(1)]).toEqual([[], ["roll", "double", "resign"]]);
});

test("[BG-5] [BG-6] a hit sends the checker to the bar, from where it has to enter", () => {
  const match = newMatch();
  match.toRoll([checkers({ 8: 2, 6: 13 }), checkers({ 21: 1, 6: 14 })]);
  match.roll(0, 4, 2);
  expect(
    match.move(0, [
      [8, 4],
      [6, 4],
    ]),
  ).toBe("done");
  expect(match.events().at(-1)?.data).toEqual({
    seat: 0,
    play: [
      [8, 4],
      [6, 4],
    ],
    hits: [4],
  });
  expect(match.view().sides[1].checkers).toEqual(checkers({ 25: 1, 6: 14 }));
  match.roll(1, 4, 2);
  expect(match.legal(1)[0]?.fields["play"]).toEqual([
    [
      [25, 23],
      [6, 2],
    ],
  ]);
});

test("[BG-10] one way to each position is listed and accepted", () => {
  const match = newMatch();
  match.open(0, 3, 1);
  const plays = match.legal(0)[0]?.fields["play"];
  expect(plays).toHaveLength(16);
  expect(plays).toContainEqual([
    [8, 5],
    [6, 5],
  ]);
  expect(
    match.move(0, [
      [6, 5],
      [8, 5],
    ]),
  ).toBe("illegal_play");
  expect(match.move(0, [[8, 5]])).toBe("illegal_play");
  expect(match.move(0, [[8, 4]])).toBe("illegal_play");
  expect(match.act(0, "move", { play: [] })).toBe("invalid_action");
  expect(
    match.move(0, [
      [8, 5],
      [6, 5],
    ]),
  ).toBe("done");
});

test.each([
  { others: checkers({ 6: 14 }), loss: "single", points: 1 },
  { others: checkers({ 6: 15 }), loss: "gammon", points: 2 },
  { others: checkers({ 18: 1, 6: 14 }), loss: "gammon", points: 2 },
  { others: checkers({ 19: 1, 6: 14 }), loss: "backgammon", points: 3 },
  { others: checkers({ 25: 1, 6: 14 }), loss: "backgammon", points: 3 },
  { others: checkers({ 25: 1, 6: 13 }), loss: "single", points: 1 },
])("[BG-11] with $others the loser has lost a $loss", ({ others, loss, points }) => {
  for (const value of [1, 4]) {
    const match = newMatch({ matchPoints: 25 });
    match.set({ cube: { value, owner: 0 } });
    expect(match.win(others)).toBe("done");
    expect(match.view()).toMatchObject({
      sides: [{ score: points * value }, { score: 0 }],
      last: { winner: 0, by: "bear-off", loss, points: points * value },
    });
  }
});

test("[BG-22] each decision has its time, then the reserve; who has used up both loses the match", () => {
  const match = newMatch({ matchPoints: 3, turnTimeoutMs: 10_000, reservePerPointMs: 20_000 });
  expect(match.timers()).toEqual({ turn: { dueAt: match.now() + 70_000, seat: 0 } });
  match.pass(10_000);
  match.open(0, 1, 2);
  expect(match.timers()).toEqual({ turn: { dueAt: match.now() + 70_000, seat: 1 } });
  match.pass(25_000);
  match.moveAny(1);
  expect(match.view().sides.map(({ reserveMs }) => reserveMs)).toEqual([60_000, 45_000]);
  match.pass(1_000);
  match.send({ kind: "pause", by: "operator" });
  match.pass(900_000);
  match.send({ kind: "resume", by: "operator" });
  match.act(0, "double");
  expect(match.view().sides.map(({ reserveMs }) => reserveMs)).toEqual([60_000, 45_000]);
  expect(match.timers()).toEqual({ turn: { dueAt: match.now() + 55_000, seat: 1 } });
  match.pass(55_000);
  expect(match.send({ kind: "timeout", timer: "turn" })).toBe("done");
  expect(match.events()).toEqual([{ type: "match-won", data: { seat: 0, by: "timeout" } }]);
  expect(match.places()).toEqual([[0], [1]]);
});

test("[BG-22] an opening roll that nobody makes is made for them", () => {
  const match = newMatch({ turnTimeoutMs: 10_000, reservePerPointMs: 0 });
  match.pass(10_000);
  match.draws.push(...openingDraws(2, 5));
  expect(match.send({ kind: "timeout", timer: "turn" })).toBe("done");
  expect(match.view()).toMatchObject({ mover: 1, phase: { kind: "move", dice: [2, 5] } });
  expect(match.timers()).toEqual({ turn: { dueAt: match.now() + 10_000, seat: 1 } });
});

test("[BG-24] legal is what is accepted: nothing for the seat that waits", () => {
  const match = newMatch();
  match.toRoll();
  expect([match.types(0), match.types(1)]).toEqual([["roll", "double", "resign"], []]);
  for (const type of ["roll", "double", "take", "pass", "beaver", "accept", "decline"])
    expect(match.act(1, type)).toBe("not_your_turn");
  for (const type of ["take", "pass", "beaver", "accept", "decline"])
    expect(match.act(0, type)).toBe("not_now");
  match.act(0, "double");
  expect([match.types(0), match.types(1)]).toEqual([[], ["take", "pass"]]);
  expect(match.act(1, "roll")).toBe("not_now");
  expect(match.act(1, "beaver")).toBe("no_beaver");
});

test("[BG-25] both seats and a spectator see the same", () => {
  const match = newMatch();
  match.open(0, 3, 1);
  match.move(0, [
    [8, 5],
    [6, 5],
  ]);
  expect(match.view(1)).toEqual(match.view(0));
  expect(match.view(null)).toEqual({
    sides: [
      {
        checkers: checkers({ 24: 2, 13: 5, 8: 2, 6: 4, 5: 2 }),
        pips: 163,
        score: 0,
        reserveMs: 300_000,
      },
      { checkers: startBoard()[1], pips: 167, score: 0, reserveMs: 300_000 },
    ],
    mover: 1,
    actor: 1,
    phase: { kind: "roll" },
    cube: { value: 1, owner: null },
    game: 1,
    isCrawford: false,
    last: null,
  });
});
