import { expect, test } from "vitest";
import { serversOf } from "./servers.ts";

test.each([
  ["nats://bus.example", { servers: ["bus.example:4222"] }],
  ["bus.example:4333", { servers: ["bus.example:4333"] }],
  ["nats://[::1]:4333", { servers: ["[::1]:4333"] }],
  ["nats://one, nats://two:4333", { servers: ["one:4222", "two:4333"] }],
  ["nats://ann:p%40ss%3A1@one:4333", { servers: ["one:4333"], user: "ann", pass: "p@ss:1" }],
  ["nats://one,nats://s3cret@two", { servers: ["one:4222", "two:4222"], token: "s3cret" }],
  ["tls://one", { servers: ["one:4222"], tls: {} }],
  ["nats://one,tls://two", { servers: ["one:4222", "two:4222"], tls: {} }],
])("%s is understood", (url, expected) => {
  expect(serversOf({ url })).toEqual(expected);
});

test("files of certificates insist on TLS, whatever the address says", () => {
  const tls = { caFile: "ca.pem" };
  expect(serversOf({ url: "nats://one", tls })).toEqual({ servers: ["one:4222"], tls });
});

test.each(["", "nats://", "http://one:4222", "ws://s3cret@one", "nats://s3cret@", "s3cret:pass@"])(
  "%s is no address of NATS, and no secret in it is told",
  (url) => {
    expect(() => serversOf({ url })).toThrow(/NATS/);
    expect(() => serversOf({ url })).not.toThrow(/s3cret/);
  },
);
