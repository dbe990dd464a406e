import type {
  ActionOf,
  ChoiceOf,
  Currency,
  EventOf,
  GameTypes,
  Limits,
  Seat,
  Timers,
} from "@parlor/kit";

/** An event as a table component is given it; `seq` is the journal entry that it belongs to. */
export type SeenEvent<T extends GameTypes> = { readonly seq: number } & EventOf<T>;

/**
 * What the page gives a game's table component. The component shows the view and offers what is
 * legal; seats, clocks, refusals and the history are the page's.
 */
export interface TableProps<T extends GameTypes = GameTypes> {
  readonly view: T["view"];
  readonly config: T["config"];
  readonly limits: Limits;
  readonly currency: Currency;
  /** The names in the seats; null where nobody sits. */
  readonly players: readonly (string | null)[];
  /** The seat of whoever looks; null for a spectator. */
  readonly you: Seat | null;
  /** Exactly what `you` may do now; empty while nothing may be done. */
  readonly legal: readonly ChoiceOf<T["actions"]>[];
  /** What happened lately, the newest last; it begins empty when the page is opened. */
  readonly events: readonly SeenEvent<T>[];
  /** The timers that run and may be seen; they are due by the clock that `now` reads. */
  readonly timers: Timers;
  /** The server's time as well as the page knows it, in milliseconds since 1970. */
  readonly now: () => number;
  /** Whether the game is on: no more before the start, in a pause and after the end. */
  readonly running: boolean;
  /** Whether an action of this player is on its way. */
  readonly busy: boolean;
  /** Sends an action; the page shows a refusal. */
  readonly act: (action: ActionOf<T>) => void;
}
