import type { Action, ActionOf, ChoiceOf, Choice, EventOf, GameTypes } from "@parlor/kit";
import type {
  DoneReply,
  PlatformEvent,
  RefusalReply,
  SessionEvent,
  SessionInfo,
  SessionView,
} from "@parlor/protocol";

/** Without a game the SDK knows only the platform's shapes: `GameTypes` itself stands for "any game". */
type Known<T extends GameTypes, IfKnown, IfAny> = GameTypes extends T ? IfAny : IfKnown;

/** What `act` takes. */
export type ActionInput<T extends GameTypes> = Known<T, ActionOf<T>, Action>;

interface EventFace {
  readonly type: string;
  readonly data: unknown;
}
type Placed = Omit<SessionEvent, "type" | "data">;
/** An event of a session, of the game or of the platform. */
export type TableEvent<T extends GameTypes> = Placed &
  Known<T, EventOf<T> | PlatformEvent, EventFace>;

/** What a seat or a spectator sees, with the game's own view and choices typed. */
export type TableView<T extends GameTypes> = Omit<SessionView, "view" | "legal"> & {
  /** Null when the game failed to make it. */
  readonly view: T["view"] | Known<T, null, never>;
  /** What this seat may do now; left out for a spectator. */
  readonly legal?: readonly Known<T, ChoiceOf<T["actions"]>, Choice>[] | undefined;
};

/** How a session stands, and what happened since the update before. */
export interface TableUpdate<T extends GameTypes = GameTypes> {
  readonly info: SessionInfo;
  readonly view: TableView<T>;
  readonly events: readonly TableEvent<T>[];
  /** The entries (first, last) whose events could not be kept for this client; they can be read over HTTP. */
  readonly missed?: readonly [first: number, last: number];
}

/** A command that was done, with its events. */
export type Done<T extends GameTypes = GameTypes> = Omit<DoneReply, "events"> & {
  readonly events: readonly TableEvent<T>[];
};

/** Done, or an expected "no" as a value; `isRefusal` tells them apart. */
export type Answer<T extends GameTypes = GameTypes> = Done<T> | RefusalReply;
