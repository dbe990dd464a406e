import type { Seat, SessionSetup, SessionState } from "@parlor/kit";
import type { SessionEvent } from "@parlor/protocol";
import type { Entry } from "../journal/contract.ts";

export { eventsOf, visibleTo } from "./entry-events.ts";
export { entriesFrom, feedEntriesFrom } from "./feed.ts";
export { FeedRelay } from "./feed-relay.ts";
export type { EventHub } from "./hub.ts";

/** An event before it is known who asks; `to` names the only seats that may hear of it. */
export interface AddressedEvent extends SessionEvent {
  readonly to?: readonly Seat[];
}

/** What is told when a commit is durable: never before. */
export interface Publication {
  readonly session: string;
  readonly setup: SessionSetup;
  readonly state: SessionState;
  readonly entry: Entry;
  readonly position: number;
}

/** A game that came in while the server ran; the ones that it started with are in its list. */
export interface RegisteredGame {
  readonly game: string;
  readonly version: string;
  readonly title: string;
  readonly at: number;
}

/** Called in the turn of the commit: it may only take note, never wait and never throw. */
export type PublicationListener = (publication: Publication) => void;
