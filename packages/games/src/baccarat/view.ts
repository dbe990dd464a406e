import { recordOf } from "./record.ts";
import { betOf } from "./betting.ts";
import type { PlacedBet } from "../placed-bets.ts";
import { isLastCoup, type BaccaratReadTable, type State } from "./state.ts";

const shown = (one: PlacedBet) => ({ seat: one.seat, bet: betOf(one), stake: one.stake });

/** The table as everybody sees it: all of baccarat is played in the open. */
export const viewOf = (state: State, table: BaccaratReadTable) => ({
  /** The cards of the last coup. */
  hands: state.hands && {
    player: [...state.hands.player],
    banker: [...state.hands.banker],
  },
  /** The coups of this shoe, the oldest first. */
  coups: state.notes.map(recordOf),
  shoe: {
    number: state.shoeNumber,
    cardsLeft: state.shoe.left,
    isLastCoup: isLastCoup(state, table.config),
  },
  bets: state.bets.map(shown),
  /** Each seat's bets of the last coup that it bet on: what it may repeat. */
  last: state.last.map(shown),
  /** Who has called for the cards. */
  ready: [...state.ready],
});
