import { createHmac, hash } from "node:crypto";
import { keptSeeds, limits, rejecting, type Seeds } from "@parlor/kit";
import type { Entropy } from "../ports/entropy.ts";

/** What all round seeds of a session are made from: 32 bytes from the operating system. */
export const newSecret = (entropy: Entropy): string => entropy.hex(32);

const wordsPerBlock = 8;

/**
 * The seeds of a live session: the same numbers as kit's `secretSeeds`, made by Node's own crypto,
 * which is several times faster.
 */
export const sessionSeeds = (secret: string): Seeds => {
  const seedOf = keptSeeds((round) =>
    createHmac("sha256", secret).update(`round:${round}`).digest("hex"),
  );
  return {
    seed: seedOf,
    commitment: (round) => hash("sha256", seedOf(round)),
    draws: ({ serverSeed, clientSeed, nonce }, wordsUsed) => {
      let used = wordsUsed;
      let loaded = -1;
      let words = Buffer.alloc(0);
      const nextWord = (): number => {
        const block = Math.floor(used / wordsPerBlock);
        if (block !== loaded) {
          words = createHmac("sha256", serverSeed)
            .update(`${clientSeed}:${nonce}:${block}`)
            .digest();
          loaded = block;
        }
        return words.readUInt32BE(4 * (used++ % wordsPerBlock));
      };
      return { draw: rejecting(nextWord, limits.rejectionCountMax), wordsUsed: () => used };
    },
  };
};
