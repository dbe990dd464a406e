import { randomFrom, seededDraws, type Random } from "@parlor/kit";
import { expect, test } from "vitest";
import { checkers } from "../../test/backgammon-match.ts";
import { off, pipCount, startBoard, type Checkers } from "./board.ts";
import { beginPlay, PlayComposer, type Composition } from "./compose.ts";
import { makePlay, playsOf, type Play } from "./plays.ts";

const composerOf = (own: Checkers, others: Checkers, dice: [number, number]) =>
  new PlayComposer(beginPlay(own, others, dice), playsOf(own, others, dice));
const textOf = ({ steps }: Composition) => steps.map(([from, to]) => `${from}/${to}`).join(" ");

/** A composition that has made these steps, each of which has to be offered. */
const composed = (composer: PlayComposer, play: Play): Composition | undefined => {
  let at: Composition | undefined = composer.start;
  for (const step of play)
    at = at && composer.steps(at).find(({ steps }) => String(steps.at(-1)) === String(step));
  return at;
};

test("[BG-10] steps in any order come to a listed play", () => {
  const composer = composerOf(...startBoard(), [3, 1]);
  for (const play of [
    [
      [8, 5],
      [6, 5],
    ],
    [
      [6, 5],
      [8, 5],
    ],
  ] satisfies Play[]) {
    const end = composed(composer, play);
    expect(end && composer.playOf(end)).toEqual([
      [8, 5],
      [6, 5],
    ]);
    expect(end && composer.steps(end)).toEqual([]);
  }
  expect(composer.playOf(composer.start)).toBeUndefined();
});

test("[BG-7] a step after which the other die could not be used is not offered where both can be", () => {
  const composer = composerOf(checkers({ 10: 1 }), checkers({ [25 - 5]: 2 }), [5, 4]);
  expect(composer.steps(composer.start).map(textOf)).toEqual(["10/6"]);
});

test("[BG-9] the last checker may go off by one die, where the listed play takes two", () => {
  const composer = composerOf(checkers({ 3: 1 }), checkers({}), [6, 1]);
  const ends = composer.steps(composer.start).filter((at) => composer.playOf(at));
  expect(ends.map(textOf)).toEqual(["3/0"]);
});

test("a checker is offered all places that it can go to, by one die or by more", () => {
  const composer = composerOf(checkers({ 24: 1, 6: 14 }), checkers({}), [2, 2]);
  const ways = composer.ways(composer.start).filter(({ from }) => from === 24);
  expect(ways.map(({ to }) => to)).toEqual([22, 20, 18, 16]);
  expect(ways.map(({ after }) => after.steps.length)).toEqual([1, 2, 3, 4]);
});

/** Puts a listed play together, and then any other one; gives back what came of that, null where nothing can be moved. */
const playedBy = (
  own: Checkers,
  others: Checkers,
  dice: [number, number],
  random: Random,
): Play | null => {
  const plays = playsOf(own, others, dice);
  if (plays.length === 0) return null;
  const composer = composerOf(own, others, dice);
  const some = random.pick(plays);
  const made = composed(composer, some);
  expect(made && composer.playOf(made)).toEqual(some);
  let at = composer.start;
  for (let next = composer.ways(at); next.length > 0; next = composer.ways(at))
    at = random.pick(next).after;
  const play = composer.playOf(at);
  expect(plays).toContainEqual(play);
  return play ?? null;
};

test("[BG-10] in games played at random, every listed play can be put together, and whatever is put together is listed", () => {
  let pips = 0;
  for (let game = 0; game < 3; game++) {
    const random = randomFrom(seededDraws(`compose ${game}`));
    const board = startBoard();
    for (let turn = 0; board[0][off] !== 15 && board[1][off] !== 15; turn++) {
      const [own, others] = turn % 2 === 0 ? board : [board[1], board[0]];
      makePlay(own, others, playedBy(own, others, [random.die(), random.die()], random) ?? []);
    }
    pips += Math.min(pipCount(board[0]), pipCount(board[1]));
  }
  expect(pips).toBe(0);
});
