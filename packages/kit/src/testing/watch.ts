import type { Choice } from "../choice.ts";
import { GameFault } from "../fault.ts";
import type { Game } from "../game.ts";
import { isAmount, type Limits } from "../money.ts";
import { refusalText } from "../refusal.ts";
import {
  accountOf,
  seatsTaken,
  type Command,
  type Deed,
  type PoolBalances,
  type SessionSetup,
  type SessionState,
} from "../session.ts";
import { openSession, step, type Step } from "../step.ts";
import type { Able } from "./driver.ts";
import { nameOf, type Faces } from "./faces.ts";
import { plainProblem, sameJson, throughJson } from "./plain.ts";
import type { PlayoutStep } from "./playout.ts";
import { messageOf, type Note } from "./report.ts";

const strict = { undefinedFields: false } as const;
const lenient = { undefinedFields: true } as const;

// What engines say when something writes to a frozen object.
const frozenWrite =
  /read.?only|not extensible|not configurable|Cannot delete property|Cannot redefine/i;

/** A fault of the game, under the rule that it breaks. */
export const noteFault = (fault: unknown, note: Note): void => {
  const impure =
    fault instanceof GameFault &&
    fault.cause instanceof TypeError &&
    frozenWrite.test(fault.message);
  note(impure ? "purity" : "faults", messageOf(fault));
};

/** Runs a check; a game that faults in it has a problem, and the check is over. */
export const guarded = (note: Note, check: () => void): void => {
  try {
    check();
  } catch (error) {
    noteFault(error, note);
  }
};

export const describe = (command: Command | null): string => {
  if (!command) return "setup";
  return command.kind === "act" ? `the action ${JSON.stringify(command.action)}` : command.kind;
};

/** What the driver asked for is legal, so only the house's limit may refuse it; a game may also keep a player from leaving. */
export const checkAnswer = (game: Game, { command, result }: PlayoutStep, note: Note): void => {
  if (result.kind === "fault") noteFault(result.fault, note);
  if (result.kind === "refused" && command?.kind === "act")
    noteRefused(game, command, result, note);
};

export const noteRefused = (
  game: Game,
  command: Command,
  { refusal }: Extract<Step, { kind: "refused" }>,
  note: Note,
): void => {
  if (refusal.refused === "table_liability") return;
  const text = refusal.detail ?? refusalText(refusal.refused, game.refusals);
  note(
    "legal",
    `${describe(command)} is listed as legal but refused with ${refusal.refused}: ${text}`,
  );
};

/** The state and the deed are plain JSON: nothing of them is lost in the journal. False where it is. */
export const checkJson = ({ command, result }: PlayoutStep, note: Note): boolean => {
  if (result.kind !== "done") return true;
  const inState = plainProblem(result.state.game, strict);
  if (inState !== null)
    note("json", `after ${describe(command)} the state is not plain JSON: ${inState}`);
  const inEvents = plainProblem(result.deed.events, lenient);
  if (inEvents !== null)
    note("json", `the events of ${describe(command)} are not plain JSON: ${inEvents}`);
  return inState === null && inEvents === null;
};

/** The same command, from a setup and a state that have been through JSON, does the same again. */
export const checkAgain = (
  game: Game,
  setupCarried: SessionSetup,
  { before, command, context, result }: PlayoutStep,
  note: Note,
): void => {
  if (result.kind === "fault") return;
  const again =
    before && command
      ? step(game, setupCarried, throughJson(before), throughJson(command), context)
      : openSession(game, setupCarried, context);
  const differs = (what: string) =>
    note("determinism", `${describe(command)} done again gives other ${what}`);
  if (again.kind === "fault")
    note("determinism", `${describe(command)} done again faults: ${again.fault.message}`);
  else if (again.kind !== result.kind) differs("answers");
  else if (again.kind === "refused" && result.kind === "refused") {
    if (again.refusal.refused !== result.refusal.refused) differs("refusals");
  } else if (again.kind === "done" && result.kind === "done") {
    if (!sameJson(again.state, result.state)) differs("states");
    if (!sameJson(again.deed, result.deed)) differs("events, transfers or draws");
  }
};

/** [M1] [M4] The table's account is the sum of its transfers, and nothing of it is left at the end. */
export const checkMoney = (
  game: Game,
  { before, command, context, result }: PlayoutStep,
  note: Note,
): void => {
  if (result.kind !== "done") return;
  const { state, deed } = result;
  const table = accountOf.table(context.session);
  let moved = 0;
  for (const { debit, credit, amount } of deed.transfers) {
    const sound: boolean = isAmount(amount);
    if (!sound) note("money", `${describe(command)} moved ${amount}, which is no amount`);
    if (debit === table) moved -= amount;
    if (credit === table) moved += amount;
  }
  checkPools(game, context.pools ?? {}, deed, command, note);
  if ((before?.tableBalance ?? 0) + moved !== state.tableBalance)
    note("money", `${describe(command)} lost count of the table's money`);
  const held = state.open.reduce((sum, amount) => sum + amount, 0);
  if (game.bank === "players" && held !== state.tableBalance)
    note("money", `the seats have ${held} at the table, which holds ${state.tableBalance}`);
  const over = state.phase.status === "ended";
  if (over && (held !== 0 || state.tableBalance !== 0))
    note("money", `the session ended with ${state.tableBalance} at the table`);
  if (!over && !deed.finished) checkStakes(game, state, deed, command, note);
};

/** What went on from the table at once, as a fee or into a pool, can be nobody's stake. */
const passedOn = ({ transfers }: Deed): number =>
  transfers.reduce(
    (sum, { kind, amount }) => (kind === "rake" || kind === "contribution" ? sum + amount : sum),
    0,
  );

/** No pool ever holds less than nothing, and one that pays has been looked at, as it was. */
const checkPools = (
  game: Game,
  before: PoolBalances,
  { transfers, pools = {} }: Deed,
  command: Command | null,
  note: Note,
): void => {
  for (const pool in game.pools) {
    const account = accountOf.pool(game.id, pool);
    let held = before[pool] ?? 0;
    for (const { debit, credit, amount } of transfers) {
      if (credit === account) held += amount;
      if (debit !== account) continue;
      held -= amount;
      if (held < 0)
        note("money", `${describe(command)} pays ${-held} that is not in the pool ${pool}`);
      if (pools[pool] !== before[pool])
        note(
          "money",
          `${describe(command)} does not say what was in the pool ${pool} that it pays from`,
        );
    }
  }
};

/** [M3] What a seat has paid and the round has not decided is in `stakes`, so that a void gives it back. */
const checkStakes = (
  game: Game,
  state: SessionState,
  deed: Deed,
  command: Command | null,
  note: Note,
): void => {
  for (const seat of seatsTaken(state)) {
    const account = accountOf.player(state.players[seat]?.id ?? "");
    let paid = 0;
    for (const { debit, credit, amount } of deed.transfers) {
      if (debit === account) paid += amount;
      if (credit === account) paid -= amount;
    }
    if (paid <= passedOn(deed) || state.open[seat] !== 0) continue;
    const lack = game.stakes ? "stakes does not tell of it" : "there is no stakes";
    note(
      "stakes",
      `${describe(command)} left ${paid} of seat ${seat} on the table in an open round, but ${lack}`,
    );
  }
};

/** Views and choices are plain JSON and leave the state alone (which is frozen). */
export const checkFaces = (game: Game, faces: Faces, able: readonly Able[], note: Note): void => {
  for (const eyes of faces.eyes) {
    const problem = plainProblem(faces.view(eyes), lenient);
    if (problem !== null) note("json", `the view of ${nameOf(eyes)} is not plain JSON: ${problem}`);
  }
  for (const { seat, choices } of able) {
    const problem = plainProblem(choices, strict) ?? choiceProblem(game, choices);
    if (problem !== null) note("legal", `what seat ${seat} may do is malformed: ${problem}`);
  }
};

const choiceProblem = (game: Game, choices: readonly Choice[]): string | null => {
  for (const { type, fields } of choices) {
    if (!Object.hasOwn(game.actions, type)) return `there is no action ${type}`;
    for (const [field, domain] of Object.entries(fields)) {
      if (isList(domain) ? domain.length === 0 : !isRange(domain))
        return `the field ${field} of ${type} has no values`;
    }
  }
  return null;
};
const isList = (domain: Choice["fields"][string]): domain is readonly unknown[] =>
  Array.isArray(domain);
const isRange = ({ min, max, step: chip = 1 }: Limits): boolean =>
  Number.isSafeInteger(min) &&
  Number.isSafeInteger(max) &&
  min <= max &&
  Number.isSafeInteger(chip) &&
  chip > 0;
