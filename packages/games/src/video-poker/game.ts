import { amount, choice, defineGame, type Seat } from "@parlor/kit";
import { z } from "zod";
import { stakesInUnits } from "../stake-units.ts";
import { categories } from "./categories.ts";
import { coinsMax, config, handsMax, paysOf } from "./config.ts";
import { edgeOf } from "./edges.ts";
import { events } from "./events.ts";
import { bestHoldOf, holds } from "./holds.ts";
import { betIdOf, deal, drawTimer, finish } from "./play.ts";
import type { RefusalCode, State, VideoPokerReadTable, VideoPokerTable } from "./state.ts";

const refusals: Readonly<Record<RefusalCode, string>> = {
  hand_in_progress: "The hand that was dealt has to be played first.",
  no_hand: "There is no hand to draw to.",
  too_many_hands: "This machine does not deal so many hands at once.",
  invalid_hold: "Held places are told once each, in rising order.",
};

const isHold = (held: readonly number[]): boolean =>
  held.every((place, index) => index === 0 || place > (held[index - 1] ?? 0));

const dealsOf = ({ config: { handsMax: most }, limits }: VideoPokerReadTable) => {
  const choices = [];
  for (let hands = 1; hands <= most; hands++)
    for (let coins = 1; coins <= coinsMax; coins++) {
      const stake = stakesInUnits(limits, coins * hands);
      if (stake) choices.push(choice("deal", { coins: [coins], hands: [hands], stake }));
    }
  return choices;
};

const draws = [choice("draw", { held: holds })];

const playOut = (state: State, seat: Seat, table: VideoPokerTable): void => {
  if (state.round === null) return;
  const { held } = bestHoldOf(paysOf(table.config, state.round.coins), state.round.cards);
  finish(state, state.round, held, seat, table);
};

export const videoPoker = defineGame({
  id: "video-poker",
  version: "1.0.0",
  title: "Video poker",
  summary:
    "Jacks or better: hold what you like of five cards, draw the rest, for one to ten hands.",
  bank: "house",
  seats: { min: 1, max: 1 },
  config,
  actions: {
    deal: z.object({
      coins: z.int().min(1).max(coinsMax),
      hands: z.int().min(1).max(handsMax),
      stake: amount,
    }),
    draw: z.object({ held: z.array(z.int().min(0).max(4)).max(5) }),
  },
  events,
  bets: {
    "one-to-four-coins": {
      title: "One to four coins",
      edge: (table) => edgeOf(table, 1),
      pays: "by the pay table, 250 for a royal flush",
    },
    "five-coins": {
      title: "Five coins",
      edge: (table) => edgeOf(table, coinsMax),
      pays: "by the pay table, 800 for a royal flush",
    },
  },
  refusals,

  setup: (): State => ({ round: null, last: null }),
  // A hand that its player leaves or forgets is played as well as it can be, so that nobody loses by it. And nobody
  // wins by it: a session that rests until it is closed would give the stake back, whatever was dealt.
  leave: playOut,
  timeout: (state, { seat }, table) => playOut(state, seat ?? 0, table),
  act: {
    deal(state, { coins, hands, stake }, seat, table) {
      if (state.round !== null) return table.refuse("hand_in_progress");
      if (hands > table.config.handsMax) return table.refuse("too_many_hands");
      if (stake % (coins * hands) !== 0)
        return table.refuse("invalid_amount", `a multiple of ${coins * hands}`);
      const taken = table.bank.take(seat, stake, betIdOf(coins));
      if (taken) return taken;
      state.round = deal({ coins, hands, stake }, table.random);
      state.last = null;
      table.startTimer(drawTimer, table.config.drawTimeoutMs, seat);
      table.emit("dealt", { cards: state.round.cards, coins, hands, stake });
    },
    draw(state, { held }, seat, table) {
      if (state.round === null) return table.refuse("no_hand");
      if (!isHold(held)) return table.refuse("invalid_hold");
      finish(state, state.round, held, seat, table);
    },
  },
  legal: (state, _seat, table) => (state.round === null ? dealsOf(table) : draws),
  view: ({ round, last }) => ({
    /** The hand that waits for its draw. */
    round: round && { ...round, cards: [...round.cards] },
    /** The hands that were played last. */
    last: last && {
      cards: [...last.cards],
      coins: last.coins,
      hands: last.hands,
      stake: last.stake,
      held: [...last.held],
      drawn: last.drawn.map(({ cards, category }) => ({
        cards: [...cards],
        category: categories[category] ?? "nothing",
      })),
      won: last.won,
    },
  }),
  stakes: ({ round }) =>
    round === null ? [] : [{ seat: 0, bet: betIdOf(round.coins), amount: round.stake }],
});
