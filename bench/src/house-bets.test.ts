import { games } from "@parlor/games";
import { expect, test } from "vitest";
import { houseBets, simpleHouseGames } from "./house-bets.ts";

test("every game of the house but craps is measured with a bet that it has", () => {
  const house = games.filter(({ bank }) => bank === "house").map(({ id }) => id);
  expect([...houseBets.map(({ game }) => game), "craps"].toSorted()).toEqual(house.toSorted());
  for (const { game, bet } of houseBets)
    expect(Object.keys(games.find(({ id }) => id === game)?.bets ?? {})).toContain(bet);
});

test("who only draws is simple, who decides is not", () => {
  expect(simpleHouseGames).toContain("roulette");
  expect(simpleHouseGames).not.toContain("video-poker");
});
