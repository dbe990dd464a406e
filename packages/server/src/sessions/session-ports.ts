import type { Seeds, SessionSetup, SessionState } from "@parlor/kit";
import type { EventHub } from "../events/contract.ts";
import type { Clock } from "../ports/clock.ts";
import type { Engine } from "../ports/engine.ts";
import type { Log } from "../ports/log.ts";
import type { Store } from "../ports/store.ts";
import type { Registry } from "../registry/contract.ts";
import type { Lease } from "./commit-of.ts";
import type { Committer } from "./committer.ts";
import type { Grace } from "./grace.ts";
import type { PoolBalances } from "./pool-balances.ts";
import type { Untold } from "./untold.ts";

/** What every live session shares. */
export interface SessionPorts {
  readonly store: Store;
  readonly committer: Committer;
  readonly untold: Untold;
  readonly pools: PoolBalances;
  readonly grace: Grace;
  readonly clock: Clock;
  readonly hub: EventHub;
  readonly registry: Registry;
  readonly log: Log;
}

/** Where a session stands when it is taken into memory. */
export interface Beginning {
  readonly id: string;
  readonly engine: Engine;
  readonly setup: SessionSetup;
  readonly seeds: Seeds;
  readonly lease: Lease;
  readonly state: SessionState;
  readonly seq: number;
  readonly hash: string;
  /** The time of the last entry. */
  readonly at: number;
  /** The ids of the latest commands. */
  readonly recent: readonly string[];
}
