import { copyJson, returnCard, type Random, type Seat } from "@parlor/kit";
import type { State } from "./state.ts";

/**
 * Another deal that looks the same from the seat (null: a spectator): cards that it does not see go back and are drawn
 * again. After a hand the mucked ones are drawn as freely: nothing depends on them any more.
 */
export const redeal = (state: State, eyes: Seat | null, random: Random): State => {
  const copy = copyJson(state);
  if (copy.hand === null) return copy;
  const { players, shoe } = copy.hand;
  const hidden = players.filter((player) => !player.shown && (player.seat !== eyes || player.left));
  for (const { cards } of hidden) for (const card of cards) returnCard(shoe, card);
  for (const player of hidden) player.cards = player.cards.map(() => random.drawFrom(shoe));
  return copy;
};
