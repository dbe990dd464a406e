import type { ProofCase } from "@parlor/lab";

/** What the lab is told about a game beside its rules. */
export type Told = Omit<ProofCase, "game">;
