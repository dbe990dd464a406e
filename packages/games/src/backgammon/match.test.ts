import { expect, test } from "vitest";
import { checkers, newMatch } from "../../test/backgammon-match.ts";

const aGammon = checkers({ 6: 15 });
const aSingle = checkers({ 6: 14 });

test("[BG-12] before the roll, who owns the cube or finds it in the middle may double", () => {
  const match = newMatch();
  for (const [owner, may] of [
    [null, true],
    [0, true],
    [1, false],
  ] as const) {
    match.toRoll(undefined, { cube: { value: 2, owner } });
    expect(match.types(0).includes("double")).toBe(may);
    expect(match.act(0, "double")).toBe(may ? "done" : "no_double");
  }
  match.toRoll();
  match.roll(0, 2, 1);
  expect(match.act(0, "double")).toBe("not_now");
});

test("[BG-12] without a cube there is no doubling", () => {
  const match = newMatch({ cube: false });
  match.toRoll();
  expect(match.types(0)).toEqual(["roll", "resign"]);
  expect(match.act(0, "double")).toBe("no_double");
});

test("[BG-13] who takes owns the cube at twice its value, and the doubler rolls", () => {
  const match = newMatch();
  match.toRoll();
  match.act(0, "double");
  expect(match.events()).toEqual([{ type: "double-offered", data: { seat: 0, value: 2 } }]);
  expect(match.view()).toMatchObject({ mover: 0, actor: 1, phase: { kind: "double" } });
  expect(match.act(1, "take")).toBe("done");
  expect(match.events()).toEqual([{ type: "double-taken", data: { seat: 1, value: 2 } }]);
  expect(match.view()).toMatchObject({ mover: 0, actor: 0, cube: { value: 2, owner: 1 } });
  expect(match.types(0)).toEqual(["roll", "resign"]);
});

test("[BG-13] who passes loses a single game at the value that the cube had", () => {
  const match = newMatch();
  match.toRoll(undefined, { cube: { value: 2, owner: 0 } });
  match.act(0, "double");
  expect(match.act(1, "pass")).toBe("done");
  expect(match.events().map(({ type }) => type)).toEqual(["double-passed", "game-won"]);
  expect(match.view()).toMatchObject({
    sides: [{ score: 2 }, { score: 0 }],
    last: { winner: 0, by: "pass", loss: "single", points: 2 },
    game: 2,
  });
});

test("[BG-14] who beavers keeps the cube; the doubler takes that or loses the doubled game", () => {
  for (const answer of ["take", "pass"]) {
    const match = newMatch({ matchPoints: 0, beavers: true });
    match.toRoll();
    match.act(0, "double");
    expect(match.types(1)).toEqual(["take", "pass", "beaver"]);
    expect(match.act(1, "beaver")).toBe("done");
    expect(match.view()).toMatchObject({ actor: 0, mover: 0, phase: { kind: "beaver" } });
    expect([match.types(0), match.types(1)]).toEqual([["take", "pass"], []]);
    expect(match.act(0, answer)).toBe("done");
    expect(match.view()).toMatchObject(
      answer === "take"
        ? { actor: 0, phase: { kind: "roll" }, cube: { value: 4, owner: 1 } }
        : { last: { winner: 1, by: "pass", loss: "single", points: 2 }, actor: null },
    );
  }
});

test.each([
  [{ matchPoints: 5, beavers: true }, 1],
  [{ matchPoints: 0 }, 1],
  [{ matchPoints: 0, beavers: true, cubeMax: 8 }, 4],
])("[BG-14] [BG-15] under %j with the cube at %i there is no beaver", (config, value) => {
  const match = newMatch(config);
  match.toRoll(undefined, { cube: { value, owner: 0 } });
  expect(match.act(0, "double")).toBe("done");
  expect(match.types(1)).toEqual(["take", "pass"]);
  expect(match.act(1, "beaver")).toBe("no_beaver");
});

// oxfmt-ignore
test.each<{ config: object; scores: [number, number]; value: number; may: boolean }>([
  { config: { matchPoints: 0, cubeMax: 8 }, scores: [0, 0], value: 4, may: true },
  { config: { matchPoints: 0, cubeMax: 8 }, scores: [0, 0], value: 8, may: false },
  { config: { matchPoints: 5 }, scores: [2, 0], value: 2, may: true },
  { config: { matchPoints: 5 }, scores: [3, 0], value: 2, may: false },
  { config: { matchPoints: 5 }, scores: [0, 4], value: 4, may: true },
  { config: { matchPoints: 1 }, scores: [0, 0], value: 1, may: false },
])("[BG-15] under $config at $scores with the cube at $value doubling is allowed: $may", ({ config, scores, value, may }) => {
  const match = newMatch(config);
  match.toRoll(undefined, { scores, cube: { value, owner: 0 } });
  expect(match.types(0).includes("double")).toBe(may);
  expect(match.act(0, "double")).toBe(may ? "done" : "no_double");
});

// oxfmt-ignore
test.each([
  { config: { matchPoints: 0 }, value: 1, points: 1 },
  { config: { matchPoints: 0 }, value: 2, points: 4 },
  { config: { matchPoints: 0, jacoby: false }, value: 1, points: 2 },
  { config: { matchPoints: 0, cube: false }, value: 1, points: 2 },
  { config: { matchPoints: 5 }, value: 1, points: 2 },
])("[BG-16] under $config a gammon with the cube at $value is worth $points", ({ config, value, points }) => {
  const match = newMatch(config);
  match.set({ cube: { value, owner: value === 1 ? null : 0 } });
  match.win(aGammon);
  expect(match.view().last).toMatchObject({ loss: "gammon", points });
});

test("[BG-17] a match goes on game by game until somebody has its points", () => {
  const match = newMatch({ matchPoints: 3 });
  match.set({ cube: { value: 2, owner: 1 } });
  match.win(aSingle);
  expect(match.view()).toMatchObject({
    sides: [
      { score: 2, pips: 167 },
      { score: 0, pips: 167 },
    ],
    phase: { kind: "opening" },
    actor: 0,
    cube: { value: 1, owner: null },
    game: 2,
  });
  expect(match.open(0, 1, 2)).toBe("done");
  expect(match.view()).toMatchObject({ mover: 1 });
  match.win(aGammon);
  expect(match.events().slice(-2)).toEqual([
    {
      type: "game-won",
      data: { seat: 0, by: "bear-off", loss: "gammon", points: 2, scores: [4, 0] },
    },
    { type: "match-won", data: { seat: 0, by: "points" } },
  ]);
  expect(match.view()).toMatchObject({
    phase: { kind: "over", winner: 0, by: "points" },
    actor: null,
  });
  expect([match.types(0), match.types(1)]).toEqual([[], []]);
  expect(match.places()).toEqual([[0], [1]]);
});

test("[BG-18] the game after a player has come within a point of the match is without doubling, and only that one", () => {
  const match = newMatch({ matchPoints: 3 });
  const mayDouble = (): boolean => {
    match.toRoll();
    return match.types(0).includes("double");
  };
  match.toRoll();
  match.act(0, "double");
  match.act(1, "pass");
  expect([match.view().isCrawford, mayDouble()]).toEqual([false, true]);
  match.act(0, "double");
  match.act(1, "pass");
  expect([match.view().isCrawford, mayDouble()]).toEqual([true, false]);
  expect(match.act(0, "double")).toBe("no_double");
  match.set({ mover: 1 });
  expect(match.act(1, "double")).toBe("no_double");
  match.set({ board: [aSingle, checkers({ 1: 1 })] });
  match.roll(1, 2, 1);
  match.move(1, [[1, 0]]);
  expect(match.view()).toMatchObject({ sides: [{ score: 2 }, { score: 1 }], isCrawford: false });
  match.toRoll();
  match.set({ mover: 1 });
  expect(match.types(1)).toContain("double");
});

test("[BG-18] there is one Crawford game in a match, also when both come within a point of it", () => {
  const match = newMatch({ matchPoints: 3 });
  match.set({ scores: [2, 1], game: 4, crawfordGame: 3 });
  match.set({ board: [aSingle, checkers({ 1: 1 })], mover: 1, phase: { kind: "roll" } });
  match.roll(1, 2, 1);
  match.move(1, [[1, 0]]);
  expect(match.view()).toMatchObject({
    sides: [{ score: 2 }, { score: 2 }],
    game: 5,
    isCrawford: false,
  });
});

test("[BG-18] without the rule there is doubling in every game", () => {
  const match = newMatch({ matchPoints: 2, crawford: false });
  match.win(aSingle);
  match.toRoll();
  match.set({ mover: 1 });
  expect(match.view().isCrawford).toBe(false);
  expect(match.types(1)).toContain("double");
});

test("[BG-19] a game for money is one game", () => {
  const match = newMatch({ matchPoints: 0, reservePerPointMs: 1_000 });
  expect(match.view().sides[0].reserveMs).toBe(1_000);
  match.set({ cube: { value: 4, owner: 0 } });
  match.win(aGammon);
  expect(match.view()).toMatchObject({ sides: [{ score: 8 }, { score: 0 }], actor: null });
  expect(match.places()).toEqual([[0], [1]]);
});

test("[BG-20] a resignation is accepted, or declined and then only a greater one may follow", () => {
  const match = newMatch();
  match.toRoll(undefined, { cube: { value: 2, owner: 0 } });
  expect(match.legal(0).at(-1)?.fields).toEqual({ loss: ["single", "gammon", "backgammon"] });
  expect(match.act(0, "resign", { loss: "single" })).toBe("done");
  expect(match.view()).toMatchObject({ actor: 1, phase: { kind: "resignation", loss: "single" } });
  expect([match.types(0), match.types(1)]).toEqual([[], ["accept", "decline"]]);
  expect(match.act(1, "decline")).toBe("done");
  expect(match.view()).toMatchObject({ actor: 0, phase: { kind: "roll" } });
  expect(match.act(0, "resign", { loss: "single" })).toBe("no_such_loss");
  match.roll(0, 2, 1);
  expect(match.act(0, "resign", { loss: "single" })).toBe("no_such_loss");
  expect(match.act(0, "resign", { loss: "gammon" })).toBe("done");
  expect(match.act(1, "decline")).toBe("done");
  expect(match.view().phase).toEqual({ kind: "move", dice: [2, 1] });
  expect(match.act(0, "resign", { loss: "backgammon" })).toBe("done");
  expect(match.act(1, "decline")).toBe("done");
  expect(match.types(0)).toEqual(["move"]);
  match.moveAny(0);
  match.roll(1, 2, 1);
  match.moveAny(1);
  expect(match.act(0, "resign", { loss: "gammon" })).toBe("done");
  expect(match.act(1, "accept")).toBe("done");
  expect(match.view()).toMatchObject({
    last: { winner: 1, by: "resignation", loss: "gammon", points: 4 },
    sides: [{ score: 0 }, { score: 4 }],
    game: 2,
  });
});

test("[BG-20] nobody offers more than could be lost", () => {
  const match = newMatch();
  match.toRoll([aSingle, aGammon]);
  expect(match.legal(0).at(-1)?.fields).toEqual({ loss: ["single"] });
  expect(match.act(0, "resign", { loss: "gammon" })).toBe("no_such_loss");
  const money = newMatch({ matchPoints: 0 });
  money.toRoll();
  expect(money.legal(0).at(-1)?.fields).toEqual({ loss: ["single"] });
  money.toRoll(undefined, { cube: { value: 2, owner: 1 } });
  expect(money.legal(0).at(-1)?.fields).toEqual({ loss: ["single", "gammon", "backgammon"] });
});

test.each([0, 1])("[BG-21] seat %i forfeits the match by leaving, whatever the score", (seat) => {
  const match = newMatch();
  match.set({ scores: [4, 4] });
  expect(match.send({ kind: "leave", player: `player-${seat}` })).toBe("done");
  expect(match.events()).toEqual([{ type: "match-won", data: { seat: 1 - seat, by: "forfeit" } }]);
  expect(match.places()).toEqual([[1 - seat], [seat]]);
});

test("[BG-21] before the start, leaving only frees the seat", () => {
  const match = newMatch({}, 1);
  expect(match.send({ kind: "leave", player: "player-0" })).toBe("done");
  expect(match.state()).toMatchObject({ phase: { status: "waiting" }, players: [null, null] });
});

test("[BG-23] a game is a round: its seed is revealed with its last move, and the next game draws from another", () => {
  const match = newMatch();
  match.open(0, 3, 1);
  match.moveAny(0);
  match.roll(1, 2, 1);
  expect(match.state().round.number).toBe(1);
  expect(match.deed()?.draws).toEqual([
    [6, 1],
    [6, 0],
  ]);
  match.win(aSingle);
  expect(match.deed()?.finished).toMatchObject({ number: 1 });
  expect(match.state().round).toMatchObject({ number: 2, wordsUsed: 0 });
  match.open(0, 3, 1);
  expect(match.state().round).toMatchObject({ number: 2, wordsUsed: 2 });
});
