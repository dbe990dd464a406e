import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { Places } from "../src/places.ts";

const problem = Places.problem();
if (problem !== undefined && process.env["CI"])
  throw new Error(`no network of its own: ${problem}`);

/** Answers every datagram with how many it has heard from `of`: with TCP a lost packet is only late. */
const listener = (address: string, of: string): string => `
const socket = require("node:dgram").createSocket("udp4");
let heard = 0;
socket.on("message", (_, from) => {
  if (from.address === "${of}") heard++;
  socket.send(String(heard), from.port, from.address);
});
socket.bind(5000, "${address}", () => console.log("ready"));`;
/** Asks a few times, and says what the first answer was. */
const asker = (address: string): string => `
const socket = require("node:dgram").createSocket("udp4");
socket.on("message", (text) => { console.log(Number(text)); process.exit(); });
for (let at = 0; at < 4; at++) setTimeout(() => socket.send("x", 5000, "${address}"), at * 50);
setTimeout(() => { console.log("silence"); process.exit(); }, 500);`;

describe.skipIf(problem !== undefined)("places", () => {
  test("lines between places are cut one way or both, the others stay, and nothing is left behind", async () => {
    const places = new Places(process.pid);
    onTestFinished(() => places.remove());
    places.make();
    const there = places.address("postgres");
    const [program = "", ...entering] = places.enter("postgres");
    const listening = [process.execPath, "-e", listener(there, places.address("a"))];
    const child = spawn(program, [...entering, ...listening], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    await once(child.stdout, "data");
    const askFrom = (place: "a" | "b"): string => {
      const [own = "", ...args] = places.enter(place);
      const asking = [...args, process.execPath, "-e", asker(there)];
      return execFileSync(own, asking, { encoding: "utf8" }).trim();
    };

    expect([askFrom("a"), askFrom("b")]).toEqual(["1", "1"]);
    places.cut("a", "postgres");
    expect([askFrom("a"), askFrom("b")]).toEqual(["silence", "1"]);
    places.heal("a", "postgres");
    // The other way: what is asked arrives, and the answer does not.
    places.cut("postgres", "a");
    places.cut("postgres", "a");
    expect([askFrom("a"), askFrom("b")]).toEqual(["silence", "5"]);
    // Two wanted it cut.
    places.heal("postgres", "a");
    expect(askFrom("a")).toBe("silence");
    places.heal("postgres", "a");
    expect(askFrom("a")).toBe("10");

    places.remove();
    await once(child, "close");
    expect(existsSync(`/run/netns/parlor-faults-${process.pid}-a`)).toBe(false);
  });
});
