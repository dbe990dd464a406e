import type { PlacedBet } from "../placed-bets.ts";
import { nameOfPocket } from "./pockets.ts";
import type { State } from "./state.ts";

const shown = ({ seat, place, stake }: PlacedBet) => ({ seat, place, stake });

/** The table as everybody sees it: all of roulette is played in the open. */
export const viewOf = (state: State) => ({
  /** The last numbers, the newest last. */
  numbers: state.numbers.map(nameOfPocket),
  bets: state.bets.map(shown),
  prison: state.prison.map(shown),
  /** Each seat's bets of the last spin that it bet on: what it may repeat. */
  last: state.last.map(shown),
  /** Who has called for the spin. */
  ready: [...state.ready],
});
