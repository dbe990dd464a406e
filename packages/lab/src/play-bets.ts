import {
  canonicalJson,
  copyJson,
  isRefusal,
  randomFrom,
  seededDraws,
  type Action,
  type DrawInt,
  type Random,
} from "@parlor/kit";
import { rememberedDecisions } from "./decisions.ts";
import {
  afterDone,
  isOutcome,
  isUntouched,
  settled,
  stakesOf,
  unmade,
  type BetMoney,
  type FollowedBet,
  type Outcome,
} from "./followed-bet.ts";
import { movesPerBetMax, rehearsedBetCount } from "./limits.ts";
import { LiveTable } from "./live-table.ts";
import { movesAt } from "./moves.ts";
import { accepted, followedSeat } from "./placements.ts";
import { legalAt, perform, type Move, type Position, type Setting } from "./position.ts";
import type { Simulation } from "./simulate.ts";

/** Where a bet is made, and how. */
export interface Start {
  readonly position: Position;
  readonly action: Action;
}

export interface Played {
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
  const counted: DrawInt = (bound) => {
    used += 1;
    return live(bound);
  };
  const random: Random = randomFrom(isRecorded ? recorded : counted);
  return {
    random,
    isUndrawn: () => used === 0,
    restart: () => {
      used = 0;
    },
    begin: (draw: DrawInt) => {
      if (drawn.length > 0) drawn.length = 0;
      used = 0;
      live = draw;
    },
  };
};

/**
 * Plays one bet after the other at full speed. A move that asks for nothing (a roll) is made as
 * often as it may be, and the quickest way to learn that it may not is to be refused. Where a refusal
 * may have written to the state, the bet is played once more, on the same draws and with a look at
 * what is legal before each such move. Until something is drawn, every bet is played like the first.
 */
export const newPlay = (simulation: Simulation, start: Start): ((live: DrawInt) => Played) => {
  const { setting, placement } = simulation;
  const before = unmade(setting, start.position);
  const placing: Move = { kind: "act", seat: followedSeat, action: start.action };
  const decide = newDecide(simulation, start);
  const { strategy } = simulation;
  const { steady, isCleanlyRefused } = rehearse(simulation, start, decide);
  const draws = drawsOfBet(!isCleanlyRefused);
  const table = new LiveTable(setting, draws.random);
  const openingMoves: Move[] = [placing];
  const choices = () => legalAt(setting, table, followedSeat);
  const byStrategy = (): Move | null => {
    const action = strategy?.(table.state, choices, setting.config) ?? null;
    return action && { kind: "act", seat: followedSeat, action };
  };

  const moveAt = (count: number, at: BetMoney, isCareful: boolean): Move | null => {
    if (steady !== null && (!isCareful || isLegal(setting, table, steady))) {
      if (table.move(steady) === undefined) return steady;
      if (!isCleanlyRefused) return null;
    }
    const isOpening = draws.isUndrawn();
    const decided = byStrategy();
    const move = decided ?? decide({ ...at, position: table });
    accepted(table.move(move));
    if (isOpening && simulation.strategy === undefined) openingMoves[count] = move;
    return move;
  };

  const made = madeOnce(setting, placement.bet, table, { before, start, placing });
  const placed = draws.isUndrawn() ? made : null;

  const playOnce = (isCareful: boolean): Played | null => {
    let rounds = 0;
    let at: BetMoney = placed?.money ?? before;
    table.begin(placed?.position ?? start.position);
    for (let count = placed ? 1 : 0; count < movesPerBetMax; count++) {
      const opening = draws.isUndrawn() ? openingMoves[count] : undefined;
      if (opening) accepted(table.move(opening));
      else if (moveAt(count, at, isCareful) === null) return null;
      if (table.roundFinished) rounds += 1;
      const { postings, over } = table;
      const stakes = stakesOf(setting, table.state);
      if (isUntouched(at, stakes, postings, over)) continue;
      const after = settled(at, placement.bet, { stakes, postings, over });
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

/** The bet just made; null where that already decides something. Where it draws nothing, every bet can begin there. */
const madeOnce = (
  setting: Setting,
  bet: string,
  table: LiveTable,
  { before, start, placing }: { before: BetMoney; start: Start; placing: Move },
): { readonly position: Position; readonly money: BetMoney } | null => {
  table.begin(start.position);
  accepted(table.move(placing));
  if (table.roundFinished) return null;
  const { now, timers, balance, over, postings } = table;
  const stakes = stakesOf(setting, table.state);
  const money = settled(before, bet, { stakes, postings, over });
  if (isOutcome(money)) return null;
  return { position: { state: copyJson(table.state), now, timers, balance, over }, money };
};

/** What is done in a position that no strategy decides: the first of what the bet leaves to do. */
const newDecide = ({ setting, placement }: Simulation, { action: placing }: Start) =>
  rememberedDecisions(setting, (at) => {
    const move = movesAt(setting, at, placement.bet, placing)[0];
    if (move === undefined) throw new Error(`${placement.bet} is never decided: nobody can move`);
    return move;
  });

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
  const table = new LiveTable(setting, random);
  let steady: Move | null = null;
  let isCleanlyRefused = true;
  for (let bet = 0; bet < (strategy ? 0 : rehearsedBetCount); bet++) {
    let after: FollowedBet | Outcome = unmade(setting, position);
    let move: Move = { kind: "act", seat: followedSeat, action };
    for (let count = 0; count < movesPerBetMax && !isOutcome(after); count++) {
      if (count > 0) move = decide(after);
      if (count > 0 && isPlain(move)) steady ??= move;
      if (steady && !isLegal(setting, after.position, steady)) {
        table.begin(after.position);
        isCleanlyRefused &&=
          isRefusal(table.move(steady)) &&
          canonicalJson(table.state) === canonicalJson(after.position.state);
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
