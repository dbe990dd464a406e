/**
 * An expected "no": a value with a code from a closed list. `final` means that the same command
 * will be refused again as long as the session has not changed; `transient` that a later try may
 * go through with nothing changed by the caller.
 */
export interface Refusal<Code extends string = string> {
  readonly refused: Code;
  /** What exactly was wrong, for a person; never a secret, never needed by a program. */
  readonly detail?: string;
}

type RefusalSpec = { readonly text: string; readonly retry: "final" | "transient" };
const final = (text: string) => ({ text, retry: "final" }) as const satisfies RefusalSpec;
const transient = (text: string) => ({ text, retry: "transient" }) as const satisfies RefusalSpec;

/** What the platform itself refuses. Append only: a code, once published, keeps its meaning. */
export const platformRefusals = {
  malformed: final("The message is not of the form that this command needs."),
  invalid_command: final("There is no such command, or a field of it is missing or wrong."),
  invalid_config: final("The game's configuration is not valid."),
  invalid_action: final("The game has no such action, or a field of it is missing or wrong."),
  invalid_amount: final("An amount is a positive whole number of minor units."),
  unauthorized: final("Sign in first: the token is missing, wrong or expired."),
  forbidden: final("This is not yours to do."),
  unknown_route: final("There is nothing at this address."),
  unknown_game: final("No game of this name is registered."),
  unknown_session: final("There is no session with this id."),
  unknown_seat: final("The session has no such seat."),
  unknown_player: final("There is no such player."),
  unknown_round: final("The session has no such round."),
  game_rejected: final("The game did not pass the conformance suite."),
  game_unavailable: transient("The game has been stopped after repeated faults; try again later."),
  game_fault: transient("The game failed on this command; nothing was changed."),
  too_many_sessions: transient("The server holds as many sessions as it may."),
  already_seated: final("You already have a seat in this session."),
  not_seated: final("You have no seat in this session."),
  seat_taken: final("Somebody else has this seat."),
  table_full: transient("All seats are taken."),
  not_enough_players: transient("More players are needed before play can begin."),
  session_waiting: transient("Play has not begun."),
  session_paused: transient("The session is paused."),
  session_running: final("The session is already running."),
  session_ended: final("The session has ended."),
  stakes_open: transient("Money is on the table; only the operator may stop play now."),
  not_your_turn: transient("It is another seat's turn."),
  timer_not_due: transient("The timer is not due, or no longer runs."),
  insufficient_funds: final("Your balance does not cover this."),
  below_minimum: final("The amount is below the minimum."),
  above_maximum: final("The amount is above the maximum."),
  table_liability: transient("The house takes no further bets at this table for now."),
  pool_contended: transient("The same pool is being won elsewhere just now; send it again."),
  id_reused: final("A command with this id was given before, with other content."),
  transfer_reused: final("A transfer with this id was made before, with other content."),
  queue_full: transient("Too many commands are waiting; send it again."),
  rate_limited: transient("Too many requests; wait a moment."),
  too_large: final("The message is larger than the server takes."),
  stale_epoch: transient("Another node owns this session now; send it again."),
  outcome_unknown: transient(
    "The store did not answer; send the same command again to learn what became of it.",
  ),
  unknown_bot: final("There is no bot of this name for this game."),
  bots_unavailable: final("Bots do not play here."),
  shutting_down: transient("The server is stopping; send it again to the next one."),
} as const satisfies Record<string, RefusalSpec>;

export type PlatformRefusal = keyof typeof platformRefusals;

/** Platform codes that a game may return as its own, because they mean the same in every game. */
export const commonRefusals = [
  "not_your_turn",
  "invalid_action",
  "invalid_amount",
  "below_minimum",
  "above_maximum",
  "table_liability",
] as const;
export type CommonRefusal = (typeof commonRefusals)[number];

export const refuse = <const Code extends string>(code: Code, detail?: string): Refusal<Code> =>
  detail === undefined ? { refused: code } : { refused: code, detail };

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === "object" &&
  value !== null &&
  "refused" in value &&
  typeof value.refused === "string";

const isPlatformRefusal = (code: string): code is PlatformRefusal =>
  Object.hasOwn(platformRefusals, code);

/** The sentence for a code; a game's own codes have theirs in its definition. */
export const refusalText = (code: string, own: Readonly<Record<string, string>> = {}): string =>
  own[code] ?? (isPlatformRefusal(code) ? platformRefusals[code].text : code);

/** Whether sending the same again may go through although the caller changed nothing. */
export const isTransient = (code: string): boolean =>
  isPlatformRefusal(code) && platformRefusals[code].retry === "transient";
