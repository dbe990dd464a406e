import {
  choice,
  cloneJson,
  deck,
  defineGame,
  newShoe,
  rankIndex,
  returnCard,
  type Card,
  type Seat,
  type Shoe,
} from "@parlor/kit";
import { z } from "zod";

const card = z.enum(deck);

interface Hidden {
  shoe: Shoe;
  hands: Card[];
  board: Card[];
  shown: Card[];
  wins: number[];
}

const boardMax = 2;
const roundCount = 2;

/**
 * A test's game of hidden cards: a card for each of two seats, which it alone is told, two for
 * everybody, and then the hands are shown; the higher one wins the round. The first seat deals.
 */
export const hiddenCards = defineGame({
  id: "hidden-cards",
  version: "1.0.0",
  title: "Hidden cards",
  summary: "The higher hidden card wins.",
  bank: "none",
  seats: { min: 2, max: 2 },
  config: z.object({}),
  actions: { deal: z.object({}), show: z.object({}) },
  events: {
    "own-card": z.object({ card }),
    board: z.object({ card }),
    shown: z.object({ hands: z.array(card) }),
  },
  refusals: { too_early: "The board is not full.", board_full: "The hands have to be shown." },
  setup: (): Hidden => ({ shoe: newShoe(1), hands: [], board: [], shown: [], wins: [0, 0] }),
  act: {
    deal(state, _none, seat, table) {
      if (seat !== 0) return table.refuse("not_your_turn");
      if (state.board.length === boardMax) return table.refuse("board_full");
      if (state.hands.length > 0) {
        const drawn = table.random.drawFrom(state.shoe);
        state.board.push(drawn);
        table.emit("board", { card: drawn });
        return;
      }
      state.shown = [];
      for (const one of [0, 1]) {
        const drawn = table.random.drawFrom(state.shoe);
        state.hands.push(drawn);
        table.emit("own-card", { card: drawn }, [one]);
      }
    },
    show(state, _none, seat, table) {
      if (seat !== 0) return table.refuse("not_your_turn");
      if (state.board.length < boardMax) return table.refuse("too_early");
      const [one, other] = state.hands.map(rankIndex);
      if (one !== undefined && other !== undefined && one !== other)
        state.wins[one > other ? 0 : 1]! += 1;
      state.shown = state.hands;
      table.emit("shown", { hands: [...state.hands] });
      Object.assign(state, { shoe: newShoe(1), hands: [], board: [] });
      table.finishRound();
      const [first = 0, second = 0] = state.wins;
      if (first + second >= roundCount) table.finishGame({ places: [[0, 1]] });
    },
  },
  legal: (state, seat) => {
    if (seat !== 0) return [];
    return [state.board.length === boardMax ? choice("show") : choice("deal")];
  },
  view: ({ hands, board, shown, wins }, seat) => ({
    own: seat === null ? null : (hands[seat] ?? null),
    dealt: hands.length > 0,
    board,
    shown,
    wins,
  }),
  redeal: (state, seat, random) => {
    const dealt = cloneJson(state);
    const hidden = dealt.hands.flatMap((hand, other): [Seat, Card][] =>
      other === seat ? [] : [[other, hand]],
    );
    for (const [, hand] of hidden) returnCard(dealt.shoe, hand);
    for (const [other] of hidden) dealt.hands[other] = random.drawFrom(dealt.shoe);
    return dealt;
  },
});
