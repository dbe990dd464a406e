import { partitionCount } from "../limits.ts";

/** The partition of a session: FNV-1a of its id, the same on every node and for ever. */
export const partitionOf = (session: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < session.length; i++)
    hash = Math.imul(hash ^ session.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % partitionCount;
};
