import { expect, test, type TestContext } from "vitest";
import { diceDraws, newMatch, openingDraws } from "../../test/backgammon-match.ts";
import { openSpielPlays, type OracleStep } from "../../test/oracles.ts";
import { slowPositions } from "../../test/slow-plays.ts";
import { bar, off, type Checkers } from "./board.ts";
import { makePlay, playsOf, type Play } from "./plays.ts";

// OpenSpiel plays a double as two turns of two dice each, lists every order of the same steps, and has an
// action for passing. So plays are compared by where they lead, the halves of a double through the slow
// search that the plays are held to elsewhere, and a turn that is lost is none.

const topPoints = [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

/** Both sides' checkers as the drawing shows them, on the points of seat 0; on more than five lies a number. */
const drawnOf = (state: string) => {
  const lines = state.split("\n").map((line) => line.replaceAll("|", ""));
  const counts = { x: new Map<number, number>(), o: new Map<number, number>() };
  for (const [rows, pointAt] of [
    [lines.slice(1, 6), (column: number) => topPoints[column] ?? 0],
    [lines.slice(7, 12), (column: number) => 13 + column],
  ] as const)
    for (let column = 0; column < 12; column++) {
      const marks = rows.map((line) => line[column] ?? ".");
      const number = Number(marks.find((mark) => /\d/.test(mark)) ?? 0);
      for (const mark of ["x", "o"] as const) {
        const count = marks.filter((one) => one === mark).length;
        if (count > 0) counts[mark].set(pointAt(column), number || count);
      }
    }
  return counts;
};

const expectDrawn = (state: string, [first, second]: readonly (readonly number[])[]): void => {
  const drawn = drawnOf(state);
  for (let point = 1; point <= 24; point++) {
    expect(drawn.x.get(point) ?? 0).toBe(first?.[point]);
    expect(drawn.o.get(point) ?? 0).toBe(second?.[bar - point]);
  }
  const bars = /Bar:(.*)/.exec(state)?.[1] ?? "";
  expect(bars.match(/x/g) ?? []).toHaveLength(first?.[bar] ?? 0);
  expect(bars.match(/o/g) ?? []).toHaveLength(second?.[bar] ?? 0);
  const scores = /X: (\d+), O: (\d+)/.exec(state)?.slice(1).map(Number);
  expect(scores).toEqual([first?.[off], second?.[off]]);
};

/** The steps of `24/20/15* 1/Off(2)` or `Bar/20 Pass`. */
const stepsOf = (text: string): Play =>
  text
    .replace(/^\d+ - /, "")
    .replaceAll("*", "")
    .split(" ")
    .filter((way) => way !== "Pass")
    .flatMap((way) => {
      const times = Number(/\((\d)\)/.exec(way)?.[1] ?? 1);
      const points = way
        .replace(/\(\d\)/, "")
        .split("/")
        .map((point) => (point === "Bar" ? bar : point === "Off" ? off : Number(point)));
      const once = points.slice(1).map((to, at): Play[number] => [points[at] ?? 0, to]);
      return Array.from({ length: times }, () => once).flat();
    });

const after = (own: Checkers, others: Checkers, play: Play): [Checkers, Checkers] => {
  const board: [Checkers, Checkers] = [[...own], [...others]];
  makePlay(...board, play);
  return board;
};
const leadsTo = (own: Checkers, others: Checkers, plays: readonly Play[]): Set<string> =>
  new Set(plays.map((play) => after(own, others, play).join(" ")));

const diceOf = (text: string): [number, number] => {
  const [first, second] = (/roll: (\d)(\d)/.exec(text) ?? []).slice(1).map(Number);
  return [first ?? 0, second ?? 0];
};

interface Turn {
  readonly dice: [number, number];
  /** The steps of OpenSpiel that were made with this roll: two for a double that goes on. */
  readonly acted: readonly OracleStep[];
}

const turnsOf = (steps: readonly OracleStep[]): Turn[] => {
  const turns: { dice: [number, number]; acted: OracleStep[] }[] = [];
  for (const step of steps) {
    const text = step.actionStr ?? "";
    if (text.startsWith("chance")) turns.push({ dice: diceOf(text), acted: [] });
    else if (step.action !== undefined) turns.at(-1)?.acted.push(step);
  }
  return turns;
};

type Match = ReturnType<typeof newMatch>;

/** Plays OpenSpiel's turn in the match, and compares the board and where the legal plays lead on the way. */
const playTurn = (match: Match, { dice, acted }: Turn): number => {
  const { mover, phase, sides } = match.view();
  const sideOf = (seat: number) => [...sides[seat === 0 ? 0 : 1].checkers];
  const [own, others] = [sideOf(mover), sideOf(1 - mover)];
  let [before, against, compared]: [Checkers, Checkers, number] = [own, others, 0];
  for (const step of acted) {
    if (step.state !== undefined) {
      compared += 1;
      expect(step.player).toBe(mover);
      expectDrawn(step.state, mover === 0 ? [before, against] : [against, before]);
    }
    if (step.legalStr) {
      const theirs = leadsTo(before, against, step.legalStr.map(stepsOf));
      const isDouble = dice[0] === dice[1];
      const ours = isDouble
        ? slowPositions(before, against, dice, 2)
        : leadsTo(before, against, playsOf(before, against, dice));
      expect(theirs).toEqual(ours.size > 0 ? ours : new Set([[before, against].join(" ")]));
    }
    [before, against] = after(before, against, stepsOf(step.actionStr ?? ""));
  }
  if (phase.kind !== "move") {
    expect(acted.flatMap(({ actionStr }) => stepsOf(actionStr ?? ""))).toEqual([]);
    return compared;
  }
  const wanted = [before, against].join(" ");
  const play = playsOf(own, others, dice).find(
    (one) => after(own, others, one).join(" ") === wanted,
  );
  expect([dice, play]).not.toEqual([dice, undefined]);
  expect(match.move(mover, play ?? [])).toBe("done");
  return compared;
};

const played = (context: TestContext) => {
  const [playthrough] = openSpielPlays("backgammon", context);
  const { steps } = playthrough ?? { steps: [] };
  const match = newMatch({ matchPoints: 0, cube: false });
  const [opening, ...turns] = turnsOf(steps);
  const begins = steps[0]?.actionStr?.includes("X starts") ? 0 : 1;
  let compared = 0;
  if (opening) {
    const [low, high] = opening.dice.toSorted((a, b) => a - b);
    match.draws.push(
      ...(begins === 0 ? openingDraws(high ?? 0, low ?? 0) : openingDraws(low ?? 0, high ?? 0)),
    );
    match.act(0, "roll");
    compared += playTurn(match, opening);
  }
  for (const turn of turns) {
    const roller = match.view().mover;
    match.draws.push(...diceDraws(...turn.dice));
    expect(match.act(roller, "roll")).toBe("done");
    // Where nothing can be moved it is the other side's turn at once, and OpenSpiel passes.
    if (match.view().mover === roller || turn.acted.some(({ actionStr }) => actionStr !== "Pass"))
      compared += playTurn(match, turn);
  }
  return { match, compared, steps };
};

test("[BG-1] [BG-7] [BG-8] [BG-9] [BG-10] [BG-11] a game of OpenSpiel: the same boards, choices, end and winner", (context) => {
  const { match, compared, steps } = played(context);
  expect(compared).toBeGreaterThan(10);
  const end = steps.at(-1);
  expect(end?.terminal).toBe(true);
  expectDrawn(
    end?.state ?? "",
    match.view().sides.map(({ checkers }) => checkers),
  );
  const { last, actor } = match.view();
  expect(actor).toBeNull();
  expect(last?.winner === 0 ? [1, -1] : [-1, 1]).toEqual(end?.returns);
});
