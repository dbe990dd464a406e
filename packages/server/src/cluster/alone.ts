import { partitionCount, recoveryGraceMs } from "../limits.ts";
import type { Store } from "../ports/store.ts";
import type { OwnedSessions } from "../sessions/contract.ts";

/** A node that is alone takes all partitions, from whoever had them. */
export const ownAll = async (store: Store, sessions: OwnedSessions): Promise<void> => {
  const partitions = Array.from({ length: partitionCount }, (_, partition) => partition);
  const epochs = await store.claim(partitions);
  const held = epochs.map((epoch, partition) => ({ partition, epoch }));
  sessions.gain(held, await store.running(), recoveryGraceMs);
};
