import type { Stake } from "@parlor/kit";
import { handInPlay, type State } from "./state.ts";

/**
 * Every seat's stack and what it has in the pots. What players who left have put in belongs to the hands that are
 * still in, in equal parts: it goes to them where a session cannot go on.
 */
export const stakesOf = (state: State): Stake[] => {
  const stakes: Stake[] = [];
  for (let seat = 0; seat < state.sitters.length; seat++) {
    const sitter = state.sitters[seat];
    if (sitter) stakes.push({ seat, bet: "buy-in", amount: sitter.stack });
  }
  const hand = handInPlay(state);
  if (hand === null) return stakes;
  let orphaned = 0;
  let live = 0;
  for (const { left, folded, put, dead } of hand.players) {
    if (left) orphaned += put + dead;
    if (!folded) live += 1;
  }
  let odd = live === 0 ? 0 : orphaned % live;
  const share = live === 0 ? 0 : (orphaned - odd) / live;
  for (const { seat, left, folded, put, dead } of hand.players) {
    if (left) continue;
    const more = folded ? 0 : share + (odd > 0 ? 1 : 0);
    if (!folded && odd > 0) odd -= 1;
    stakes.push({ seat, bet: "pot", amount: put + dead + more });
  }
  return stakes;
};
