import { callGame, GameFault } from "../fault.ts";
import type { Game } from "../game.ts";
import { seededDraws } from "../prng.ts";
import { randomFrom } from "../random.ts";
import type { Seeds } from "../seeds.ts";
import { emptyPools, poolsAfter } from "../pools.ts";
import type { Command, PoolBalances, SessionSetup, SessionState } from "../session.ts";
import { openSession, step, type Step, type StepContext } from "../step.ts";
import { newDriver, type DriverOptions, type Move } from "./driver.ts";
import { otherTables } from "./other-tables.ts";
import { deepFreeze } from "./plain.ts";
import { prngSeeds } from "./seeds.ts";
import { testSetup } from "./setup.ts";

export interface PlayoutOptions extends DriverOptions {
  readonly seed?: number | string;
  /** How many commands are given before the session is voided. */
  readonly stepsMax?: number;
  readonly setup?: SessionSetup;
  readonly seeds?: Seeds;
  /** What was paid into the game's pools before, by name; nothing where it is not said. */
  readonly pools?: PoolBalances;
  /** Other tables pay into the same pools, and win them, between the commands. */
  readonly amongOthers?: boolean;
}

/** One command of a playout and what came of it; the opening has no command and no state before. */
export interface PlayoutStep {
  readonly before: SessionState | null;
  readonly command: Command | null;
  readonly context: StepContext;
  readonly result: Step;
}

/** How a playout ended: by the game or its players, at `stepsMax`, with nobody able to move, by a fault. */
export type PlayoutEnd = "ended" | "voided" | "stuck" | "fault";

/** A session is opened at this time in tests; any would do. */
export const testStart = Date.UTC(2030, 0, 1);

/**
 * Plays one session from its opening to its end, command by command, as random players would; the
 * same seed plays the same session. All states and commands are frozen: whoever writes to what is
 * not a draft faults.
 */
export function* playout(
  game: Game,
  { seed = 1, stepsMax = 200, amongOthers = false, ...rest }: PlayoutOptions = {},
): Generator<PlayoutStep, PlayoutEnd> {
  const setup = deepFreeze(rest.setup ?? testSetup(game));
  const seeds = rest.seeds ?? prngSeeds(seed);
  const random = randomFrom(seededDraws(`driver of ${seed}`));
  const driver = newDriver(game, setup, random, rest);
  let pools: PoolBalances = { ...emptyPools(game), ...rest.pools };
  const others = otherTables(game, seed);
  const at = (now: number): StepContext => ({ session: `playout-${seed}`, now, seeds, pools });

  let now = testStart;
  const opened = openSession(game, setup, at(now));
  yield { before: null, command: null, context: at(now), result: opened };
  if (opened.kind !== "done") return "fault";
  let state = deepFreeze(opened.state);
  for (let count = 0; count < stepsMax; count++) {
    const move = nextMove(game, () => driver.next(state, now));
    if (move instanceof GameFault) {
      yield {
        before: state,
        command: null,
        context: at(now),
        result: { kind: "fault", fault: move },
      };
      return "fault";
    }
    if (move === null) return "stuck";
    now = move.now;
    if (amongOthers) pools = others(pools);
    const command = deepFreeze(move.command);
    const result = step(game, setup, state, command, at(now));
    yield { before: state, command, context: at(now), result };
    if (result.kind === "fault") return "fault";
    if (result.kind === "refused") continue;
    pools = poolsAfter(game, pools, result.deed);
    state = deepFreeze(result.state);
    if (state.phase.status === "ended") return "ended";
  }
  const command = {
    kind: "void",
    id: "void",
    by: "system",
    detail: "The playout is over.",
  } as const;
  yield {
    before: state,
    command,
    context: at(now),
    result: step(game, setup, state, command, at(now)),
  };
  return "voided";
}

/** The driver asks the game what is legal and samples it; what it cannot use is the game's fault. */
const nextMove = (game: Game, next: () => Move | null): Move | null | GameFault => {
  try {
    return callGame(game.id, "legal", next);
  } catch (error) {
    if (error instanceof GameFault) return error.cause instanceof GameFault ? error.cause : error;
    throw error;
  }
};
