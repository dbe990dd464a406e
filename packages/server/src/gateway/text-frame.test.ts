import * as fc from "fast-check";
import { expect, test } from "vitest";
import { textFrame, textOfFrame } from "./text-frame.ts";

test.each([
  [0, [0x81, 0]],
  [125, [0x81, 125]],
  [126, [0x81, 126, 0, 126]],
  [65_535, [0x81, 126, 255, 255]],
  [65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
])("the head of a text of %d bytes has its length as RFC 6455 wants it", (length, head) => {
  const frame = textFrame("x".repeat(length));
  expect([...frame.subarray(0, head.length)]).toEqual(head);
  expect(frame).toHaveLength(head.length + length);
});

test("a frame holds its text to the letter, of whatever letters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(9_000), (text, times) => {
      const long = text.repeat(times);
      expect(textOfFrame(textFrame(long))).toBe(long);
    }),
  );
});
