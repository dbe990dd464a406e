import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { keyedHash } from "./keyed-hash.ts";

test("[R1] it is the HMAC-SHA256 that everybody else computes, whatever the key and the text", () => {
  const text = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ unit: "binary", maxLength: 300 }),
  );
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 4 }), (key, messages) => {
      const ofKey = keyedHash(key);
      for (const message of messages)
        expect(ofKey(message)).toBe(createHmac("sha256", key).update(message).digest("hex"));
    }),
  );
});

test("[R1] hashes under two keys do not mix, in whatever order they are asked for", () => {
  const [one, other] = [keyedHash("one"), keyedHash("other")];
  const alone = [one("text"), other("text")];
  expect([one("text"), other("text"), one("text"), other("text")]).toEqual([...alone, ...alone]);
  expect(alone[0]).not.toBe(alone[1]);
});
