import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Bus } from "../../ports/bus.ts";
import { busContract } from "../../testing/bus-contract.ts";
import {
  ownNats,
  startNats,
  type NatsOptions,
  type OwnNatsServer,
} from "../../testing/nats-server.ts";
import { silentLog } from "../pino-log.ts";
import { natsBus, type NatsBusOptions } from "./nats-bus.ts";

const server = await ownNats("the bus on NATS");
afterAll(() => server.stop());

/** Resolves when a bus has come up, or gone down. */
const turned = (bus: Bus, wanted: boolean): Promise<void> =>
  new Promise((resolve) => {
    if (bus.isUp === wanted) return resolve();
    const stop = bus.onChange((isUp) => {
      if (isUp !== wanted) return;
      stop();
      resolve();
    });
  });

describe.skipIf(server.isMissing)("NATS", () => {
  busContract("NATS", async () => {
    const errors: string[] = [];
    const log = {
      ...silentLog,
      error: (_: object, sentence: string) => void errors.push(sentence),
    };
    return {
      newBus: async () => {
        const bus = natsBus({ url: server.url, name: "test", log });
        await turned(bus, true);
        return bus;
      },
      goDown: async (open) => {
        await server.kill();
        await Promise.all(open.map((bus) => turned(bus, false)));
      },
      goUp: async (open) => {
        await server.restart();
        await Promise.all(open.map((bus) => turned(bus, true)));
      },
      pass: async () => undefined,
      errors: () => errors.splice(0),
      remove: async () => undefined,
    };
  });
});

interface Logged {
  readonly facts: object;
  readonly sentence: string;
}
const recording = () => {
  const logged: Logged[] = [];
  const add = (facts: object, sentence: string): void => void logged.push({ facts, sentence });
  return { logged, log: { info: add, warn: add, error: add } };
};
const hearing = (bus: Bus, subject: string) => {
  const heard: string[] = [];
  bus.listen(subject, (text) => heard.push(text));
  return heard;
};
/** All that was published before has been heard by this bus, or never is. */
const echoed = (bus: Bus): Promise<void> =>
  new Promise((resolve) => {
    const stop = bus.listen("echo", () => {
      stop();
      resolve();
    });
    bus.publish("echo", "");
  });
const openBus = (url: string, more: Partial<NatsBusOptions> = {}): Bus => {
  const bus = natsBus({ url, name: "test", log: silentLog, ...more });
  onTestFinished(() => bus.close());
  return bus;
};
const startServer = async (options: NatsOptions = {}): Promise<OwnNatsServer> => {
  const started = await startNats(options);
  if (!started) throw new Error("the program nats-server was there a moment ago");
  onTestFinished(() => started.stop());
  return started;
};
const megabyte = "a".repeat(1024 ** 2);

describe.skipIf(server.isMissing)("a bus on NATS", () => {
  test("is there before NATS is, and tells once that it waits", async () => {
    const late = await startServer();
    await late.end();
    const { log, logged } = recording();
    const bus = openBus(late.url, { log });
    expect(bus.isUp).toBe(false);
    const heard = hearing(bus, "news");
    bus.publish("news", "lost");
    expect(await bus.ask("question", "", 10_000)).toEqual({ kind: "nobody" });
    await late.restart();
    await turned(bus, true);
    bus.publish("news", "found");
    await echoed(bus);
    expect(heard).toEqual(["found"]);
    expect(logged.map(({ sentence }) => sentence)).toEqual([
      "NATS is not there; it is tried on",
      "connected to NATS",
    ]);
  });

  test("tells once that a server does not take it, however often it tries", async () => {
    let attempts = 0;
    const refusing = createServer((socket) => {
      attempts += 1;
      socket.destroy();
    });
    refusing.listen(0, "127.0.0.1");
    await once(refusing, "listening");
    onTestFinished(() => void refusing.close());
    const { log, logged } = recording();
    const { port } = refusing.address() as AddressInfo; // it listens on a port
    openBus(`nats://127.0.0.1:${port}`, { log });
    await vi.waitFor(() => expect(attempts).toBeGreaterThan(3), 10_000);
    expect(logged.map(({ sentence }) => sentence)).toEqual(["NATS is not there; it is tried on"]);
  });

  test("that never connected closes at once", async () => {
    const bus = openBus("nats://127.0.0.1:1");
    await bus.close();
    expect(bus.isUp).toBe(false);
  });

  test.each([
    ["user and password", `authorization { user: ann, password: "p@ss:1" }`, "ann:p%40ss%3A1"],
    ["a token", `authorization { token: "s3cret" }`, "s3cret"],
  ])(
    "signs in with %s; with a wrong one it goes on trying, and tells no secret",
    async (...args) => {
      const [, config, right] = args;
      const guarded = await startServer({ config });
      const { log, logged } = recording();
      const wrong = openBus(guarded.url.replace("//", "//ann:wr0ng@"), { log });
      const bus = openBus(guarded.url.replace("//", `//${right}@`), { log });
      await turned(bus, true);
      await vi.waitFor(() => expect(JSON.stringify(logged)).toContain("Authorization Violation"));
      expect(wrong.isUp).toBe(false);
      expect(JSON.stringify(logged)).not.toMatch(/wr0ng|s3cret|p@ss/);
    },
  );

  test("hears nothing of a platform that has another prefix", async () => {
    const one = openBus(server.url, { prefix: "one" });
    const other = openBus(server.url, { prefix: "other" });
    await Promise.all([turned(one, true), turned(other, true)]);
    const heard = hearing(other, "news.>");
    other.serve("question", async () => "answer");
    await echoed(other);
    one.publish("news.today", "for one");
    expect(await one.ask("question", "", 10_000)).toEqual({ kind: "nobody" });
    await echoed(other);
    expect(heard).toEqual([]);
  });

  test("asks in less than the server takes at once, and keeps its order with texts in parts", async () => {
    const narrow = await startServer({ config: "max_payload: 1000" });
    const [one, other] = [openBus(narrow.url), openBus(narrow.url)];
    await Promise.all([turned(one, true), turned(other, true)]);
    const heard = hearing(other, "news");
    other.serve("question", async (text) => text.repeat(2));
    await echoed(other);
    const texts = [0, 999, 1_000, 1_001, 5_000, 10].map((length) => "ü".repeat(length / 2));
    for (const text of texts) one.publish("news", text);
    const asked = texts.map((text) => one.ask("question", text, 10_000));
    expect(await Promise.all(asked)).toEqual(
      texts.map((text) => ({ kind: "answered", text: text.repeat(2) })),
    );
    expect(heard).toEqual(texts);
  });

  test("a text that is too large is lost, and told once; the bus goes on", async () => {
    const { log, logged } = recording();
    const bus = openBus(server.url, { log });
    await turned(bus, true);
    const heard = hearing(bus, "news");
    const tooLarge = megabyte.repeat(17);
    bus.serve("large", async () => tooLarge);
    await echoed(bus);
    bus.publish("news", tooLarge);
    bus.publish("news", "small");
    expect(await bus.ask("large", tooLarge, 10_000)).toEqual({ kind: "nobody" });
    expect(await bus.ask("large", "", 100)).toEqual({ kind: "silence" });
    // More in all than may be under way at once.
    for (let count = 0; count < 6; count++) {
      bus.publish("news", megabyte.repeat(16));
      await echoed(bus);
    }
    expect(heard.map((text) => text.length)).toEqual([5, ...Array(6).fill(16 * 1024 ** 2)]);
    expect(logged.map(({ sentence }) => sentence)).toEqual([
      "connected to NATS",
      "a text is too large for the bus, and lost",
    ]);
  });

  test("a server that stands still: nothing piles up for it, the bus is down after seconds, and up again", async () => {
    const still = await startServer();
    const { log, logged } = recording();
    const [bus, quiet] = [openBus(still.url, { log }), openBus(still.url)];
    await Promise.all([turned(bus, true), turned(quiet, true)]);
    still.freeze();
    const before = process.memoryUsage().rss;
    for (let count = 0; count < 500; count++) bus.publish("news", megabyte);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 ** 2);
    const lost = quiet.ask("question", "", 60_000);
    await Promise.all([turned(bus, false), turned(quiet, false)]);
    expect(await lost).toEqual({ kind: "silence" });
    still.unfreeze();
    await Promise.all([turned(bus, true), turned(quiet, true)]);
    const losses = logged.filter(({ sentence }) => sentence.includes("some of it is lost"));
    expect(losses).toHaveLength(1);
    await echoed(bus);
  }, 30_000);
});
