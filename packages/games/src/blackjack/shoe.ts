import { assert, deck, newShoe, returnCard, scale, type Card, type Random } from "@parlor/kit";
import type { Config } from "./config.ts";
import { isTwentyOneInTwo, valueOf } from "./hand-value.ts";
import { upCardOf, type BlackjackTable, type State } from "./state.ts";

/** Takes a card. When none is left, what earlier rounds have used is shuffled and goes on. */
export const draw = (state: State, table: BlackjackTable): Card => {
  if (state.shoe.left === 0) refill(state, table);
  return table.random.drawFrom(state.shoe);
};

const refill = (state: State, table: BlackjackTable): void => {
  const shoe = newShoe(table.config.decks);
  const used = [
    ...state.dealer,
    ...state.places.flatMap(({ hands }) => hands.flatMap(({ cards }) => cards)),
  ];
  for (const card of state.hole === null ? used : [...used, state.hole]) {
    const face = deck.indexOf(card);
    shoe.counts[face] = (shoe.counts[face] ?? 0) - 1;
    shoe.left -= 1;
  }
  assert(shoe.left > 0, "all cards are on the table");
  state.shoe = shoe;
  table.emit("shoe-made", { cards: shoe.left });
};

/** How many cards are left in the shoe when the cut card comes. */
export const cardsBehindCut = ({ decks, penetration }: Config): number =>
  decks === "infinite" ? 0 : decks * deck.length - scale(decks * deck.length, penetration, "down");

/** Between two rounds: makes the shoe anew where the cut card has come. */
export const remakeShoe = (state: State, table: BlackjackTable): void => {
  const { shoe } = state;
  if (shoe.infinite || shoe.left > cardsBehindCut(table.config)) return;
  state.shoe = newShoe(table.config.decks);
  table.emit("shoe-made", { cards: state.shoe.left });
};

/** Another hole card that nobody could tell from the real one: any that is not seen and makes no blackjack. */
export const redealHole = (state: State, hole: Card, random: Random): void => {
  const { shoe } = state;
  returnCard(shoe, hole);
  const up = valueOf(upCardOf(state));
  const weights = deck.map((card, face) =>
    isTwentyOneInTwo(up, valueOf(card)) ? 0 : (shoe.counts[face] ?? 0),
  );
  const face = random.weighted(weights);
  state.hole = deck[face] ?? hole;
  if (shoe.infinite) return;
  shoe.counts[face] = (shoe.counts[face] ?? 0) - 1;
  shoe.left -= 1;
};
