import { coinFlip } from "@parlor/games/coin-flip";
import { ticTacToe } from "@parlor/games/tic-tac-toe";
import { isRefusal, type Action, type Game } from "@parlor/kit";
import type { Platform } from "@parlor/server";
import { drawnOrder, endlessTicTacToe } from "./endless-tic-tac-toe.ts";

/** How one session of a game is played by its seats in turn, from the first action on. */
export interface Play {
  readonly game: Game;
  readonly seatCount: number;
  action(turn: number): { readonly seat: number; readonly action: Action };
}

const place = (turn: number) => {
  const cell = drawnOrder[turn % drawnOrder.length];
  return { seat: turn % 2, action: { type: "place", cell } };
};

const plays: readonly Play[] = [
  {
    game: coinFlip,
    seatCount: 1,
    action: () => ({ seat: 0, action: { type: "flip", call: "heads", stake: 100 } }),
  },
  // Nine moves that end in a draw; the session ends with them.
  { game: ticTacToe, seatCount: 2, action: place },
  { game: endlessTicTacToe, seatCount: 2, action: place },
];

export const playOf = (game: string): Play => {
  const play = plays.find((one) => one.game.id === game);
  if (!play) throw new Error(`nobody knows how to play ${game} here`);
  return play;
};

/** Opens a session, and seats `<name>-0`, `<name>-1`, … at it. */
export const openSeated = async (
  platform: Platform,
  { game, seatCount }: Pick<Play, "game" | "seatCount">,
  name: string,
  config: Readonly<Record<string, unknown>> = {},
): Promise<string> => {
  const session = await platform.sessions.open({ game: game.id, config }, "bench");
  if (isRefusal(session)) throw new Error(session.refused);
  for (let seat = 0; seat < seatCount; seat++) {
    const command = {
      kind: "join",
      id: `join-${seat}`,
      player: `${name}-${seat}`,
      name: "bench",
      seed: "bench",
    } as const;
    const joined = await platform.sessions.submit(session.id, command);
    if (joined.kind === "refused") throw new Error(joined.refusal.refused);
  }
  return session.id;
};

/** Enough for whatever a measurement stakes. */
export const endow = (platform: Platform, player: string) =>
  platform.treasury.deposit(`bench-${player}`, player, 1_000_000_000, "PLAY/2");
