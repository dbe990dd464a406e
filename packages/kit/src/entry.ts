import type { Command, Deed, SessionSetup } from "./session.ts";

/** The command of a session's first entry. */
export interface CreateCommand {
  readonly kind: "create";
  readonly id: string;
  readonly by: string;
  readonly setup: SessionSetup;
}

/**
 * One line of a session's journal: what was asked, what it did, and the hash of the state after.
 * The version rises with any change that an older reader would not understand.
 *
 * 1: the first.
 */
export interface Entry {
  readonly v: 1;
  readonly session: string;
  readonly seq: number;
  /** The hash of the entry before; empty for the first. */
  readonly prev: string;
  /** The time at which the command was handled, in milliseconds since 1970. */
  readonly at: number;
  readonly command: Command | CreateCommand;
  readonly did: Deed;
  /** SHA-256 over the canonical JSON of the session's state after this entry. */
  readonly state: string;
}
