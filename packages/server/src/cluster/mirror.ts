import type { Refusal } from "@parlor/kit";
import type { Standing } from "../sessions/contract.ts";
import type { Told } from "./messages.ts";

/** Another node's session as this one has seen it. */
export interface Mirror {
  readonly id: string;
  standing: Standing | undefined;
  usedAt: number;
  /** What was told before it was known where the session stands. */
  readonly early: Told[];
  /** Its owner may not know of all that has happened, until it was held against the store; another object for each reason. */
  doubt: object | undefined;
  syncing: Promise<Refusal | undefined> | undefined;
  stop(): void;
}
