import type { Posting, Stake } from "@parlor/kit";
import { followedSeat } from "./placements.ts";
import type { Done, Position, Setting } from "./position.ts";

/** One bet on its way, and the money that has been put in and come back. */
export interface FollowedBet {
  readonly position: Position;
  /** What the stakes on the table are called that are this bet's; it may move from one to another. */
  readonly spots: readonly string[];
  /** What is on those spots. */
  readonly open: number;
  readonly taken: number;
  readonly paid: number;
  readonly refunded: number;
  /** All stakes at the table, as the game tells them. */
  readonly stakes: readonly Stake[];
}

/** How one bet ended. */
export interface Outcome {
  /** Everything that was taken for the bet, commission and later raises included. */
  readonly taken: number;
  /** Everything that came back, and the stake where a winner stays up. */
  readonly returned: number;
  /** Whether it won or lost: not where all of it was handed back. */
  readonly resolved: boolean;
  /** Whether it was paid anything. */
  readonly hit: boolean;
}

/** A bet before it is made. */
export const unmade = (setting: Setting, position: Position): FollowedBet => ({
  position,
  stakes: stakesOf(setting, position),
  spots: [],
  open: 0,
  taken: 0,
  paid: 0,
  refunded: 0,
});

/**
 * What a command did to the bet. Money is the bet's when it carries its name. Its stake is found among
 * the game's stakes: what appeared when it was paid, and what took the place of that later.
 */
export const afterDone = (
  setting: Setting,
  before: FollowedBet,
  bet: string,
  done: Done,
): FollowedBet | Outcome => {
  const stakes = stakesOf(setting, done.position);
  return isUntouched(before, done, stakes)
    ? { ...before, position: done.position }
    : settled(before, bet, done, stakes);
};

export const stakesOf = ({ game }: Setting, { state }: Position): readonly Stake[] =>
  game.stakes?.(state) ?? noStakes;

/** Whether a command moved no money and left all stakes as they were: most do, and are quickly done with. */
export const isUntouched = (
  before: FollowedBet,
  { position, postings }: Done,
  stakes: readonly Stake[],
): boolean => postings.length === 0 && !position.over && isSame(before.stakes, stakes);

/** What a command did that moved money or stakes. */
export const settled = (
  before: FollowedBet,
  bet: string,
  { position, postings }: Done,
  stakes: readonly Stake[],
): FollowedBet | Outcome => {
  let [taken, paid, refunded] = [0, 0, 0];
  for (const posting of postings) {
    if (posting.seat !== followedSeat || posting.bet !== bet) continue;
    if (posting.kind === "bet") taken += posting.amount;
    else if (posting.kind === "payout") paid += posting.amount;
    else refunded += posting.amount;
  }
  // With no stake left there is nothing to look for; simulations are a third faster for it.
  const to = stakes.length === 0 ? none : amountsOf(stakes);
  const spots =
    stakes.length === 0
      ? []
      : spotsAfter(before.spots, bet, amountsOf(before.stakes), to, postings);
  let open = 0;
  for (const spot of spots) open += to.get(spot) ?? 0;
  const after = {
    position,
    stakes,
    spots,
    open,
    taken: before.taken + taken,
    paid: before.paid + paid,
    refunded: before.refunded + refunded,
  };
  // A winner that stays up has been paid and lies there whole: its next decision is another one.
  const staysUp = paid > 0 && open > 0 && open === before.open + taken - refunded;
  if (open > 0 && !staysUp && !position.over) return after;
  return {
    taken: after.taken,
    returned: after.paid + after.refunded + open,
    resolved: after.paid > 0 || after.refunded < after.taken,
    hit: after.paid > 0,
  };
};

export const isOutcome = (after: FollowedBet | Outcome): after is Outcome => "returned" in after;

const none: ReadonlyMap<string, number> = new Map();
const noStakes: readonly Stake[] = [];

/** The followed seat's stakes by name. */
const amountsOf = (stakes: readonly Stake[]): ReadonlyMap<string, number> => {
  const amounts = new Map<string, number>();
  for (const { seat, bet, amount } of stakes)
    if (seat === followedSeat) amounts.set(bet, (amounts.get(bet) ?? 0) + amount);
  return amounts;
};

const isSame = (a: readonly Stake[], b: readonly Stake[]): boolean => {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    const [one, other] = [a[index], b[index]];
    if (one?.bet !== other?.bet || one?.amount !== other?.amount || one?.seat !== other?.seat)
      return false;
  }
  return true;
};

const spotsAfter = (
  spots: readonly string[],
  bet: string,
  from: ReadonlyMap<string, number>,
  to: ReadonlyMap<string, number>,
  postings: readonly Posting[],
): readonly string[] => {
  const kept = spots.filter((spot) => to.has(spot));
  const appeared = [...to.keys()].filter((spot) => (to.get(spot) ?? 0) > (from.get(spot) ?? 0));
  const made = postings.filter(({ kind, seat }) => kind === "bet" && seat === followedSeat);
  if (made.length === 0) {
    // Nothing was paid in, so a stake that is new took the place of one that is gone.
    const gone = spots.filter((spot) => !to.has(spot)).map((spot) => from.get(spot));
    return [...kept, ...appeared.filter((spot) => gone.includes(to.get(spot)))];
  }
  if (!made.some((posting) => posting.bet === bet)) return kept;
  const own = appeared.filter((spot) => spot === bet || made.every((one) => one.bet === bet));
  return [...new Set([...kept, ...own])];
};
