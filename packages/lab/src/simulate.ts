import {
  canonicalJson,
  isRefusal,
  randomFrom,
  seededDraws,
  type Action,
  type Choice,
  type DrawInt,
  type Random,
} from "@parlor/kit";
import {
  afterDone,
  isOutcome,
  isUntouched,
  settled,
  stakesOf,
  unmade,
  type FollowedBet,
  type Outcome,
} from "./followed-bet.ts";
import { betsPerChunk, decisionsKeptMax, movesPerBetMax, rehearsedBetCount } from "./limits.ts";
import { movesAt } from "./moves.ts";
import { accepted, followedSeat, goTo, type Placement } from "./placements.ts";
import {
  copyJson,
  legalAt,
  perform,
  performInPlace,
  positionKey,
  type Move,
  type Position,
  type Setting,
} from "./position.ts";
import { newCounts, type Tally } from "./tally.ts";

/** How a player decides where the bet leaves something to decide; null leaves it to the lab. */
export type Strategy = (state: unknown, choices: readonly Choice[]) => Action | null;

/** One bet, to be made over and over again. */
export interface Simulation {
  readonly setting: Setting;
  readonly placement: Placement;
  readonly seed: string;
  readonly strategy?: Strategy;
}

/** Makes bets on end. What it has decided before in the same position it need not think about again. */
export interface Simulator {
  /** The bets of one chunk: always the same, whoever plays it and whatever was played before. */
  chunk(index: number): Tally;
}

export const newSimulator = (simulation: Simulation): Simulator => {
  const { setting, placement, seed } = simulation;
  const start = goTo(setting, placement);
  if (start === undefined) throw new Error(`the table takes no ${placement.bet}`);
  const play = newPlay(simulation, start);
  return {
    chunk(index) {
      const counts = newCounts();
      const live = seededDraws(`${seed}/${index}`);
      let [roundCount, chunkNet] = [0, 0];
      for (let bet = 0; bet < betsPerChunk; bet++) {
        const { outcome, rounds } = play(live);
        counts.add(outcome);
        roundCount += rounds;
        chunkNet += outcome.returned - outcome.taken;
      }
      const outcomes = counts.byKey();
      return {
        chunkCount: 1,
        betCount: betsPerChunk,
        roundCount,
        outcomes,
        chunkNets: [chunkNet],
      };
    },
  };
};

type Start = { readonly position: Position; readonly action: Action };

interface Played {
  readonly outcome: Outcome;
  readonly rounds: number;
}

const noDraw: DrawInt = () => 0;

/** Draws that, where they are recorded, can be done again: a bet may have to be played twice. */
const drawsOfBet = (isRecorded: boolean) => {
  const drawn: number[] = [];
  let used = 0;
  let live: DrawInt = noDraw;
  const recorded: DrawInt = (bound) => {
    if (used === drawn.length) drawn.push(live(bound));
    return drawn[used++] ?? 0;
  };
  const random: Random = randomFrom(isRecorded ? recorded : (bound) => live(bound));
  return {
    random,
    restart: () => {
      used = 0;
    },
    begin: (draw: DrawInt) => {
      drawn.length = 0;
      used = 0;
      live = draw;
    },
  };
};

/**
 * Plays one bet after the other on private copies. A move that asks for nothing (a roll) is made as
 * often as it may be, and the quickest way to learn that it may not is to be refused. Where a refusal
 * may have written to the state, the bet is played once more, on the same draws and with a look at
 * what is legal before each such move.
 */
const newPlay = (simulation: Simulation, start: Start): ((live: DrawInt) => Played) => {
  const { setting, placement } = simulation;
  const before = unmade(setting, start.position);
  const placing: Move = { kind: "act", seat: followedSeat, action: start.action };
  const decide = newDecide(simulation, start);
  const { steady, isCleanlyRefused } = rehearse(simulation, start, decide);
  const draws = drawsOfBet(!isCleanlyRefused);

  const playOnce = (isCareful: boolean): Played | null => {
    let rounds = 0;
    let at = before;
    let position = { ...start.position, state: copyJson(start.position.state) };
    const decideHere = (): Move => decide({ ...at, position });
    for (let count = 0; count < movesPerBetMax; count++) {
      const tries = count > 0 && steady && (!isCareful || isLegal(setting, position, steady));
      const move = count === 0 ? placing : tries ? steady : decideHere();
      let answer = performInPlace(setting, position, move, draws.random);
      if (isRefusal(answer) && tries) {
        if (!isCleanlyRefused) return null;
        answer = performInPlace(setting, position, decideHere(), draws.random);
      }
      const done = accepted(answer);
      ({ position } = done);
      if (done.roundFinished) rounds += 1;
      const stakes = stakesOf(setting, position);
      if (isUntouched(at, done, stakes)) continue;
      const after = settled(at, placement.bet, done, stakes);
      if (isOutcome(after)) return { outcome: after, rounds };
      at = after;
    }
    throw new Error(`${placement.bet} is not decided after ${movesPerBetMax} moves`);
  };

  return (live) => {
    draws.begin(live);
    const played = playOnce(false);
    if (played) return played;
    draws.restart();
    const again = playOnce(true);
    if (again === null) throw new Error("a legal move was refused");
    return again;
  };
};

/** What is done in a position: as the strategy says, or the first of what the bet leaves to do. */
const newDecide = ({ setting, placement, strategy }: Simulation, { action: placing }: Start) => {
  const decided = new Map<string, Move>();
  return (at: FollowedBet): Move => {
    if (strategy) {
      const choices = legalAt(setting, at.position, followedSeat);
      const action = strategy(at.position.state, choices);
      if (action) return { kind: "act", seat: followedSeat, action };
    }
    const key = `${canonicalJson(at.spots)} ${positionKey(setting, at.position)}`;
    const known = decided.get(key);
    if (known) return known;
    const move = movesAt(setting, at, placement.bet, placing)[0];
    if (move === undefined) throw new Error(`${placement.bet} is never decided: nobody can move`);
    if (decided.size < decisionsKeptMax) decided.set(key, move);
    return move;
  };
};

/**
 * Plays some bets slowly, to find the move that is made over and over again, and whether it leaves the
 * state alone where it is refused. A strategy may have something else to do each time.
 */
const rehearse = (
  { setting, placement, strategy }: Simulation,
  { position, action }: Start,
  decide: (at: FollowedBet) => Move,
): { readonly steady: Move | null; readonly isCleanlyRefused: boolean } => {
  const random = randomFrom(seededDraws("rehearsal"));
  let steady: Move | null = null;
  let isCleanlyRefused = true;
  for (let bet = 0; bet < (strategy ? 0 : rehearsedBetCount); bet++) {
    let after: FollowedBet | Outcome = unmade(setting, position);
    let move: Move = { kind: "act", seat: followedSeat, action };
    for (let count = 0; count < movesPerBetMax && !isOutcome(after); count++) {
      if (count > 0) move = decide(after);
      if (count > 0 && isPlain(move)) steady ??= move;
      if (steady && !isLegal(setting, after.position, steady)) {
        const state = copyJson(after.position.state);
        const answer = performInPlace(setting, { ...after.position, state }, steady, random);
        isCleanlyRefused &&=
          isRefusal(answer) && canonicalJson(state) === canonicalJson(after.position.state);
      }
      const done = accepted(perform(setting, after.position, move, random));
      after = afterDone(setting, after, placement.bet, done);
    }
  }
  return { steady, isCleanlyRefused };
};

/** Whether a move is an action that asks for nothing. */
const isPlain = (move: Move): boolean =>
  move.kind === "act" && Object.keys(move.action).length === 1;

const isLegal = (setting: Setting, position: Position, move: Move): boolean =>
  move.kind === "act" &&
  legalAt(setting, position, move.seat).some(
    ({ type, fields }) => type === move.action.type && Object.keys(fields).length === 0,
  );
