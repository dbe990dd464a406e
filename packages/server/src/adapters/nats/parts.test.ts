import * as fc from "fast-check";
import type { Msg } from "@nats-io/transport-node";
import { expect, test } from "vitest";
import { partsOf, PartsGatherer, type Part } from "./parts.ts";

const mebibyte = 1024 ** 2;
const bytesOf = (text: string): Uint8Array => Buffer.from(text);
/** As the client hands it over, as far as it is looked at. */
const heard = (part: Part, sid = 1): Msg => ({ ...part, sid }) as unknown as Msg;

test("any text comes together again, whatever a server takes at once and wherever its signs are cut", () => {
  const text = fc.string({ unit: "binary", maxLength: 5_000 });
  fc.assert(
    fc.property(text, fc.integer({ min: 300, max: 2_000 }), (whole, payloadMaxBytes) => {
      const parts = partsOf(bytesOf(whole), payloadMaxBytes, "ann", "1");
      const bytes = parts.map(({ data, headers }) => data.length + (headers ? 200 : 0));
      expect(Math.max(...bytes)).toBeLessThanOrEqual(payloadMaxBytes);
      const gatherer = new PartsGatherer();
      const taken = parts.map((part) => gatherer.take(heard(part)));
      expect(taken.slice(0, -1).every((one) => one === undefined)).toBe(true);
      expect(taken.at(-1)).toBe(bytesOf(whole).toString());
    }),
  );
});

test("a text of which a part was lost, or that has no beginning, is lost; the next one is not. What comes twice is not taken twice", () => {
  const [one, two, three] = partsOf(bytesOf("a".repeat(mebibyte + 1)), mebibyte, "ann", "1");
  const next = partsOf(bytesOf("b".repeat(mebibyte)), mebibyte, "ann", "2");
  const gatherer = new PartsGatherer();
  const take = (...parts: Part[]) => parts.map((part) => gatherer.take(heard(part))?.[0]);
  const arrives = [undefined, "b"];
  expect(take(one!, three!, ...next).slice(2)).toEqual(arrives);
  expect(take(two!, three!, ...next).slice(2)).toEqual(arrives);
  expect(take(one!, two!, ...next).slice(2)).toEqual(arrives);
  expect(take(one!, two!, two!, three!)).toEqual([undefined, undefined, undefined, "a"]);
  expect(take(one!, two!, one!, ...next).slice(3)).toEqual(arrives);
});

test("texts of several senders, and of one sender for several listeners, do not mix", () => {
  const large = (sign: string) => bytesOf(sign.repeat(mebibyte));
  const ann = partsOf(large("a"), mebibyte, "ann", "1");
  const bob = partsOf(large("b"), mebibyte, "bob", "1");
  const gatherer = new PartsGatherer();
  const taken = [
    gatherer.take(heard(ann[0]!)),
    gatherer.take(heard(bob[0]!)),
    gatherer.take(heard(ann[0]!, 2)),
    gatherer.take(heard({ data: bytesOf("small") })),
    gatherer.take(heard(ann[1]!)),
    gatherer.take(heard(bob[1]!)),
    gatherer.take(heard(ann[1]!, 2)),
  ];
  const begins = ["", "", "", "small", "aaaaa", "bbbbb", "aaaaa"];
  expect(taken.map((text) => text?.slice(0, 5) ?? "")).toEqual(begins);
});

test("what never becomes complete is kept within bounds: the oldest goes", () => {
  const gatherer = new PartsGatherer();
  const text = bytesOf("a".repeat(mebibyte));
  const texts = Array.from({ length: 200 }, (_, index) =>
    partsOf(text, mebibyte, `sender${index}`, "1"),
  );
  for (const [first] of texts) gatherer.take(heard(first!));
  const complete = texts.map(([, last]) => gatherer.take(heard(last!)) !== undefined);
  expect(complete.indexOf(true)).toBe(200 - 128);
  expect(complete.slice(72).every(Boolean)).toBe(true);
});
