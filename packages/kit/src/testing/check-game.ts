import type { Game } from "../game.ts";
import { seededDraws } from "../prng.ts";
import { randomFrom, type Random } from "../random.ts";
import type { SessionSetup, SessionState } from "../session.ts";
import { checkDeclaration } from "./declaration.ts";
import { asking, choicesOf, type Asking } from "./driver.ts";
import { facesOf } from "./faces.ts";
import {
  checkEvents,
  checkHiding,
  checkRedeals,
  newHiding,
  watchViews,
  type Hiding,
} from "./hidden.ts";
import { formsOf, newIllegalActions, type IllegalActions } from "./illegal.ts";
import { deepFreeze, throughJson } from "./plain.ts";
import { playout, type PlayoutEnd, type PlayoutStep } from "./playout.ts";
import {
  messageOf,
  newProblems,
  type ConformanceReport,
  type Note,
  type Problems,
} from "./report.ts";
import { testSetup } from "./setup.ts";
import { checkTrials } from "./trials.ts";
import {
  checkAgain,
  checkAnswer,
  checkFaces,
  checkJson,
  checkMoney,
  guarded,
  noteFault,
} from "./watch.ts";

export interface ConformanceOptions {
  /** How many sessions are played; the standard is quick enough for a registration. */
  readonly playouts?: number;
  /** How many commands a session is given before it is voided. */
  readonly stepsMax?: number;
  readonly seed?: number | string;
  /** Configurations to play in turn, as an operator would write them. */
  readonly configs?: readonly unknown[];
  /** So many commands are looked at closely, from the first on; of those after them a drawn one in sixteen. */
  readonly closeSteps?: number;
}

/** A long run repeats itself: so many commands have shown nearly all that there is, and far more than a registration plays. */
const closeStepsStandard = 100_000;
const stepsPerCloseStep = 16;

/** More seats than this make a playout slower and no sharper. */
const seatsPlayedMax = 8;

/**
 * Holds a game to its contract: what it declares, then seeded random playouts of whole sessions in
 * which every command is checked. Pure and synchronous; it never throws, whatever the game does, but
 * it cannot stop a game that does not return.
 */
export const checkGame = (game: Game, options: ConformanceOptions = {}): ConformanceReport => {
  const checking = checkGameStepwise(game, options);
  let turn = checking.next();
  while (!turn.done) turn = checking.next();
  return turn.value;
};

/**
 * The same check with the same result, that stops after every command: for a caller who has other
 * things to do between them.
 */
export function* checkGameStepwise(
  game: Game,
  {
    playouts = 20,
    stepsMax = 60,
    seed = 1,
    configs = [{}],
    closeSteps = closeStepsStandard,
  }: ConformanceOptions = {},
): Generator<undefined, ConformanceReport> {
  const problems = newProblems();
  try {
    const sound = checkDeclaration(game, configs, (check, detail) =>
      problems.note(check, detail, null),
    );
    yield;
    if (sound) yield* playAll(game, { playouts, stepsMax, seed, configs, closeSteps }, problems);
  } catch (error) {
    problems.note("faults", `the game could not be checked: ${messageOf(error)}`, null);
  }
  return { ok: problems.found.length === 0, problems: problems.found };
}

function* playAll(
  game: Game,
  { playouts, stepsMax, seed, configs, closeSteps }: Required<ConformanceOptions>,
  problems: Problems,
): Generator<undefined, void> {
  const hiding = newHiding();
  const forms = formsOf(game);
  let [begun, steps] = [false, 0];
  for (let index = 0; index < playouts; index++) {
    const ownSeed = `${seed}/${index}`;
    const random = randomFrom(seededDraws(`trials of ${ownSeed}`));
    const note: Note = (check, detail) => problems.note(check, detail, ownSeed);
    try {
      const setup = deepFreeze(setupFor(game, configs[index % configs.length], random));
      const watch: Watch = {
        game,
        setup,
        setupCarried: throughJson(setup),
        ask: asking(game, setup),
        random,
        hiding,
        note,
        illegal: newIllegalActions(game, forms, random),
        isClose: () => ++steps <= closeSteps || random.int(stepsPerCloseStep) === 0,
      };
      const began = yield* playOne(watch, ownSeed, stepsMax, index % 2 === 1);
      begun ||= began;
    } catch (error) {
      noteFault(error, note);
    }
  }
  const note: Note = (check, detail) => problems.note(check, detail, null);
  if (!begun && playouts > 0) note("progress", "in no playout did play begin");
  checkHiding(game, hiding, note);
}

/** Tables of all sizes and limits: a game may not lean on the usual ones. */
const setupFor = (game: Game, config: unknown, random: Random): SessionSetup => {
  const { min, max } = game.seats;
  const most = Math.max(min, Math.min(max, seatsPlayedMax));
  return testSetup(game, {
    config,
    seatCount: random.pick([most, most, min + random.int(most - min + 1)]),
    limits: random.pick([
      { min: 1, max: 1_000 },
      { min: 10, max: 500, step: 5 },
      { min: 25, max: 25 },
      { min: 100, max: 1_000_000 },
    ]),
    autoStart: random.int(3) > 0,
    ...(random.int(5) === 0 ? { liabilityMax: 2_000 } : {}),
  });
};

interface Watch {
  readonly game: Game;
  readonly setup: SessionSetup;
  /** The setup as JSON carries it. */
  readonly setupCarried: SessionSetup;
  readonly ask: Asking;
  readonly random: Random;
  readonly illegal: IllegalActions;
  readonly hiding: Hiding;
  readonly note: Note;
  /** Whether the next step is looked at closely. */
  isClose(): boolean;
}

/** Whether play began. */
function* playOne(
  watch: Watch,
  seed: string,
  stepsMax: number,
  restless: boolean,
): Generator<undefined, boolean> {
  const { game, setup, ask, note } = watch;
  const steps = playout(game, { seed, stepsMax, setup, restless, ask, amongOthers: true });
  let begun = false;
  let turn = steps.next();
  for (; !turn.done; turn = steps.next()) {
    const one: PlayoutStep = turn.value;
    if (one.result.kind === "done") begun ||= one.result.state.phase.status === "in_progress";
    guarded(note, () => watchStep(watch, one));
    yield;
  }
  const end: PlayoutEnd = turn.value;
  if (end === "stuck")
    note("progress", "play is in progress, but no seat has a choice and no timer leads on");
  return begun;
}

/** Every step is checked for what it did; a close look also does it again, and asks and tries what else there is. */
const watchStep = (watch: Watch, one: PlayoutStep): void => {
  const { game, hiding, illegal, note } = watch;
  const { command, result } = one;
  checkAnswer(game, one, note);
  if (result.kind === "fault" || !checkJson(one, note)) return;
  const isClose = watch.isClose();
  if (isClose) checkAgain(game, watch.setupCarried, one, note);
  checkMoney(game, one, note);
  if (result.kind !== "done") return;
  hiding.eventsAddressed ||= result.deed.events.some(({ to }) => to !== undefined);
  if (command?.kind === "act") illegal.remember(command.action);
  deepFreeze(result.state);
  if (isClose) lookClosely(watch, one, result);
};

const lookClosely = (watch: Watch, one: PlayoutStep, { state }: { state: SessionState }): void => {
  const { game, setup, ask, random, hiding, note } = watch;
  const able = choicesOf(game, setup, state, ask);
  const faces = facesOf(game, setup, state);
  checkFaces(game, faces, able, note);
  checkTrials(game, setup, state, one.context, { ...watch, able }, note);
  watchViews(game, faces, hiding);
  if (!game.redeal) return;
  checkRedeals(game, setup, { state, faces, ask }, random, hiding, note);
  checkEvents(game, setup, one, random, note);
};
