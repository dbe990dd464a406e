import { playDealer } from "./dealer.ts";
import { isTwentyOneInTwo, mayBecomeBlackjack, valueOf } from "./hand-value.ts";
import { settleInsurance, settleRound } from "./settle.ts";
import { draw } from "./shoe.ts";
import { awaitsDealer, upCardOf, type BlackjackTable, type State } from "./state.ts";
import { nextTurn } from "./turns.ts";

/**
 * What comes when everybody has answered: under an ace or a ten the dealer takes the hole card and looks. Before that
 * the hole card is nowhere, and where nobody has looked at it, it comes when the dealer plays: nobody has learnt
 * anything of it, so every card that is left is as likely then as it was at the deal.
 */
export const lookOrPlay = (state: State, table: BlackjackTable): void => {
  state.phase = "play";
  state.turnSeat = -1;
  state.turnHand = 0;
  const up = valueOf(upCardOf(state));
  const looks = table.config.holeCard === "peek" && mayBecomeBlackjack(up);
  if (!looks) return nextTurn(state, table);
  const isOpen = state.places.some((place) => awaitsDealer(state, place, table.config));
  if (!isOpen) return playDealer(state, table);
  const hole = draw(state, table);
  const isBlackjack = isTwentyOneInTwo(up, valueOf(hole));
  table.emit("dealer-looked", { blackjack: isBlackjack });
  if (isBlackjack) {
    state.dealer.push(hole);
    table.emit("dealer-drew", { cards: [hole], total: 21 });
    return settleRound(state, { total: 21, isBlackjack }, table);
  }
  state.hole = hole;
  settleInsurance(state, false, table);
  return nextTurn(state, table);
};
