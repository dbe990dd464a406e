import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { rejectionCountMax } from "./limits.ts";
import { rejecting } from "./prng.ts";
import type { DrawInt } from "./random.ts";

/**
 * Chance that is committed to before it is used. A round's words are the 32-bit big-endian words of
 * `HMAC-SHA256(key = server seed as hex text, message = "<client seed>:<nonce>:<block>")`, block 0, 1, 2, …:
 * the layout that public verifiers know. The nonce is the round's number in its session.
 */
export interface RoundStream {
  readonly serverSeed: string;
  readonly clientSeed: string;
  readonly nonce: number;
}

const wordsPerBlock = 8;

/** What is published before a round: the hash of its server seed (over the seed's hex text). */
export const commitmentOf = (serverSeed: string): string =>
  bytesToHex(sha256(utf8ToBytes(serverSeed)));

/** A table's client seed: the hash over the seeds that its seats brought, in the order of the seats. */
export const clientSeedOf = (seatSeeds: readonly string[]): string =>
  bytesToHex(sha256(utf8ToBytes(seatSeeds.join(","))));

/** A round's server seed, made from the session's secret, which never leaves the store. */
export const roundSeedOf = (secret: string, round: number): string =>
  bytesToHex(hmac(sha256, utf8ToBytes(secret), utf8ToBytes(`round:${round}`)));

export interface StreamDraws {
  readonly draw: DrawInt;
  /** How many words of the stream are used up, the rejected ones included. */
  wordsUsed(): number;
}

/** Draws from a round's stream, going on after the first `wordsUsed` words. */
export const streamDraws = (stream: RoundStream, wordsUsed: number): StreamDraws => {
  const key = utf8ToBytes(stream.serverSeed);
  let used = wordsUsed;
  let loaded = -1;
  let words: DataView | undefined;
  const nextWord = (): number => {
    const block = Math.floor(used / wordsPerBlock);
    if (block !== loaded || !words) {
      const message = utf8ToBytes(`${stream.clientSeed}:${stream.nonce}:${block}`);
      const digest = hmac(sha256, key, message);
      words = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
      loaded = block;
    }
    return words.getUint32(4 * (used++ % wordsPerBlock));
  };
  return { draw: rejecting(nextWord, rejectionCountMax), wordsUsed: () => used };
};
