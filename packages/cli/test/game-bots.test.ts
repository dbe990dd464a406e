import { botNamed, playMatch, tableFor } from "@parlor/bots";
import { games } from "@parlor/games";
import { gameBots } from "@parlor/games/bots";
import { allows, isRefusal, type Bot, type Game } from "@parlor/kit";
import { expect, test } from "vitest";

const gameOf = (id: string): Game => {
  const game = games.find((one) => one.id === id);
  if (!game) throw new Error(`there is no game ${id}`);
  return game;
};

const botOf = (game: Game, name: string): Bot => {
  const maker = botNamed(name, game, gameBots);
  if (isRefusal(maker)) throw new Error(`there is no bot ${name}`);
  return maker(game);
};

/** The same bot, which may choose nothing that was not offered to it. */
const watched = (bot: Bot): Bot => ({
  choose(sight, random) {
    const action = bot.choose(sight, random);
    if (action === null) expect(sight.mayWait).toBe(true);
    else expect(sight.legal.some((choice) => allows(choice, action))).toBe(true);
    return action;
  },
});

const brought = Object.entries(gameBots).flatMap(([id, bots]) =>
  Object.keys(bots).map((name) => ({ id, name })),
);

test.each(brought)("$id's bot $name plays to the end by what it is offered", ({ id, name }) => {
  const game = gameOf(id);
  const seatCount = Math.min(game.seats.max, 4);
  const table = tableFor(game, { seatCount });
  const bots = Array.from({ length: seatCount }, () => watched(botOf(game, name)));
  expect(playMatch({ game, table, bots, seed: "1", rounds: 5 })).toMatchObject({ finished: true });
});

/** What the first bot wins of so many matches of two, from either seat in turn. */
const wonBy = (id: string, names: readonly [string, string], matches: number): number[] => {
  const game = gameOf(id);
  const table = tableFor(game);
  const [one, other] = [botOf(game, names[0]), botOf(game, names[1])];
  return Array.from({ length: matches }, (_, match) => {
    const bots = match % 2 === 0 ? [one, other] : [other, one];
    const result = playMatch({ game, table, bots, seed: `match ${match}`, rounds: 30 });
    return result.payoffs[match % 2] ?? 0;
  });
};

test("backgammon's bots win nine matches of ten against random play", () => {
  const won = wonBy("backgammon", ["medium", "random"], 20);
  expect(won.filter((place) => place === 1).length).toBeGreaterThanOrEqual(18);
});

test.each(["easy", "random"] as const)("hold'em's hard bot takes chips off a %s one", (weak) => {
  let sum = 0;
  for (const chips of wonBy("holdem", ["hard", weak], 60)) sum += chips;
  expect(sum).toBeGreaterThan(0);
});
