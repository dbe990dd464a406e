import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import * as protocol from "./index.ts";

/** The hash of all schemas at each version of the protocol. Append only. */
const hashes: Readonly<Record<number, string>> = {
  1: "faa3288f5ce911ecc5e851659d78d3e9036ee099310a6fafeacd32c3c1c252d7",
  2: "9ea5f48e8cc803ba637068b255c960c698dd55c345d9abc79e87c26d5a89a714",
};

test("no schema changes without a new protocol version", () => {
  const texts = Object.entries<unknown>({ ...protocol, ...protocol.platformEventData })
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) =>
      value instanceof z.ZodType
        ? (["input", "output"] as const).map(
            (io) => `${name} ${io} ${JSON.stringify(z.toJSONSchema(value, { io }))}`,
          )
        : [],
    );
  expect(texts.length).toBeGreaterThan(30);
  const hash = createHash("sha256").update(texts.join("\n")).digest("hex");
  expect(
    hash,
    `A message has changed. Where an older client would not understand it, raise protocolVersion in
version.ts with a line that says what is new, and give it this hash in schemas.test.ts. Where it is
harmless (a new optional field, a description), give the present version this hash: ${hash}`,
  ).toBe(hashes[protocol.protocolVersion]);
});

test("every version that a server speaks has its hash", () => {
  const versions = Object.keys(hashes).map(Number);
  expect(versions).toContain(protocol.protocolVersion);
  expect(protocol.protocolVersionMin).toBeLessThanOrEqual(protocol.protocolVersion);
});
