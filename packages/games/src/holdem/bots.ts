import {
  cardIndex,
  type Action,
  type Bot,
  type BotMaker,
  type BotSight,
  type Choice,
  type Limits,
  type Random,
} from "@parlor/kit";
import { equityOf } from "./bot-equity.ts";
import { spotOf, type HoldemView, type Spot } from "./bot-spot.ts";
import { raiseTo } from "./bot-sizes.ts";
import type { Config } from "./config.ts";
import { newStartingHands } from "./starting-hands.ts";

/** How a bot plays. */
interface Style {
  /** Deals for one decision. */
  readonly samples: number;
  /** By how much it misjudges its chance, at most. */
  readonly noise: number;
  /** Whether it thinks about what the others' bets say of their cards. */
  readonly reads: boolean;
  /** How much better than its price a call has to be; below 0 it calls too much. */
  readonly callMargin: number;
  /** From what advantage on it bets by itself, and raises a bet, as a share of what is beyond an even chance. */
  readonly betFrom: number;
  readonly raiseFrom: number;
  /** How often it bets a hand that is not worth it, where few are left, and checks or calls with one that is. */
  readonly bluffs: number;
  readonly traps: number;
}

const styles = {
  easy: {
    samples: 40,
    noise: 0.2,
    reads: false,
    callMargin: -0.1,
    betFrom: 0.4,
    raiseFrom: 0.7,
    bluffs: 0.02,
    traps: 0.4,
  },
  medium: {
    samples: 150,
    noise: 0.06,
    reads: false,
    callMargin: 0,
    betFrom: 0.3,
    raiseFrom: 0.55,
    bluffs: 0.05,
    traps: 0.2,
  },
  hard: {
    samples: 400,
    noise: 0.02,
    reads: true,
    callMargin: 0.02,
    betFrom: 0.2,
    raiseFrom: 0.4,
    bluffs: 0.12,
    traps: 0.12,
  },
  expert: {
    samples: 1_500,
    noise: 0,
    reads: true,
    callMargin: 0.02,
    betFrom: 0.2,
    raiseFrom: 0.4,
    bluffs: 0.12,
    traps: 0.12,
  },
} as const satisfies Record<string, Style>;

/** Whether it happens, with this chance. */
const happens = (chance: number, random: Random): boolean => random.int(1_000) < chance * 1_000;

const find = (legal: readonly Choice[], ...types: readonly string[]): Choice | undefined =>
  legal.find(({ type }) => types.includes(type));

/** A range's limits; an amount of hold'em is never a list. */
const rangeOf = (choice: Choice, field: string): Limits => {
  const domain = choice.fields[field];
  return domain !== undefined && "min" in domain ? domain : { min: 0, max: 0 };
};

/**
 * What it does for its seat while it is not its turn: it buys chips when it has too few, as many as it may, and comes back when
 * it sits out. Null where it waits: also where nobody else can go on, since getting up from the game would help nobody.
 */
const keepSeat = (legal: readonly Choice[]): Action | null => {
  const buyIn = find(legal, "buy-in");
  // The least that may be bought is one chip where the stack is a whole buy-in already.
  if (buyIn && rangeOf(buyIn, "amount").min > 1)
    return { type: "buy-in", amount: rangeOf(buyIn, "amount").max };
  return find(legal, "sit-in") ? { type: "sit-in" } : null;
};

/** How much better than an even chance, as a share of all that could be better: 1 for a hand that cannot lose. */
const advantageOf = (equity: number, { others }: Spot): number => {
  const even = 1 / (others.length + 1);
  return (equity - even) / (1 - even);
};

/** Its turn, at this chance of the pot. */
const play = (
  spot: Spot,
  equity: number,
  legal: readonly Choice[],
  style: Style,
  random: Random,
): Action => {
  const raise = find(legal, "bet", "raise");
  const raised = (advantage: number): Action | null =>
    raise ? { type: raise.type, to: raiseTo(spot, advantage, rangeOf(raise, "to"), random) } : null;
  // Who acts later has seen more, and is content with less.
  const advantage = advantageOf(equity, spot) + 0.08 * (spot.position - 0.5);
  const isFree = spot.price === 0;
  const from = isFree ? style.betFrom : style.raiseFrom;
  // A raise before the flop is for less than one into a bet that says something.
  const least = !isFree && spot.isUnopened ? style.betFrom : from;
  const isWorthIt = advantage > least && !happens(style.traps, random);
  const isBluff =
    advantage <= least &&
    isFree &&
    spot.others.length <= 2 &&
    happens(style.bluffs * (0.5 + spot.position), random);
  const bet = isWorthIt || isBluff ? raised(Math.max(advantage, 0)) : null;
  if (bet) return bet;
  if (isFree) return { type: "check" };
  const margin = spot.price > 0.15 || style.callMargin < 0 ? style.callMargin : 0;
  return { type: equity >= spot.price + margin ? "call" : "fold" };
};

// Made when a bot is first asked, and the same for all of them.
let startingHands: Float64Array | undefined;

/** Plays by the chance of the pot and what it costs to stay in it. */
const byEquity =
  (style: Style): BotMaker =>
  (): Bot => {
    return {
      choose({ view, legal, seat, table }: BotSight, random: Random): Action | null {
        if (!find(legal, "check", "call")) return keepSeat(legal);
        // The sight's table and view are this game's own, made by its schema and its `view`.
        const spot = spotOf(view as HoldemView, seat, table.config as Config, style.reads);
        const question = {
          own: spot.cards.map(cardIndex),
          board: spot.board.map(cardIndex),
          others: spot.others,
          samples: style.samples,
          startingHands: (startingHands ??= newStartingHands()),
        };
        const misjudged = style.noise * (random.int(2_001) / 1_000 - 1);
        return play(spot, equityOf(question, random) + misjudged, legal, style, random);
      },
    };
  };

export const holdemBots: Readonly<Record<string, BotMaker>> = {
  easy: byEquity(styles.easy),
  medium: byEquity(styles.medium),
  hard: byEquity(styles.hard),
  expert: byEquity(styles.expert),
};
