import { expect, onTestFinished, test } from "vitest";
import { requestTimeoutMs } from "../limits.ts";
import { testPlatform } from "../testing/test-platform.ts";
import { openGateway } from "./gateway.ts";

test("a client that sends its request drop by drop does not keep its connection for ever", async () => {
  const platform = await testPlatform({ games: [] });
  const gateway = await openGateway({ platform });
  onTestFinished(async () => gateway.stop());
  const { app } = gateway;
  await app.ready();
  // Node measures with the machine's clock, so that it can only be looked up here.
  expect(app.server.requestTimeout).toBe(requestTimeoutMs);
  expect(app.server.headersTimeout).toBeGreaterThan(0);
});
