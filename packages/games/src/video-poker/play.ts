import { cardIndex, newShoe, type Card, type Random, type Seat, type Shoe } from "@parlor/kit";
import { categories, categoryOfHand } from "./categories.ts";
import { coinsMax, paysOf } from "./config.ts";
import type { BetId, Played, Round, State, VideoPokerTable, Wager } from "./state.ts";

/** The clock of a hand that waits for its draw. */
export const drawTimer = "draw";

export const betIdOf = (coins: number): BetId =>
  coins === coinsMax ? "five-coins" : "one-to-four-coins";

export const deal = (wager: Wager, random: Random): Round => {
  const shoe = newShoe(1);
  const cards: Card[] = [];
  for (let place = 0; place < 5; place++) cards.push(random.drawFrom(shoe));
  return { cards, coins: wager.coins, hands: wager.hands, stake: wager.stake };
};

/** The 47 cards that a deal leaves. */
const shoeAfter = (dealt: readonly Card[]): Shoe => {
  const shoe = newShoe(1);
  for (const card of dealt) shoe.counts[cardIndex(card)] = 0;
  shoe.left -= dealt.length;
  return shoe;
};

/** Each hand keeps the held cards, and draws the others from its own copy of what the deal left. */
export const draw = (
  { cards: dealt, coins, hands, stake }: Round,
  held: readonly number[],
  pays: readonly number[],
  random: Random,
): Played => {
  const left = shoeAfter(dealt);
  const coin = stake / (coins * hands);
  const drawn: Played["drawn"] = [];
  let won = 0;
  for (let hand = 0; hand < hands; hand++) {
    const shoe = hand === hands - 1 ? left : { ...left, counts: [...left.counts] };
    const cards = dealt.map((card, place) => (held.includes(place) ? card : random.drawFrom(shoe)));
    const category = categoryOfHand(cards);
    won += (pays[category] ?? 0) * coins * coin;
    drawn.push({ cards, category });
  }
  return { cards: [...dealt], coins, hands, stake, held: [...held], drawn, won };
};

/** Draws, pays and ends the round. */
export const finish = (
  state: State,
  round: Round,
  held: readonly number[],
  seat: Seat,
  table: VideoPokerTable,
): void => {
  const { coins, hands, stake } = round;
  const pays = paysOf(table.config, coins);
  const played = draw(round, held, pays, table.random);
  table.bank.give(seat, played.won, betIdOf(coins));
  table.emit("drawn", {
    held: played.held,
    hands: played.drawn.map(({ cards, category }) => ({
      cards,
      category: categories[category] ?? "nothing",
      won: ((pays[category] ?? 0) * stake) / hands,
    })),
    won: played.won,
  });
  table.stopTimer(drawTimer);
  state.round = null;
  state.last = played;
  table.finishRound();
};
