import type { Seat } from "@parlor/kit";
import type { Hand, HandPlayer } from "./state.ts";

/** A pot, and who can win it, in the order of `Hand.players`. */
export interface Pot {
  amount: number;
  readonly eligible: readonly HandPlayer[];
}

/**
 * The pots as they lie, the main pot first. A player who is all-in can win from each other one no more than
 * was put in, so there is a pot for every amount that such a player has put in. What folded hands put in beyond
 * all others, and what nobody has to match, belongs to the last and to the main pot. While a hand is played, whoever
 * `mayMatch` what the others put in has a part in all pots.
 */
export const potsOf = (
  { players }: Hand,
  mayMatch: (player: HandPlayer) => boolean = () => false,
): Pot[] => {
  const live: HandPlayer[] = [];
  const reaches: number[] = [];
  for (const player of players) {
    if (player.folded) continue;
    live.push(player);
    reaches.push(mayMatch(player) ? Infinity : player.put);
  }
  const levels = [...new Set(reaches)].toSorted((a, b) => a - b);
  const pots: Pot[] = [];
  let below = 0;
  for (const [at, level] of levels.entries()) {
    const top = at === levels.length - 1 ? Infinity : level;
    let amount = 0;
    for (const { put } of players) amount += Math.min(put, top) - Math.min(put, below);
    pots.push({ amount, eligible: live.filter((_, index) => (reaches[index] ?? 0) >= level) });
    below = level;
  }
  const [main] = pots;
  if (main) for (const { dead } of players) main.amount += dead;
  return pots;
};

/** The bet that nobody can call any more: whose it is, and how much of it goes back. */
export const uncalledBet = ({
  players,
}: Hand): { readonly player: HandPlayer; readonly amount: number } | null => {
  let [most, second] = [-1, -1];
  let highest: HandPlayer | null = null;
  for (const player of players) {
    const { put } = player;
    if (put > most) [most, second, highest] = [put, most, player];
    else if (put > second) second = put;
  }
  if (highest === null || highest.folded || second < 0 || most === second) return null;
  return { player: highest, amount: most - second };
};

/** Equal shares; the odd chips go one by one to the winners, from the button's left. */
export const sharesOf = (
  amount: number,
  winners: readonly HandPlayer[],
): { readonly seat: Seat; readonly amount: number }[] => {
  const odd = amount % winners.length;
  const share = (amount - odd) / winners.length;
  return winners.map(({ seat }, at) => ({ seat, amount: at < odd ? share + 1 : share }));
};
