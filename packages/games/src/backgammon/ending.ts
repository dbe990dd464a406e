import type { Seat } from "@parlor/kit";
import { lossFactor, losses, off, other, startBoard, checkersOf, type Loss } from "./board.ts";
import { gammonsCount } from "./cube.ts";
import type { Config } from "./config.ts";
import { isMoney, type BackgammonTable, type GameResult, type State } from "./state.ts";

/** What the loss costs in the game as it stands. */
const pointsOf = (state: State, loss: Loss, config: Config): number =>
  state.cube.value * (gammonsCount(state, config) ? lossFactor[loss] : 1);

/** The match is over, and with it the session. */
export const endMatch = (
  state: State,
  winner: Seat,
  by: "points" | "timeout" | "forfeit",
  table: BackgammonTable,
): void => {
  state.phase = { kind: "over", winner, by };
  table.emit("match-won", { seat: winner, by });
  table.finishGame({ places: [[winner], [other(winner)]] });
};

/** A game is over, and with it its round; the next one begins, or the match is won. */
export const endGame = (
  state: State,
  winner: Seat,
  by: GameResult["by"],
  loss: Loss,
  table: BackgammonTable,
): void => {
  const { config } = table;
  const points = pointsOf(state, loss, config);
  const [first, second] = state.scores;
  state.scores = winner === 0 ? [first + points, second] : [first, second + points];
  state.last = { winner, by, loss, points };
  table.emit("game-won", { seat: winner, by, loss, points, scores: [...state.scores] });
  table.finishRound();
  const score = winner === 0 ? state.scores[0] : state.scores[1];
  if (isMoney(config) || score >= config.matchPoints) endMatch(state, winner, "points", table);
  else beginNextGame(state, winner, score, config);
};

/** The winner rolls the opening dice, which fall for either side alike. */
const beginNextGame = (state: State, winner: Seat, score: number, config: Config): void => {
  state.game += 1;
  state.board = startBoard();
  state.cube = { value: 1, owner: null };
  state.mover = winner;
  state.phase = { kind: "opening" };
  state.declined = 0;
  if (config.crawford && state.crawfordGame === null && score === config.matchPoints - 1)
    state.crawfordGame = state.game;
};

/**
 * What the seat may offer to lose: no more than it could still lose, more than it was declined this turn, and only a
 * single game where nothing else counts.
 */
export const losableBy = (state: State, seat: Seat, config: Config): Loss[] => {
  const hasBorneOff = (checkersOf(state.board, seat)[off] ?? 0) > 0;
  const most = hasBorneOff || !gammonsCount(state, config) ? 1 : lossFactor.backgammon;
  return losses.filter((loss) => lossFactor[loss] > state.declined && lossFactor[loss] <= most);
};
