import { secretSeeds } from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sessionSeeds } from "./session-seeds.ts";

test("[R1] the server's seeds are the ones that a verifier computes with the kit", () => {
  const shape = fc.tuple(
    fc.string(),
    fc.nat(1_000),
    fc.string(),
    fc.nat(40),
    fc.array(fc.integer({ min: 2, max: 2 ** 32 })),
  );
  fc.assert(
    fc.property(shape, ([secret, round, clientSeed, wordsUsed, bounds]) => {
      const [fast, plain] = [sessionSeeds(secret), secretSeeds(secret)];
      expect(fast.commitment(round)).toBe(plain.commitment(round));
      const stream = { serverSeed: plain.seed(round), clientSeed, nonce: round };
      expect(fast.seed(round)).toBe(stream.serverSeed);
      const [a, b] = [fast.draws(stream, wordsUsed), plain.draws(stream, wordsUsed)];
      for (const bound of bounds) expect(a.draw(bound)).toBe(b.draw(bound));
      expect(a.wordsUsed()).toBe(b.wordsUsed());
    }),
  );
});
