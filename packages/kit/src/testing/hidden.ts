import { callGame } from "../fault.ts";
import type { Game } from "../game.ts";
import type { Random } from "../random.ts";
import { rejecting } from "../prng.ts";
import type { Seeds } from "../seeds.ts";
import { publicTimers, type Deed, type SessionSetup, type SessionState } from "../session.ts";
import { legalFor, step, viewFor, type Step } from "../step.ts";
import type { Asking } from "./driver.ts";
import { eyesAt, nameOf, type Eyes, type Faces } from "./faces.ts";
import { deepFreeze, plainProblem, sameJson } from "./plain.ts";
import type { PlayoutStep } from "./playout.ts";
import { messageOf, type Note } from "./report.ts";

/** What is seen of a game over all playouts, to find out whether it hides anything. */
export interface Hiding {
  eventsAddressed: boolean;
  viewsDiffer: boolean;
  redeals: number;
  redealsThatChanged: number;
}

export const newHiding = (): Hiding => ({
  eventsAddressed: false,
  viewsDiffer: false,
  redeals: 0,
  redealsThatChanged: 0,
});

/** A leak shows at many steps, so it is enough to look through some eyes at each. */
const eyesPerStep = 2;

const visibleTo = (eyes: Eyes, deed: Deed) =>
  deed.events.filter(({ to }) => to === undefined || (eyes !== null && to.includes(eyes)));

/** A state as the game shows it: how it looks to everybody, and what each seat may do. */
export interface Shown {
  readonly state: SessionState;
  readonly faces: Faces;
  readonly ask: Asking;
}

/** [V1] A seat sees the same in every state that it may not tell from the real one. */
export const checkRedeals = (
  game: Game,
  setup: SessionSetup,
  { state, faces, ask }: Shown,
  random: Random,
  hiding: Hiding,
  note: Note,
): void => {
  for (const eyes of random.shuffle(faces.eyes).slice(0, eyesPerStep)) {
    const redealt = redealFor(game, state, eyes, random, note);
    if (!redealt) return;
    hiding.redeals += 1;
    if (!sameJson(redealt.game, state.game)) hiding.redealsThatChanged += 1;
    const who = nameOf(eyes);
    try {
      if (!sameJson(faces.view(eyes), viewFor(game, setup, redealt, eyes))) {
        note("leaks", `the view of ${who} shows what redeal hides from it`);
      }
      if (eyes !== null && !sameJson(ask(state, eyes), legalFor(game, setup, redealt, eyes))) {
        note("leaks", `what is legal for ${who} depends on what redeal hides from it`);
      }
      const [stakes, redealtStakes] = [game.stakes?.(state.game), game.stakes?.(redealt.game)];
      if (!sameJson(stakes, redealtStakes))
        note("redeal", `a redeal for ${who} changes the stakes`);
    } catch (error) {
      note("redeal", `in a state redealt for ${who}: ${messageOf(error)}`);
    }
  }
};

const redealFor = (
  game: Game,
  state: SessionState,
  eyes: Eyes,
  random: Random,
  note: Note,
): SessionState | null => {
  try {
    const redealt = callGame(game.id, "redeal", () => game.redeal?.(state.game, eyes, random));
    const problem = plainProblem(redealt, { undefinedFields: false });
    if (problem === null) return { ...state, game: deepFreeze(redealt) };
    note("redeal", `redeal for ${nameOf(eyes)} is not plain JSON: ${problem}`);
  } catch (error) {
    note("redeal", `redeal for ${nameOf(eyes)}: ${messageOf(error)}`);
  }
  return null;
};

/**
 * [V1] Events and timers may tell a seat no more than its view: the same command is stepped again from a state
 * that the seat could not tell from the real one, and with one of its draws changed. Where the views
 * after it are the same, the events that it sees have to be so too. The end of an open round is
 * exempt, as its seed is revealed and with it everything that was drawn; the end of a sealed one is not.
 */
export const checkEvents = (
  game: Game,
  setup: SessionSetup,
  { before, command, context, result }: PlayoutStep,
  random: Random,
  note: Note,
): void => {
  if (!before || !command || result.kind === "fault") return;
  const compare = (eyes: Eyes, other: Step, why: string): void => {
    if (result.kind !== "done" || other.kind !== "done") return;
    if (game.rounds !== "sealed" && (isOver(result.deed) || isOver(other.deed))) return;
    const events = sameJson(visibleTo(eyes, result.deed), visibleTo(eyes, other.deed));
    const timers = sameJson(publicTimers(result.state.timers), publicTimers(other.state.timers));
    if (events && timers) return;
    const [view, otherView] = [result, other].map(({ state }) => viewFor(game, setup, state, eyes));
    if (sameJson(view, otherView)) {
      const what = events ? "timers" : "events";
      note(
        "leaks",
        `the ${what} of ${command.kind} tell ${nameOf(eyes)} what its view does not: ${why}`,
      );
    }
  };

  const eyes = random.pick(eyesAt(before));
  const redealt = redealFor(game, before, eyes, random, note);
  if (redealt) {
    const other = step(game, setup, redealt, command, context);
    if (other.kind === "fault") note("redeal", `in a redealt state: ${other.fault.message}`);
    compare(eyes, other, "they differ where only hidden things differ");
    const own =
      command.kind === "act" && eyes !== null && before.players[eyes]?.id === command.player;
    if (own && other.kind !== result.kind && other.kind !== "fault") {
      note(
        "leaks",
        `whether an action of ${nameOf(eyes)} is refused depends on what redeal hides from it`,
      );
    }
  }
  if (result.kind !== "done" || result.deed.draws.length === 0) return;
  const seeds = changedSeeds(context.seeds, result.deed.draws, random);
  const other = step(game, setup, before, command, { ...context, seeds });
  for (const one of eyesAt(result.state))
    compare(one, other, "they differ with a draw that it does not show");
};

const isOver = ({ finished, ended }: Deed): boolean =>
  finished !== undefined || ended !== undefined;

/** The recorded draws with one of them changed; where play then draws otherwise, any words will do. */
const changedSeeds = (seeds: Seeds, draws: Deed["draws"], random: Random): Seeds => {
  const changed = random.int(draws.length);
  let next = 0;
  const words = rejecting(() => random.int(2 ** 32), 128);
  const draw = (bound: number): number => {
    const index = next++;
    const [recordedBound, value] = draws[index] ?? [0, 0];
    if (recordedBound !== bound) return words(bound);
    return index === changed ? (value + 1 + random.int(bound - 1)) % bound : value;
  };
  return { ...seeds, draws: (_stream, wordsUsed) => ({ draw, wordsUsed: () => wordsUsed + next }) };
};

/** Notes whether the views of the seats differ; where there is a redeal, nothing hangs on that. */
export const watchViews = (game: Game, faces: Faces, hiding: Hiding): void => {
  if (game.redeal || hiding.viewsDiffer) return;
  const [first, ...others] = faces.eyes.filter((eyes) => eyes !== null);
  if (first === undefined) return;
  hiding.viewsDiffer = others.some((seat) => !sameJson(faces.view(seat), faces.view(first)));
};

/** A game that hides something says what a seat cannot know; `redeal` has to change just that. */
export const checkHiding = (game: Game, hiding: Hiding, note: Note): void => {
  if (!game.redeal) {
    if (hiding.eventsAddressed)
      note("redeal", "events are addressed to some seats, but there is no redeal");
    if (hiding.viewsDiffer) note("redeal", "the views of the seats differ, but there is no redeal");
    return;
  }
  const idle = hiding.redeals >= 20 && hiding.redealsThatChanged === 0;
  if (idle && hiding.eventsAddressed)
    note("redeal", "redeal never changes anything, but events are addressed to some seats");
};
