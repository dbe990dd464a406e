import { assert, cardIndex, copyJson, takeCard, type Card, type Seat } from "@parlor/kit";
import { scriptedSession, type ScriptedSessionOptions } from "@parlor/kit/testing";
import type { BetId } from "../bet-ids.ts";
import type { Config } from "../config.ts";
import { dealCoup, type Coup } from "../coup.ts";
import type { Events } from "../events.ts";
import { baccarat } from "../game.ts";
import type { State } from "../state.ts";

/** "9h Kd" as cards. */
export const cards = (text: string): readonly Card[] => text.split(" ") as Card[]; // as the tests write them

/** The coup of these cards, in the order in which they are drawn. */
export const coupOf = (text: string): Coup => {
  const left = [...cards(text)];
  const coup = dealCoup(() => {
    const card = left.shift();
    assert(card !== undefined, `${text}: the coup needs more cards`);
    return card;
  });
  assert(left.length === 0, `${text}: the coup needs no ${left.join(" ")}`);
  return coup;
};

/** Coups for each way that one can end, by name. */
export const known = {
  naturalPlayer: coupOf("9h 2c Kd 3d"),
  naturalBanker: coupOf("2h 8c 3d Kd"),
  naturalTie: coupOf("8h 9c Kd 9d"),
  /** 7 against 6, four cards. */
  playerByOne: coupOf("7h 6c Kd Kc"),
  /** 0 against 6: the banker stands on 6 against a ten. */
  bankerSix: coupOf("5h 6c 5d Kd Ts"),
  tieSix: coupOf("6h 6c Kd Kh"),
  playerPair: coupOf("3h 7c 3d Kd"),
  bothPairs: coupOf("3h 7c 3d 7d Tc"),
} as const;

/** A table for tests that deals the cards that the test says. */
export const scriptedShoe = (
  options: Omit<ScriptedSessionOptions, "config"> & { readonly config?: Partial<Config> } = {},
) => {
  const session = scriptedSession(baccarat, options);
  const { act } = session;
  const game = () => session.table.state.game as State; // what this game's setup made
  const willDeal = (text: string): void => {
    const shoe = copyJson(game().shoe);
    for (const card of cards(text)) {
      const before = shoe.counts.slice(0, cardIndex(card));
      const nth = before.reduce((sum, count) => sum + count, 0);
      assert(takeCard(shoe, nth) === card, `the shoe has no ${card} left`);
      session.willDraw(nth);
    }
  };
  return {
    ...session,
    game,
    willDeal,
    bet: (bet: BetId, amount: number, seat: Seat = 0) => act(seat, { type: "bet", bet, amount }),
    takeBack: (bet: BetId, seat: Seat = 0) => act(seat, { type: "take-back", bet }),
    clear: (seat: Seat = 0) => act(seat, { type: "clear" }),
    repeat: (seat: Seat = 0) => act(seat, { type: "repeat" }),
    call: (seat: Seat = 0) => act(seat, { type: "deal" }),
    /** The seat calls, and these cards come. */
    deal: (text: string, seat: Seat = 0) => {
      willDeal(text);
      return act(seat, { type: "deal" });
    },
    up: (seat: Seat = 0) =>
      game()
        .bets.filter((one) => one.seat === seat)
        .map(({ place, stake }) => `${place} ${stake}`),
    settled: () => session.told("settled") as readonly Events["settled"][],
  };
};
