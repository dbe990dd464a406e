import { isOfSeat, type Posting, type Stake } from "@parlor/kit";
import { followedSeat } from "./placements.ts";
import type { Done, Position, Setting } from "./position.ts";

/** The money of one bet on its way: what has been put in, what has come back. */
export interface BetMoney {
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

/** One bet on its way, and where play stands. */
export interface FollowedBet extends BetMoney {
  readonly position: Position;
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
  stakes: stakesOf(setting, position.state),
  spots: noSpots,
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
  { position, postings }: Done,
): FollowedBet | Outcome => {
  const stakes = stakesOf(setting, position.state);
  const { over } = position;
  if (isUntouched(before, stakes, postings, over)) return { ...before, position };
  const after = settled(before, bet, { stakes, postings, over });
  return isOutcome(after) ? after : { ...after, position };
};

export const stakesOf = ({ game }: Setting, state: unknown): readonly Stake[] =>
  game.stakes?.(state) ?? noStakes;

/** Whether a command moved no money and left all stakes as they were: most do, and are quickly done with. */
export const isUntouched = (
  before: BetMoney,
  stakes: readonly Stake[],
  postings: readonly Posting[],
  over: boolean,
): boolean => postings.length === 0 && !over && isSame(before.stakes, stakes);

/** What a command did that moved money or stakes. */
export const settled = (
  before: BetMoney,
  bet: string,
  did: {
    readonly stakes: readonly Stake[];
    readonly postings: readonly Posting[];
    readonly over: boolean;
  },
): BetMoney | Outcome => {
  const { stakes, postings } = did;
  let { taken, paid, refunded } = before;
  for (const posting of postings) {
    if (!isOfSeat(posting) || posting.seat !== followedSeat || posting.bet !== bet) continue;
    if (posting.kind === "bet") taken += posting.amount;
    else if (posting.kind === "refund") refunded += posting.amount;
    else paid += posting.amount;
  }
  // With no stake left there is nothing to look for.
  const spots = stakes.length === 0 ? noSpots : spotsAfter(before, bet, stakes, postings);
  let open = 0;
  for (const spot of spots) open += amountOn(stakes, spot);
  // A winner that stays up has been paid and lies there whole: its next decision is another one.
  const put = taken - before.taken - (refunded - before.refunded);
  const staysUp = paid > before.paid && open > 0 && open === before.open + put;
  if (open > 0 && !staysUp && !did.over) return { spots, open, taken, paid, refunded, stakes };
  return {
    taken,
    returned: paid + refunded + open,
    resolved: paid > 0 || refunded < taken,
    hit: paid > 0,
  };
};

export const isOutcome = (after: BetMoney | Outcome): after is Outcome => "returned" in after;

const noSpots: readonly string[] = [];
const noStakes: readonly Stake[] = [];

/** What the followed seat has under a name. */
const amountOn = (stakes: readonly Stake[], spot: string): number => {
  let sum = 0;
  for (const { seat, bet, amount } of stakes)
    if (seat === followedSeat && bet === spot) sum += amount;
  return sum;
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

/** Where the bet lies now. This runs for every bet of a simulation, so it makes one list and no more. */
const spotsAfter = (
  { spots, stakes: from }: BetMoney,
  bet: string,
  to: readonly Stake[],
  postings: readonly Posting[],
): readonly string[] => {
  let [madeOwn, madeOther] = [false, false];
  for (const posting of postings) {
    if (posting.kind !== "bet" || posting.seat !== followedSeat) continue;
    if (posting.bet === bet) madeOwn = true;
    else madeOther = true;
  }
  const after: string[] = [];
  for (const spot of spots) if (amountOn(to, spot) > 0) after.push(spot);
  if (madeOther && !madeOwn) return after;
  for (const { seat, bet: spot } of to) {
    if (seat !== followedSeat || after.includes(spot)) continue;
    const amount = amountOn(to, spot);
    if (amount <= amountOn(from, spot)) continue;
    // Where nothing was paid in, a stake that is new took the place of one that is gone.
    const isOwn = madeOwn
      ? spot === bet || !madeOther
      : spots.some((old) => amountOn(to, old) === 0 && amountOn(from, old) === amount);
    if (isOwn) after.push(spot);
  }
  return after;
};
