import {
  choice,
  deck,
  defineGame,
  fraction,
  newShoe,
  rankIndex,
  ratioOf,
  scale,
  type Bank,
  type Card,
  type Fraction,
  type Random,
  type Ratio,
  type Seat,
  type Table,
} from "@parlor/kit";
import { z } from "zod";

const decisions = ["stay", "fold"] as const;
const decision = z.enum(decisions);
const seat = z.int().min(0).max(1);
const ended = z.object({
  winners: z.array(seat),
  /** What the winners shared, and what the house kept of it. */
  pot: z.int(),
  rake: z.int(),
  /** The cards where both stayed. */
  cards: z.array(z.enum(deck)),
});

interface State {
  /** What each seat has put into the pot. */
  paid: number[];
  /** The card of each seat; null between two hands. */
  cards: (Card | null)[];
  /** Who put in the first ante, and so decides first. */
  first: Seat | null;
  /** Who has to decide; null between two hands. */
  mover: Seat | null;
  last: z.output<typeof ended> | null;
}

/** What the functions below need of the table. */
interface OneCardTable extends Pick<Table, "limits" | "startTimer" | "stopTimer" | "finishRound"> {
  readonly config: { readonly rake: Fraction; readonly turnTimeoutMs: number };
  readonly random: Random;
  readonly bank: Bank<"pot">;
  emit(type: "dealt", data: { first: Seat }): void;
  emit(type: "decided", data: { seat: Seat; decision: z.output<typeof decision> }): void;
  emit(type: "ended", data: z.output<typeof ended>): void;
}

const isPart = ({ numerator, denominator }: Ratio): boolean => numerator < denominator;
const other = (one: Seat): Seat => 1 - one;
const paidBy = (state: State, one: Seat): number => state.paid[one] ?? 0;

const turnOf = (state: State, mover: Seat, table: OneCardTable): void => {
  state.mover = mover;
  table.startTimer("turn", table.config.turnTimeoutMs, mover);
};

/** Cards come from a count of what is left: a card that is not dealt does not exist, and cannot leak. */
const deal = (state: State, first: Seat, table: OneCardTable): void => {
  const shoe = newShoe(1);
  state.cards = [table.random.drawFrom(shoe), table.random.drawFrom(shoe)];
  turnOf(state, first, table);
  table.emit("dealt", { first });
};

/** The pot, less the rake, goes to the winners; what does not divide goes to the first of them. */
const settle = (
  state: State,
  winners: readonly Seat[],
  cards: Card[],
  table: OneCardTable,
): void => {
  const all = paidBy(state, 0) + paidBy(state, 1);
  const rake = scale(all, table.config.rake, "down");
  const pot = all - rake;
  const share = Math.floor(pot / winners.length);
  table.bank.rake(rake, "pot");
  for (const [index, winner] of winners.entries())
    table.bank.give(winner, index === 0 ? pot - share * (winners.length - 1) : share, "pot");
  state.paid = [0, 0];
  state.cards = [null, null];
  state.first = null;
  state.mover = null;
  state.last = { winners: [...winners], pot, rake, cards };
  table.stopTimer("turn");
  table.emit("ended", { winners: [...winners], pot, rake, cards });
  table.finishRound();
};

const showDown = (state: State, table: OneCardTable): void => {
  const cards = state.cards.filter((one) => one !== null);
  const [mine = 0, theirs = 0] = cards.map(rankIndex);
  settle(state, mine === theirs ? [0, 1] : [mine > theirs ? 0 : 1], cards, table);
};

const fold = (state: State, folder: Seat, table: OneCardTable): void => {
  table.emit("decided", { seat: folder, decision: "fold" });
  settle(state, [other(folder)], [], table);
};

export const oneCard = defineGame({
  id: "one-card",
  version: "1.0.0",
  title: "One card",
  summary: "One card each. Stay for another unit, or fold; the higher card takes the pot.",
  bank: "players",
  seats: { min: 2, max: 2 },
  // Every field has a default: `{}` is a whole configuration.
  config: z.object({
    rake: fraction("1/20")
      .refine((rake) => isPart(ratioOf(rake)), "must be less than 1/1")
      .describe("What the house keeps of each pot"),
    turnTimeoutMs: z
      .int()
      .min(1_000)
      .max(86_400_000)
      .default(30_000)
      .describe("How long one decision may take"),
  }),
  actions: { ante: z.object({}), decide: z.object({ decision }) },
  events: {
    dealt: z.object({ first: seat }),
    decided: z.object({ seat, decision }),
    ended,
  },
  bets: { pot: { title: "Pot" } },
  refusals: {
    hand_on: "A hand is being played.",
    ante_in: "Your ante is in already.",
  },

  setup: (): State => ({ paid: [0, 0], cards: [null, null], first: null, mover: null, last: null }),
  // The seat is still taken while this runs: what is in the pot is lost, or goes back where nothing was dealt.
  leave(state, leaver, table) {
    if (state.mover !== null) return fold(state, leaver, table);
    table.bank.refund(leaver, paidBy(state, leaver), "pot");
    if (state.first === leaver) state.first = null;
    state.paid[leaver] = 0;
  },
  timeout(state, _timer, table) {
    if (state.mover !== null) fold(state, state.mover, table);
  },
  act: {
    ante(state, _action, player, table) {
      // Checks first, in a fixed order; then effects. `take` may refuse too.
      if (state.mover !== null) return table.refuse("hand_on");
      if (paidBy(state, player) > 0) return table.refuse("ante_in");
      const refused = table.bank.take(player, table.limits.min, "pot");
      if (refused) return refused;
      state.paid[player] = table.limits.min;
      state.first ??= player;
      if (state.first !== player) deal(state, state.first, table);
    },
    decide(state, { decision: decided }, player, table) {
      if (state.mover !== player) return table.refuse("not_your_turn");
      if (decided === "fold") return fold(state, player, table);
      const refused = table.bank.take(player, table.limits.min, "pot");
      if (refused) return refused;
      state.paid[player] = paidBy(state, player) + table.limits.min;
      table.emit("decided", { seat: player, decision: "stay" });
      if (player === state.first) turnOf(state, other(player), table);
      else showDown(state, table);
    },
  },
  legal: (state, player) => {
    if (state.mover !== null)
      return state.mover === player ? [choice("decide", { decision: decisions })] : [];
    return paidBy(state, player) > 0 ? [] : [choice("ante")];
  },
  // An allow-list, built anew: what is not named here is not sent.
  view: (state, eyes) => ({
    paid: [...state.paid],
    card: eyes === null ? null : (state.cards[eyes] ?? null),
    mover: state.mover,
    last: state.last && { ...state.last },
  }),
  // Whose money is in the pot: what goes back when a session cannot go on.
  stakes: (state) =>
    state.paid.flatMap((amount, owner) =>
      amount > 0 ? [{ seat: owner, bet: "pot", amount }] : [],
    ),
  // A state that the seat could not tell from the real one: what it does not see is dealt anew.
  redeal(state, eyes, random) {
    if (state.mover === null) return state;
    const own = eyes === null ? null : (state.cards[eyes] ?? null);
    const unseen = random.shuffle(deck.filter((one) => one !== own));
    const cards = state.cards.map((one, owner) => (owner === eyes ? one : (unseen.pop() ?? one)));
    return { ...state, cards };
  },
});
