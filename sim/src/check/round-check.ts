import { createHmac } from "node:crypto";
import type { Report } from "../violation.ts";
import { sha256, type Line } from "./line.ts";

type Draws = readonly (readonly [bound: number, value: number])[];

/** The words of a round's stream, as ARCHITECTURE.md describes them to any verifier. */
const wordsOf = (serverSeed: string, clientSeed: string, nonce: number): (() => number) => {
  let block = Buffer.alloc(0);
  let used = 0;
  return () => {
    if (used % 8 === 0)
      block = createHmac("sha256", serverSeed)
        .update(`${clientSeed}:${nonce}:${used / 8}`)
        .digest();
    return block.readUInt32BE(4 * (used++ % 8));
  };
};

const drawn = (word: () => number, bound: number): number => {
  const limit = 2 ** 32 - (2 ** 32 % bound);
  for (;;) {
    const next = word();
    if (next < limit) return next % bound;
  }
};

/** [R1] Follows the rounds of one session, and works each out anew when its seed is revealed. */
export class RoundCheck {
  #number = 0;
  #commitment = "";
  #clientSeed: string | null = null;
  #draws: (readonly [bound: number, value: number])[] = [];

  /** `seatSeeds` are what the seats brought, as it was when the command drew. */
  read({ session, seq, command, did }: Line, seatSeeds: readonly string[], report: Report): void {
    const wrong = (what: string): void => report("R1", `${session} entry ${seq}: ${what}`);
    if (command.kind === "create") {
      if (did.next?.number !== 1) wrong("the first round is not committed to");
      this.#begin(did);
      return;
    }
    if (did.transfers.some(({ kind }) => kind === "bet") && this.#commitment === "")
      wrong("a bet in a round that was not committed to");
    if (did.draws.length > 0 && this.#clientSeed === null) {
      const own = sha256(seatSeeds.join(","));
      if (did.clientSeed !== own) wrong("the client seed is not the hash of the seats' seeds");
      this.#clientSeed = own;
    } else if (did.clientSeed !== undefined) wrong("a client seed without a first draw");
    this.#draws.push(...did.draws);
    const { finished } = did;
    if (!finished) {
      if (did.next) wrong("the next round begins before this one is over");
      return;
    }
    const { serverSeed, number, commitment, clientSeed } = finished;
    if (number !== this.#number) wrong(`round ${number} is finished in round ${this.#number}`);
    if (commitment !== this.#commitment || sha256(serverSeed) !== this.#commitment)
      wrong("the revealed seed is not the one that was committed to");
    if (clientSeed !== this.#clientSeed) wrong("another client seed is revealed");
    if (!fits(this.#draws, serverSeed, clientSeed ?? "", number))
      wrong("the draws are not those of the revealed seed");
    this.#begin(did);
  }

  #begin({ next }: Line["did"]): void {
    this.#number = next?.number ?? 0;
    this.#commitment = next?.commitment ?? "";
    this.#clientSeed = null;
    this.#draws = [];
  }
}

const fits = (draws: Draws, serverSeed: string, clientSeed: string, nonce: number): boolean => {
  const word = wordsOf(serverSeed, clientSeed, nonce);
  return draws.every(([bound, value]) => drawn(word, bound) === value);
};
