import {
  amount,
  limits,
  refuse,
  type Bank,
  type Random,
  type Seat,
  type Stake,
  type Table,
} from "@parlor/kit";
import { z } from "zod";

/**
 * What small poker games have in common: some hands are played for a buy-in that covers the most that can
 * be lost in all of them, so that nobody is ever short of a call, and the session ends with the last.
 */
export interface Match {
  phase: "waiting" | "betting" | "shown" | "over";
  /** The hand that is played, from 1; 0 before the first. */
  hand: number;
  /** Who plays, in the order of the turns. */
  order: Seat[];
  /** What each seat has behind, in minor units. */
  stacks: number[];
  /** What each seat has put into the pot. */
  paid: number[];
  /** Who left in the middle: their stack is paid out, what they put in stays in the pot. */
  gone: boolean[];
}

export const matchConfig = {
  ante: amount
    .max(1_000_000_000)
    .default(100)
    .describe("One unit of the game in minor units: the ante, of which every bet is a multiple"),
  hands: z.int().min(1).max(100).default(1).describe("How many hands are played"),
  rotate: z
    .boolean()
    .default(false)
    .describe("Whether each hand begins with the next seat; else all begin with the first"),
  turnTimeoutMs: z
    .int()
    .min(1_000)
    .max(86_400_000)
    .default(30_000)
    .describe("How long one turn may take, in milliseconds"),
  pauseMs: z
    .int()
    .min(500)
    .max(60_000)
    .default(4_000)
    .describe("How long the end of a hand is shown before the next, in milliseconds"),
};

export const matchRefusals = { match_begun: "The match has begun; you may watch it." };
export const matchBets = { "buy-in": { title: "Buy-in" } };

export const seatNumber = z
  .int()
  .min(0)
  .max(limits.seatCountMax - 1);
export const matchEvents = {
  /** What the hand brought and cost each player, in minor units, and the cards that were shown. */
  "hand-finished": z.object({
    hand: z.int(),
    results: z.array(z.object({ seat: seatNumber, won: z.int() })),
    shown: z.array(z.object({ seat: seatNumber, card: z.string() })),
  }),
};

/** What a match needs of its table; every game of matches has it. */
export interface MatchTable extends Pick<
  Table,
  "seats" | "startTimer" | "stopTimer" | "finishRound" | "finishGame"
> {
  readonly config: z.output<z.ZodObject<typeof matchConfig>>;
  readonly bank: Bank<"buy-in">;
  emit(type: "hand-finished", data: z.output<(typeof matchEvents)["hand-finished"]>): void;
}

export const newMatch = (seatCount: number): Match => ({
  phase: "waiting",
  hand: 0,
  order: [],
  stacks: Array.from({ length: seatCount }, () => 0),
  paid: Array.from({ length: seatCount }, () => 0),
  gone: Array.from({ length: seatCount }, () => false),
});

export const at = (list: readonly number[], seat: Seat): number => list[seat] ?? 0;
export const isIn = (match: Match, seat: Seat): boolean => match.gone[seat] !== true;

export const joinMatch = (match: Match, seat: Seat, buyIn: number, table: MatchTable) => {
  if (match.phase !== "waiting") return refuse("match_begun");
  const wide = { min: 1, max: limits.amountMax };
  const taken = table.bank.take(seat, buyIn, "buy-in", wide);
  if (taken) return taken;
  match.stacks[seat] = buyIn;
  return undefined;
};

/** The next hand begins: everybody antes. */
export const beginHand = (match: Match, table: MatchTable): void => {
  if (match.hand === 0) match.order = [...table.seats];
  else if (table.config.rotate) match.order = [...match.order.slice(1), ...match.order.slice(0, 1)];
  match.phase = "betting";
  match.hand += 1;
  for (const seat of match.order) pay(match, seat, table.config.ante);
};

export const pay = (match: Match, seat: Seat, sum: number): void => {
  match.stacks[seat] = at(match.stacks, seat) - sum;
  match.paid[seat] = at(match.paid, seat) + sum;
};

export const potOf = (match: Match): number => match.paid.reduce((sum, paid) => sum + paid, 0);

/**
 * The pot goes to the winners in equal parts, what does not divide one by one in the order of the turns. After
 * the last hand, and as soon as somebody has left, all stacks are paid out and the session ends.
 */
export const finishHand = (
  match: Match,
  winners: readonly Seat[],
  shown: readonly { readonly seat: Seat; readonly card: string }[],
  buyIn: number,
  table: MatchTable,
): void => {
  const pot = potOf(match);
  const odd = pot % winners.length;
  const share = (pot - odd) / winners.length;
  const results = match.order.map((seat) => {
    const place = winners.indexOf(seat);
    const won = place < 0 ? 0 : share + (place < odd ? 1 : 0);
    match.stacks[seat] = at(match.stacks, seat) + won;
    return { seat, won: won - at(match.paid, seat) };
  });
  match.paid = match.paid.map(() => 0);
  match.phase = "shown";
  table.emit("hand-finished", { hand: match.hand, results, shown: [...shown] });
  table.stopTimer("turn");
  table.finishRound();
  if (match.hand >= table.config.hands || match.gone.includes(true)) endMatch(match, buyIn, table);
  else table.startTimer("deal", table.config.pauseMs);
};

/** Everybody takes their stack, and is placed by what they have won. */
const endMatch = (match: Match, buyIn: number, table: MatchTable): void => {
  const { order, stacks } = match;
  match.phase = "over";
  table.stopTimer("deal");
  for (const seat of order)
    if (isIn(match, seat)) table.bank.give(seat, at(stacks, seat), "buy-in");
  const seats = order.toSorted((one, other) => one - other);
  const nets = seats.map((seat) => ({ seat, net: at(stacks, seat) - buyIn }));
  const places = [...new Set(nets.map(({ net }) => net))]
    .toSorted((one, other) => other - one)
    .map((net) => nets.filter((one) => one.net === net).map(({ seat }) => seat));
  table.finishGame({ places });
};

/** Whether a hand is under way that the seat is now out of; the game then goes on without it. */
export const leaveMatch = (match: Match, seat: Seat, buyIn: number, table: MatchTable): boolean => {
  if (match.phase === "over") return false;
  const stack = at(match.stacks, seat);
  if (match.phase === "waiting") {
    table.bank.refund(seat, stack, "buy-in");
    match.stacks[seat] = 0;
    return false;
  }
  if (match.phase === "shown") {
    endMatch(match, buyIn, table);
    return false;
  }
  match.gone[seat] = true;
  table.bank.give(seat, stack, "buy-in");
  return true;
};

/** Stacks, and what is in the pot; what those who left have put in is held by the first who still plays. */
export const matchStakes = (match: Match): Stake[] => {
  const stakes: Stake[] = [];
  if (match.phase === "over") return stakes;
  let dead = 0;
  for (let seat = 0; seat < match.stacks.length; seat++)
    if (!isIn(match, seat)) dead += at(match.paid, seat);
  for (let seat = 0; seat < match.stacks.length; seat++) {
    const own = at(match.stacks, seat) + at(match.paid, seat);
    if (!isIn(match, seat) || own === 0) continue;
    stakes.push({ seat, bet: "buy-in", amount: own + dead });
    dead = 0;
  }
  return stakes;
};

/** Takes a card out of those that are left, each as likely as the other. */
export const drawCard = <C>(left: C[], random: Random): C => {
  const card = left.splice(random.int(left.length), 1)[0];
  if (card === undefined) throw new RangeError("no card is left");
  return card;
};

/** What everybody may see of a match. */
export const matchView = (match: Match) => ({
  phase: match.phase,
  hand: match.hand,
  order: [...match.order],
  stacks: [...match.stacks],
  paid: [...match.paid],
  pot: potOf(match),
});
