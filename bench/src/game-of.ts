import { games } from "@parlor/games";
import type { Game } from "@parlor/kit";

export const gameOf = (id: string): Game => {
  const game = games.find((one) => one.id === id);
  if (!game) throw new Error(`there is no game ${id}`);
  return game;
};
