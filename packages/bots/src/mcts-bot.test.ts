import { isRefusal, type Bot, type Game } from "@parlor/kit";
import { ticTacToe } from "@parlor/games/tic-tac-toe";
import { expect, test } from "vitest";
import { connectFour } from "../test/connect-four.ts";
import { kuhn } from "../test/kuhn.ts";
import { perfectTicTacToe } from "../test/perfect-tic-tac-toe.ts";
import { playMatch } from "./arena/match.ts";
import { noScore, ratedOf, scored, seatingOf } from "./arena/standings.ts";
import { botNamed } from "./bot-name.ts";
import { tableFor } from "./opening.ts";

const bot = (name: string, game: Game): Bot => {
  const maker = botNamed(name, game);
  if (isRefusal(maker)) throw new Error(maker.refused);
  return maker(game);
};

const play = (game: Game, bots: readonly Bot[], games: number, rounds = 1) => {
  const table = tableFor(game, { limits: { min: 1, max: 20 } });
  let scores: ReturnType<typeof scored> = bots.map(() => noScore);
  for (let match = 0; match < games; match++) {
    const seating = seatingOf(match, bots.length, table.seatCount);
    const seated = seating.map((one) => bots[one]!);
    const result = playMatch({ game, table, bots: seated, seed: `match ${match}`, rounds });
    scores = scored(scores, seating, result);
  }
  return ratedOf(
    bots.map((_, index) => String(index)),
    scores,
  );
};

test("the search never loses a game of tic-tac-toe against random play, perfect play and itself", () => {
  const search = bot("hard", ticTacToe);
  const [random, perfect] = [bot("random", ticTacToe), perfectTicTacToe];
  const [againstRandom, againstPerfect, againstItself] = [random, perfect, search].map(
    (other) => play(ticTacToe, [search, other], 60)[0],
  );
  expect(againstRandom).toMatchObject({ losses: 0 });
  expect(againstRandom?.wins).toBeGreaterThan(45);
  expect(againstPerfect).toMatchObject({ losses: 0, draws: 60 });
  expect(againstItself).toMatchObject({ draws: 60 });
});

test("at 1,000 iterations the search wins 95 of 100 games of four in a row against random play", () => {
  const [search] = play(
    connectFour,
    [bot("mcts:1000", connectFour), bot("random", connectFour)],
    40,
  );
  expect(search?.wins).toBeGreaterThanOrEqual(38);
});

test("more iterations play better", () => {
  const [many] = play(connectFour, [bot("mcts:800", connectFour), bot("mcts:40", connectFour)], 30);
  expect(many?.shareInterval[0]).toBeGreaterThan(0.5);
});

test("the search over information sets takes money from random play in Kuhn poker", () => {
  const [search] = play(kuhn, [bot("mcts:200", kuhn), bot("random", kuhn)], 400);
  expect(search?.payoffInterval[0]).toBeGreaterThan(0);
});

test("who plays an equilibrium of Kuhn poker loses to nobody in the long run", () => {
  const [solved] = play(kuhn, [bot("cfr", kuhn), bot("mcts:50", kuhn)], 400, 2);
  expect(solved?.payoffInterval[1]).toBeGreaterThan(0);
  const [random] = play(kuhn, [bot("cfr", kuhn), bot("random", kuhn)], 400, 2);
  expect(random?.payoffInterval[0]).toBeGreaterThan(0);
});

test("the same seed plays the same match", () => {
  const bots = [bot("mcts:50", kuhn), bot("rollouts:20", kuhn)];
  const match = {
    game: kuhn,
    table: tableFor(kuhn, { limits: { min: 1, max: 20 } }),
    bots,
    rounds: 5,
  };
  expect(playMatch({ ...match, seed: "1" })).toEqual(playMatch({ ...match, seed: "1" }));
});
