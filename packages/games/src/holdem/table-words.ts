import {
  formatAmount,
  type Currency,
  type EventOf,
  type Seat,
  type TypesOfGame,
} from "@parlor/kit";
import type { Category } from "@parlor/kit/poker";
import type { holdem } from "./game.ts";

type Types = TypesOfGame<typeof holdem>;
export type HoldemView = Types["view"];
export type HandView = NonNullable<HoldemView["hand"]>;

export const categoryNames: Readonly<Record<Category, string>> = {
  "high-card": "high card",
  pair: "a pair",
  "two-pair": "two pair",
  "three-of-a-kind": "three of a kind",
  straight: "a straight",
  flush: "a flush",
  "full-house": "a full house",
  "four-of-a-kind": "four of a kind",
  "straight-flush": "a straight flush",
};

interface Told {
  readonly view: HoldemView;
  readonly players: readonly (string | null)[];
  readonly you: Seat | null;
  readonly currency: Currency;
  readonly running: boolean;
}

/** The line above the buttons: whose turn it is, or who has won what. */
export const statusText = (told: Told): string => {
  const { view, players, you, running } = told;
  const { hand } = view;
  const name = (seat: Seat): string =>
    seat === you ? "you" : (players[seat] ?? `seat ${seat + 1}`);
  if (hand?.results) return resultText(hand, name, told.currency);
  if (!running) return "The table is not open for play.";
  if (!hand) return "The first hand begins when two players have bought chips.";
  if (hand.turn === null) return "";
  return hand.turn === you ? "Your turn." : `Waiting for ${name(hand.turn)}.`;
};

const resultText = (hand: HandView, name: (seat: Seat) => string, currency: Currency): string => {
  const won = new Map<Seat, number>();
  for (const { shares } of hand.results ?? [])
    for (const { seat, amount } of shares) won.set(seat, (won.get(seat) ?? 0) + amount);
  const lines = [...won].map(([seat, amount]) => {
    const part = hand.players.find((player) => player.seat === seat && !player.folded);
    const category = part?.shown ? part.category : null;
    const what = category ? ` with ${categoryNames[category]}` : "";
    const who = name(seat);
    return `${who} ${who === "you" ? "win" : "wins"} ${formatAmount(amount, currency)}${what}`;
  });
  return `${lines.join("; ")}.`;
};

/** The last thing that a seat did in this hand, as a word beside its name. */
export const lastMove = (
  events: readonly ({ readonly seq: number } & EventOf<Types>)[],
  seat: Seat,
): string => {
  for (const event of events.toReversed()) {
    if (event.type === "hand-started" || event.type === "board-dealt") return "";
    if (event.type === "moved" && event.data.seat === seat)
      return event.data.allIn ? "all-in" : event.data.move;
  }
  return "";
};

/** What a bet or a raise to `to` would be called, and where a share of the pot puts it. */
export const potRaise = (hand: HandView, seat: Seat, halves: number): number => {
  const own = hand.players.find((player) => player.seat === seat && !player.left)?.bet ?? 0;
  const toCall = Math.max(0, hand.level - own);
  const pot = hand.pots.reduce((sum, { amount }) => sum + amount, 0);
  return hand.level + Math.floor(((pot + toCall) * halves) / 2);
};
