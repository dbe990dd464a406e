import type { EventOf, Seat, TypesOfGame } from "@parlor/kit";
import { bets } from "./bets.ts";
import type { craps } from "./game.ts";

type CrapsEvent = { readonly seq: number } & EventOf<TypesOfGame<typeof craps>>;

/** What became of one bet on a roll; `net` is what the seat is up by it. */
export interface ReportLine {
  readonly seat: Seat;
  readonly title: string;
  readonly verdict: "won" | "lost" | "pushed" | "moved";
  readonly net: number;
  /** Where a bet that moved went. */
  readonly to?: string;
}

export interface RollReport {
  readonly seq: number;
  readonly dice: readonly [number, number];
  readonly total: number;
  readonly call: string;
  readonly lines: readonly ReportLine[];
}

/** The last roll among the events, with everything that it decided: all of that is one entry. */
export const rollReport = (events: readonly CrapsEvent[]): RollReport | undefined => {
  const rolled = events.findLast((event) => event.type === "rolled");
  if (!rolled) return undefined;
  const { dice, total } = rolled.data;
  const same = events.filter(({ seq }) => seq === rolled.seq);
  const call = same.map(callOf).find((text) => text !== undefined) ?? nameOfRoll(dice);
  return { seq: rolled.seq, dice, total, call, lines: same.flatMap(linesOf) };
};

const nicknames: Readonly<Record<number, string>> = {
  2: "Aces",
  3: "Ace-deuce",
  7: "Seven",
  11: "Yo, eleven",
  12: "Boxcars",
};

/** How a roll is called that moves no puck. */
const nameOfRoll = ([first, second]: readonly [number, number]): string => {
  const total = first + second;
  return nicknames[total] ?? `${total}${first === second ? " the hard way" : ""}`;
};

const callOf = (event: CrapsEvent): string | undefined => {
  switch (event.type) {
    case "point-set":
      return `The point is ${event.data.point}`;
    case "point-made":
      return `Point made: ${event.data.point}`;
    case "seven-out":
      return "Seven out";
    default:
      return undefined;
  }
};

const linesOf = (event: CrapsEvent): readonly ReportLine[] => {
  switch (event.type) {
    case "bet-won": {
      const { won, commission } = event.data;
      return [{ ...lineOf(event.data), verdict: "won", net: won - commission }];
    }
    case "bet-lost":
      return [{ ...lineOf(event.data), verdict: "lost", net: -event.data.stake }];
    case "bet-pushed":
      return [{ ...lineOf(event.data), verdict: "pushed", net: 0 }];
    case "bet-moved":
      return [{ ...lineOf(event.data), verdict: "moved", net: 0, to: bets[event.data.to].title }];
    default:
      return [];
  }
};

const lineOf = ({ seat, bet }: { readonly seat: Seat; readonly bet: keyof typeof bets }) => ({
  seat,
  title: bets[bet].title,
});

export const netOf = (lines: readonly ReportLine[]): number =>
  lines.reduce((sum, { net }) => sum + net, 0);
