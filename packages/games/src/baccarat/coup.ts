import { rankOf, type Card } from "@parlor/kit";
import { addPoints, bankerDraws, isNatural, playerDraws, pointsOf } from "./points.ts";

export const winners = ["player", "banker", "tie"] as const;
export type Winner = (typeof winners)[number];

/** What the first two cards of a hand have in common: nothing, their rank, or rank and suit. */
export type Pair = "none" | "mixed" | "perfect";

/** One deal of both hands, with everything that a bet is decided by. */
export interface Coup {
  readonly player: readonly Card[];
  readonly banker: readonly Card[];
  readonly playerTotal: number;
  readonly bankerTotal: number;
  readonly playerPair: Pair;
  readonly bankerPair: Pair;
}

export const pairOf = (first: Card, second: Card): Pair => {
  if (first === second) return "perfect";
  return rankOf(first) === rankOf(second) ? "mixed" : "none";
};

/** Deals two cards each, player first and in turn, and third cards by the tableau, one at a time. */
export const dealCoup = (draw: () => Card): Coup => {
  const first = draw();
  const second = draw();
  const third = draw();
  const fourth = draw();
  const player = [first, third];
  const banker = [second, fourth];
  let playerTotal = addPoints(pointsOf(first), pointsOf(third));
  let bankerTotal = addPoints(pointsOf(second), pointsOf(fourth));
  if (!isNatural(playerTotal) && !isNatural(bankerTotal)) {
    let drawn: number | null = null;
    if (playerDraws(playerTotal)) {
      const card = draw();
      player.push(card);
      drawn = pointsOf(card);
      playerTotal = addPoints(playerTotal, drawn);
    }
    if (bankerDraws(bankerTotal, drawn)) {
      const card = draw();
      banker.push(card);
      bankerTotal = addPoints(bankerTotal, pointsOf(card));
    }
  }
  const playerPair = pairOf(first, third);
  const bankerPair = pairOf(second, fourth);
  return { player, banker, playerTotal, bankerTotal, playerPair, bankerPair };
};

type Totals = Pick<Coup, "playerTotal" | "bankerTotal">;

export const winnerOf = ({ playerTotal, bankerTotal }: Totals): Winner => {
  if (playerTotal === bankerTotal) return "tie";
  return playerTotal > bankerTotal ? "player" : "banker";
};

/** Whether the coup ended with a natural, on either side. */
export const endedNaturally = ({ player, banker, playerTotal, bankerTotal }: Coup): boolean =>
  player.length === 2 && banker.length === 2 && (isNatural(playerTotal) || isNatural(bankerTotal));
