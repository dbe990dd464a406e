import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
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

test("what still comes over an open connection while the server closes is refused like anything else", async () => {
  const platform = await testPlatform({ games: [] });
  const gateway = await openGateway({ platform });
  const { app } = gateway;
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo; // a listening TCP server has one
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  // A request whose end comes later keeps its connection open.
  const body = JSON.stringify({ name: "Ada" });
  const head = `host: parlor\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
  socket.write(`POST /v1/guests HTTP/1.1\r\n${head}\r\n\r\n`);
  await once(app.server, "request");
  const stopped = gateway.stop();
  socket.write(`${body}GET /v1/games HTTP/1.1\r\nhost: parlor\r\n\r\n`);
  let text = "";
  for await (const piece of socket.setEncoding("utf8")) text += String(piece);
  const [, first, second] = text.split("HTTP/1.1 ");
  expect(first).toMatch(/^201 /);
  expect(second).toMatch(/^503 /);
  expect(second).toContain("application/problem+json");
  expect(second).toContain('"code":"shutting_down"');
  await stopped;
});
