import { randomFrom, seededDraws } from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bar, checkerCount, off, pipCount, startBoard, type Checkers } from "./board.ts";
import { canMove, isPlayOf, makePlay, playsOf, type Play } from "./plays.ts";
import { slowPositions } from "../../test/slow-plays.ts";

/** A list of checkers from `{ point: count }`; whatever is missing to 15 has been borne off. */
const checkers = (counts: Readonly<Record<number, number>>): Checkers => {
  const list = Array.from({ length: bar + 1 }, (_, point) => counts[point] ?? 0);
  list[off] = checkerCount - list.reduce((sum, count) => sum + count, 0);
  return list;
};
const nobody = checkers({});
const textOf = (play: Play) => play.map(([from, to]) => `${from}/${to}`).join(" ");
const texts = (plays: readonly Play[]) => plays.map(textOf).toSorted();

// oxfmt-ignore
test.each<{ rule: string; what: string; own: Checkers; others: Checkers; dice: [number, number]; plays: string[] }>([
  { rule: "[BG-5]", what: "a blocked point stops a checker, a blot does not",
    own: checkers({ 24: 1 }), others: checkers({ [25 - 22]: 2, [25 - 21]: 1, [25 - 19]: 1 }), dice: [2, 3], plays: ["24/21 21/19"] },
  { rule: "[BG-6]", what: "a checker on the bar enters first",
    own: checkers({ 25: 1, 10: 1 }), others: nobody, dice: [4, 3],
    plays: ["25/21 10/7", "25/22 10/6", "25/21 21/18"] },
  { rule: "[BG-6]", what: "with two on the bar both dice enter",
    own: checkers({ 25: 2, 10: 1 }), others: nobody, dice: [4, 3], plays: ["25/21 25/22"] },
  { rule: "[BG-6]", what: "a bar that cannot be left stops everything",
    own: checkers({ 25: 1, 10: 1 }), others: checkers({ 3: 2, 4: 2 }), dice: [4, 3], plays: [] },
  { rule: "[BG-7]", what: "a step that leaves the other die unused is none where both can be used",
    own: checkers({ 8: 1, 3: 1 }), others: checkers({ [25 - 1]: 2 }), dice: [6, 1], plays: ["8/2 3/2"] },
  { rule: "[BG-7]", what: "the order is used in which both dice can be",
    own: checkers({ 10: 1 }), others: checkers({ [25 - 5]: 2 }), dice: [5, 4], plays: ["10/6 6/1"] },
  { rule: "[BG-7]", what: "where either die can be used but not both, the larger one is",
    own: checkers({ 10: 1 }), others: checkers({ [25 - 1]: 2 }), dice: [5, 4], plays: ["10/5"] },
  { rule: "[BG-7]", what: "where only the smaller one can be used, it is",
    own: checkers({ 10: 1 }), others: checkers({ [25 - 5]: 2, [25 - 1]: 2 }), dice: [5, 4], plays: ["10/6"] },
  { rule: "[BG-8]", what: "a double is used four times",
    own: checkers({ 24: 1 }), others: nobody, dice: [3, 3], plays: ["24/21 21/18 18/15 15/12"] },
  { rule: "[BG-8]", what: "or as often as it can be",
    own: checkers({ 24: 1 }), others: checkers({ [25 - 12]: 2 }), dice: [3, 3], plays: ["24/21 21/18 18/15"] },
  { rule: "[BG-9]", what: "nothing is borne off while a checker is not home",
    own: checkers({ 20: 1, 6: 1 }), others: nobody, dice: [6, 5], plays: ["20/14 14/9", "20/14 6/1"] },
  { rule: "[BG-9]", what: "the last one home makes bearing off possible with the other die",
    own: checkers({ 7: 1, 6: 1, 1: 1 }), others: nobody, dice: [6, 1], plays: ["7/1 6/5", "7/1 1/0"] },
  { rule: "[BG-9]", what: "a die that is larger than needed bears off from the highest point",
    own: checkers({ 4: 1, 2: 1 }), others: nobody, dice: [6, 5], plays: ["4/0 2/0"] },
  { rule: "[BG-9]", what: "and only from there",
    own: checkers({ 6: 1, 4: 1, 2: 1 }), others: nobody, dice: [5, 5], plays: ["6/1 4/0 2/0 1/0"] },
  { rule: "[BG-9]", what: "a checker may move inside the home board instead",
    own: checkers({ 5: 2 }), others: nobody, dice: [5, 1], plays: ["5/0 5/4"] },
])("$rule $what", ({ own, others, dice, plays }) => {
  const found = playsOf(own, others, dice);
  expect(texts(found)).toEqual(plays.toSorted());
  expect(texts(playsOf(own, others, [dice[1], dice[0]]))).toEqual(plays.toSorted());
});

test("[BG-5] a hit checker goes to the bar", () => {
  const [own, others] = [checkers({ 8: 1 }), checkers({ [25 - 6]: 1, [25 - 3]: 1 })];
  const plays = playsOf(own, others, [2, 3]);
  expect(texts(plays)).toEqual(["8/5 5/3", "8/6 6/3"]);
  const hits = makePlay(own, others, [
    [8, 6],
    [6, 3],
  ]);
  expect(hits).toEqual([6, 3]);
  expect([others[bar], others[25 - 6], others[25 - 3], own[3]]).toEqual([2, 0, 0, 1]);
});

/** Any position of both seats, on each point those of one seat only. */
const anyPosition = fc
  .record({
    owners: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 25, maxLength: 25 }),
    where: fc.tuple(
      fc.array(fc.integer({ min: 0, max: bar }), {
        minLength: checkerCount,
        maxLength: checkerCount,
      }),
      fc.array(fc.integer({ min: 0, max: bar }), {
        minLength: checkerCount,
        maxLength: checkerCount,
      }),
    ),
    crowded: fc.boolean(),
  })
  .map(({ owners, where, crowded }): [Checkers, Checkers] => {
    const lists: [Checkers, Checkers] = [
      Array.from({ length: bar + 1 }, () => 0),
      Array.from({ length: bar + 1 }, () => 0),
    ];
    for (const seat of [0, 1] as const)
      for (const place of where[seat]) {
        // In a crowded position both are at home or nearly so, and bearing off comes up.
        const wanted = crowded && place !== bar ? place % 8 : place;
        const point = seat === 0 ? wanted : bar - wanted;
        const isOn = wanted !== off && wanted !== bar;
        const to = isOn && owners[point] !== seat ? off : wanted;
        lists[seat][to] = (lists[seat][to] ?? 0) + 1;
      }
    return lists;
  });
const dice = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }));

const textOfBoard = (own: Checkers, others: Checkers): string => `${own.join()} ${others.join()}`;

const positionsOf = (own: Checkers, others: Checkers, plays: readonly Play[]) =>
  plays.map((play) => {
    const [after, hit] = [[...own], [...others]];
    makePlay(after, hit, play);
    return textOfBoard(after, hit);
  });

const runs = process.env["CI"] === "true" ? 20_000 : 2_000;

test("[BG-5] [BG-6] [BG-7] [BG-8] [BG-9] [BG-10] in any position, the plays lead to exactly the positions that a slow search finds, each once", () => {
  fc.assert(
    fc.property(anyPosition, dice, ([own, others], roll) => {
      const before = textOfBoard(own, others);
      const found = positionsOf(own, others, playsOf(own, others, roll));
      expect(textOfBoard(own, others)).toBe(before);
      expect(new Set(found).size).toBe(found.length);
      expect(found.toSorted()).toEqual([...slowPositions(own, others, roll)].toSorted());
    }),
    { numRuns: runs },
  );
});

test("[BG-10] what is listed is a play, and what else leads there is none; without plays nothing can be moved", () => {
  const anyStep = fc.tuple(fc.integer({ min: 1, max: bar }), fc.integer({ min: 0, max: 24 }));
  const anyPlay = fc.array(anyStep, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(anyPosition, dice, anyPlay, ([own, others], roll, tried) => {
      const plays = playsOf(own, others, roll);
      const listed = new Set(texts(plays));
      expect(canMove(own, others, roll)).toBe(plays.length > 0);
      const variants = plays.flatMap((play) => [
        play,
        play.toReversed(),
        play.slice(0, -1),
        play.slice(1),
        [...play, ...play].slice(0, 4),
        play.with(0, tried[0]!),
      ]);
      for (const play of [tried, ...variants])
        expect([textOf(play), isPlayOf(own, others, roll, play)]).toEqual([
          textOf(play),
          listed.has(textOf(play)),
        ]);
    }),
    { numRuns: runs / 4 },
  );
});

test("[BG-1] [BG-5] [BG-7] [BG-8] [BG-9] [BG-10] so they do in every position of games that are played at random", () => {
  const games = process.env["CI"] === "true" ? 100 : 8;
  let [positions, most] = [0, 0];
  for (let game = 0; game < games; game++) {
    const random = randomFrom(seededDraws(`plays ${game}`));
    const board = startBoard();
    for (let turn = 0; ; turn++) {
      const [own, others] = turn % 2 === 0 ? [board[0], board[1]] : [board[1], board[0]];
      const roll: [number, number] = [random.die(), random.die()];
      const plays = playsOf(own, others, roll);
      const found = positionsOf(own, others, plays);
      expect(new Set(found)).toEqual(slowPositions(own, others, roll));
      expect(new Set(found).size).toBe(found.length);
      positions += 1;
      most = Math.max(most, plays.length);
      const pips = [pipCount(own), pipCount(others)];
      const play = plays.length > 0 ? random.pick(plays) : [];
      const hits = makePlay(own, others, play);
      const gone = play.reduce((sum, [from, to]) => sum + from - to, 0);
      // What is hit goes back by all that it had come.
      const lost = hits.reduce((sum, point) => sum + point, 0);
      expect([pipCount(own), pipCount(others)]).toEqual([pips[0]! - gone, pips[1]! + lost]);
      for (const list of board) {
        expect(list.reduce((sum, count) => sum + count, 0)).toBe(checkerCount);
        expect(list.every((count) => count >= 0)).toBe(true);
      }
      for (let point = 1; point <= 24; point++)
        expect(board[0][point] === 0 || board[1][bar - point] === 0).toBe(true);
      if (own[off] === checkerCount) break;
    }
  }
  expect(positions).toBeGreaterThan(games * 30);
  expect(most).toBeGreaterThan(30);
});
