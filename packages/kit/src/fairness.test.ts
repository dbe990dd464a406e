import { createHash, createHmac } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { clientSeedOf, commitmentOf, roundSeedOf, streamDraws } from "./fairness.ts";
import { secretSeeds } from "./seeds.ts";

const stream = { serverSeed: "c0ffee".repeat(10), clientSeed: "table seed", nonce: 7 };

/** The stream's words as a stranger computes them from the documented layout. */
const wordsOf = ({ serverSeed, clientSeed, nonce }: typeof stream, count: number): number[] => {
  const blocks = Array.from({ length: Math.ceil(count / 8) }, (_, block) =>
    createHmac("sha256", serverSeed).update(`${clientSeed}:${nonce}:${block}`).digest(),
  );
  const bytes = Buffer.concat(blocks);
  return Array.from({ length: count }, (_, word) => bytes.readUInt32BE(4 * word));
};
const take = (draws: { draw(bound: number): number }, count: number, bound = 2 ** 32) =>
  Array.from({ length: count }, () => draws.draw(bound));

test("[R1] a stream's words are HMAC-SHA256 of client seed, nonce and block under the server seed", () => {
  expect(take(streamDraws(stream, 0), 40)).toEqual(wordsOf(stream, 40));
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.string(),
      fc.nat(),
      (serverSeed, clientSeed, nonce) => {
        const other = { serverSeed, clientSeed, nonce };
        expect(take(streamDraws(other, 0), 9)).toEqual(wordsOf(other, 9));
      },
    ),
    { numRuns: 50 },
  );
});

test("a published vector stays what it was", () => {
  expect(
    take(streamDraws({ serverSeed: "server", clientSeed: "client", nonce: 1 }, 0), 4, 100),
  ).toEqual(
    wordsOf({ serverSeed: "server", clientSeed: "client", nonce: 1 }, 4).map((word) => word % 100),
  );
  expect(commitmentOf("server")).toBe(
    "b3eacd33433b31b5252351032c9b3e7a2e7aa7738d5decdf0dd6c62680853c06",
  );
});

test("going on after any number of words gives the one stream", () => {
  const all = wordsOf(stream, 60);
  for (let used = 0; used <= 40; used++) {
    const going = streamDraws(stream, used);
    expect(take(going, 10)).toEqual(all.slice(used, used + 10));
    expect(going.wordsUsed()).toBe(used + 10);
  }
});

test("rejected words are used up too", () => {
  const bound = 2 ** 31 + 1; // nearly every second word is rejected
  const draws = streamDraws(stream, 0);
  const values = take(draws, 20, bound);
  const accepted = wordsOf(stream, draws.wordsUsed()).filter((word) => word < bound);
  expect(draws.wordsUsed()).toBeGreaterThan(20);
  expect(values).toEqual(accepted);
});

test("a commitment is the hash of the round's server seed as hex text", () => {
  const seeds = secretSeeds("ab".repeat(32));
  for (const round of [1, 2, 3, 2, 1, 50]) {
    expect(seeds.seed(round)).toBe(
      createHmac("sha256", "ab".repeat(32)).update(`round:${round}`).digest("hex"),
    );
    expect(seeds.seed(round)).toBe(roundSeedOf("ab".repeat(32), round));
    expect(seeds.commitment(round)).toBe(
      createHash("sha256").update(seeds.seed(round)).digest("hex"),
    );
  }
});

test("a table's client seed is the hash of its seats' seeds in the order of the seats", () => {
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  expect(clientSeedOf(["a", "", "c"])).toBe(hash("a,,c"));
  expect(clientSeedOf(["a", "b"])).not.toBe(clientSeedOf(["b", "a"]));
});
