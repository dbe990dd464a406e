import { hash } from "node:crypto";
import { keptSeeds, limits, rejecting, type Seeds } from "@parlor/kit";
import type { Entropy } from "../ports/entropy.ts";
import { keyedHash } from "./keyed-hash.ts";

/** What all round seeds of a session are made from: 32 bytes from the operating system. */
export const newSecret = (entropy: Entropy): string => entropy.hex(32);

const wordsPerBlock = 8;
const hexDigitsPerWord = 8;

/**
 * The seeds of a live session: the same numbers as kit's `secretSeeds`, made by Node's own crypto,
 * which is several times faster.
 */
export const sessionSeeds = (secret: string): Seeds => {
  const ofSecret = keyedHash(secret);
  const seedOf = keptSeeds((round) => ofSecret(`round:${round}`));
  return {
    seed: seedOf,
    commitment: (round) => hash("sha256", seedOf(round)),
    draws: ({ serverSeed, clientSeed, nonce }, wordsUsed) => {
      const ofRound = keyedHash(serverSeed);
      let used = wordsUsed;
      let loaded = -1;
      let words = "";
      const nextWord = (): number => {
        const block = Math.floor(used / wordsPerBlock);
        if (block !== loaded) {
          words = ofRound(`${clientSeed}:${nonce}:${block}`);
          loaded = block;
        }
        const at = hexDigitsPerWord * (used++ % wordsPerBlock);
        return Number.parseInt(words.slice(at, at + hexDigitsPerWord), 16);
      };
      return { draw: rejecting(nextWord, limits.rejectionCountMax), wordsUsed: () => used };
    },
  };
};
