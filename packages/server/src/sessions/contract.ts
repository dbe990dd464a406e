import type { Command, Refusal, SessionSetup, SessionState } from "@parlor/kit";
import type { OpenRequest, SessionInfo, SessionSummary, SessionView } from "@parlor/protocol";
import type { Entry } from "../journal/contract.ts";
import type { Shown } from "./shown.ts";

export { changeText, viewText, type Shown } from "./shown.ts";

/** A command's fate: it is in the journal, or it changed nothing. */
export type Outcome =
  | { readonly kind: "done"; readonly entry: Entry }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** A session as it stands in memory: a cache of its journal up to `seq`. */
export interface Standing {
  readonly id: string;
  readonly setup: SessionSetup;
  readonly state: SessionState;
  readonly seq: number;
}

/** All sessions that this node owns. */
export interface Sessions {
  /** Opens a session with the request's game, configuration and limits. */
  open(request: OpenRequest, host: string): Promise<Standing | Refusal>;
  /**
   * Puts a command into the session's queue; resolves when it is durable, or refused. It never
   * rejects: where the store broke the answer is `outcome_unknown`, and the same command sent again
   * gets the true one.
   */
  submit(session: string, command: Command): Promise<Outcome>;
  /** Reads a session back from the store where it is not in memory. */
  find(session: string): Promise<Standing | Refusal>;
  list(filter: {
    readonly game?: string;
    readonly status?: readonly SessionState["phase"]["status"][];
    readonly after?: string;
  }): Promise<readonly SessionSummary[]>;
  /** What a seat, or a spectator, may see of it now. */
  look(session: Standing, seat: number | null): SessionView;
  /**
   * The same for many who look at one moment and for who saw the one before, in texts. Asked again at the same
   * moment it is the same object.
   */
  shown(session: Standing, seat: number | null): Shown;
  info(session: Standing): SessionInfo;
  /** How many sessions have not ended. */
  readonly activeCount: number;
  /** How many of these are in memory; the others rest in the store until somebody asks for them. */
  readonly inMemoryCount: number;
}
