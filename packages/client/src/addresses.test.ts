import { expect, test } from "vitest";
import { Addresses } from "./addresses.ts";

const first = "ws://first:4600/v1/socket";

test.each([
  ["http://second:4601", "ws://second:4601/v1/socket"],
  ["http://second:4601/", "ws://second:4601/v1/socket"],
  ["https://second", "wss://second/v1/socket"],
  ["http://[::1]:4601", "ws://[::1]:4601/v1/socket"],
  ["http://host/parlor/", "ws://host/parlor/v1/socket"],
  ["http://somebody:secret@second:4601/?a=b#c", "ws://second:4601/v1/socket"],
])("a server at %s is asked at %s", (server, socket) => {
  const addresses = new Addresses(first);
  expect([addresses.goTo(server), addresses.current]).toEqual([true, socket]);
});

test.each([
  "",
  "second:4601",
  "//second",
  "ws://second",
  "ftp://second",
  "javascript:alert(1)",
  "file:///etc",
  "http://",
])("nobody goes to %s", (server) => {
  const addresses = new Addresses(first);
  expect([addresses.goTo(server), addresses.current]).toEqual([false, first]);
});

test("what began private is not sent on in the open", () => {
  const addresses = new Addresses("wss://first/v1/socket");
  expect(addresses.goTo("http://second")).toBe(false);
  expect(addresses.goTo("https://second")).toBe(true);
  expect(addresses.goTo("http://third")).toBe(false);
  expect(addresses.current).toBe("wss://second/v1/socket");
});

test("where it is already nobody has to go", () => {
  const addresses = new Addresses(first);
  expect(addresses.goTo("http://first:4600")).toBe(false);
  addresses.goTo("http://second");
  expect(addresses.goTo("http://second")).toBe(false);
  expect(addresses.goTo("http://first:4600")).toBe(true);
  expect([addresses.current, addresses.isElsewhere]).toEqual([first, false]);
});

test("they take turns until the first one answers", () => {
  const addresses = new Addresses(first);
  addresses.turn();
  expect(addresses.current).toBe(first);
  addresses.goTo("http://second");
  const tried = Array.from({ length: 4 }, () => {
    const { current } = addresses;
    addresses.turn();
    return current;
  });
  const second = "ws://second/v1/socket";
  expect(tried).toEqual([second, first, second, first]);
  addresses.arrived();
  addresses.turn();
  expect(addresses.current).toBe(first);
});
