import { bar, checkerCount, lossFactor, lossOf, off, pipCount } from "./board.ts";

/** A position is judged in points of the game as it stands: 1 for a single game won. Weights are in pips. */
const weights = {
  /** Each point of the home board, by its number: the sixth to the fourth are worth the most. */
  home: [0, 1, 2, 4.5, 6, 6.5, 5],
  /** The bar point and the one before it, held. */
  outer: 3.5,
  /** Each point beyond the third of those that lie side by side, by what is held back behind them. */
  prime: 4,
  /** A point held in the other side's home board, by how far in front it is. */
  anchor: [0, 3, 3, 3.5, 7, 8, 5],
  /** A checker of one's own that is deep in the other side's home board, for each point that is held before it. */
  trapped: 1.2,
  /** On the bar, for each point that is held against it. */
  onBar: 2.2,
  /** What a shot costs beyond the pips, for each point that is held against the way back. */
  hitPerPoint: 3,
  hit: 5,
  /** Checkers beyond four on one point, and those that are wasted on the lowest ones. */
  stacked: 0.8,
  deep: 1.5,
} as const;

/** In how many of 36 rolls a checker so many pips away is hit, with nothing in between. */
const shots = [
  0, 11, 12, 14, 15, 15, 17, 6, 6, 5, 3, 2, 3, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1,
] as const;

const homeSize = 6;

/** Held points, by where that seat counts them. */
const heldIn = (checkers: readonly number[], from: number, to: number): number => {
  let held = 0;
  for (let point = from; point <= to; point++) if ((checkers[point] ?? 0) >= 2) held += 1;
  return held;
};

/** The rearmost checker's point. */
const rearOf = (checkers: readonly number[]): number => {
  let point = bar;
  while (point > 0 && (checkers[point] ?? 0) === 0) point -= 1;
  return point;
};

/** Whether the two sides can still meet. */
export const isContact = (own: readonly number[], others: readonly number[]): boolean =>
  rearOf(own) + rearOf(others) > bar;

/** What the other side may hit, in pips: its chance to hit, by what that costs. */
const riskOf = (own: readonly number[], others: readonly number[]): number => {
  const against = heldIn(others, 1, homeSize);
  let risk = 0;
  for (let point = 1; point < bar; point++) {
    if (own[point] !== 1) continue;
    let [missed, shooters] = [1, 0];
    for (let from = bar - point + 1; from <= bar; from++) {
      if ((others[from] ?? 0) === 0) continue;
      missed *= 1 - (shots[from - (bar - point)] ?? 0) / 36;
      shooters += 1;
      if (shooters === 3) break;
    }
    const cost = bar - point + weights.hit + weights.hitPerPoint * against;
    risk += (1 - missed) * cost;
  }
  return risk;
};

/** The longest row of points that are held side by side, among those that block the other side's rear checkers. */
const primeOf = (own: readonly number[]): number => {
  let [best, row] = [0, 0];
  for (let point = 1; point <= 12; point++) {
    row = (own[point] ?? 0) >= 2 ? row + 1 : 0;
    if (row > best) best = row;
  }
  return best;
};

/** What the position of a side is worth beyond its pips, while the sides can meet. */
const structureOf = (own: readonly number[], others: readonly number[]): number => {
  let worth = 0;
  for (let point = 1; point <= homeSize; point++) {
    const count = own[point] ?? 0;
    if (count >= 2) worth += weights.home[point] ?? 0;
    if (point <= 2) worth -= weights.deep * Math.max(0, count - 2);
  }
  for (const point of [7, 8]) if ((own[point] ?? 0) >= 2) worth += weights.outer;
  for (let point = 1; point < bar; point++)
    worth -= weights.stacked * Math.max(0, (own[point] ?? 0) - 4);
  const rear = rearOf(others);
  if (rear > 17) worth += weights.prime * Math.max(0, primeOf(own) - 2);
  for (let depth = 1; depth <= homeSize; depth++) {
    const count = own[bar - depth] ?? 0;
    if (count >= 2) worth += weights.anchor[depth] ?? 0;
    const before = heldIn(others, depth + 1, depth + homeSize);
    worth -= weights.trapped * count * Math.max(0, before - 1);
  }
  worth -= weights.onBar * (own[bar] ?? 0) * (1 + heldIn(others, 1, homeSize));
  return worth;
};

/** A side's pips with what bearing off wastes: gaps and heaps on low points. */
const racePips = (own: readonly number[]): number => {
  let pips = pipCount(own);
  for (let point = 1; point <= 3; point++)
    pips += Math.max(0, (own[point] ?? 0) - 2) * (1.5 / point);
  const left = checkerCount - (own[off] ?? 0);
  return pips + left * 0.6;
};

/**
 * The chance that the side wins whose turn it is not, as it stands after its play: by the race where nothing can be hit any
 * more, else by race, points, primes, anchors and shots.
 */
export const winChance = (own: readonly number[], others: readonly number[]): number => {
  if (own[off] === checkerCount) return 1;
  if (others[off] === checkerCount) return 0;
  // The other side is on roll: half a roll ahead.
  const rollPips = 4;
  if (!isContact(own, others)) {
    const [mine, theirs] = [racePips(own), racePips(others)];
    const lead = theirs - rollPips - mine;
    return chanceOf(lead / (0.45 * Math.sqrt(mine + theirs) + 1.5));
  }
  const lead =
    pipCount(others) -
    rollPips -
    pipCount(own) +
    structureOf(own, others) -
    structureOf(others, own) -
    riskOf(own, others) +
    // The other side's blots are hit only if they still stand there after its roll.
    0.35 * riskOf(others, own);
  return chanceOf(lead / 30);
};

const chanceOf = (deviations: number): number => 1 / (1 + Math.exp(-1.9 * deviations));

/** The chance that a won game is a gammon: few or no checkers borne off, and a long way home. */
export const gammonChance = (losers: readonly number[], winners: readonly number[]): number => {
  if ((losers[off] ?? 0) > 0) return 0;
  let outside = 0;
  for (let point = homeSize + 1; point <= bar; point++)
    outside += (losers[point] ?? 0) * Math.ceil((point - homeSize) / homeSize);
  // A crossover takes the loser half a roll, a winner's checker to bear off as much.
  const rollsToSave = (outside + 1) / 2.6;
  const rollsToWin = pipCount(winners) / 8.2 + 1;
  return 1 / (1 + Math.exp(-1.1 * (rollsToSave - rollsToWin)));
};

/** What the position is worth in points to the side that has just played, gammons counted where they count. */
export const equityAfter = (
  own: readonly number[],
  others: readonly number[],
  gammons: boolean,
): number => {
  if (own[off] === checkerCount) return gammons ? lossFactor[lossOf(others)] : 1;
  const win = winChance(own, others);
  if (!gammons) return 2 * win - 1;
  return win * (1 + gammonChance(others, own)) - (1 - win) * (1 + gammonChance(own, others));
};
