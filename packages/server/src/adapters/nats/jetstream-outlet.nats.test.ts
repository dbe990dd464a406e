import { jetstreamManager, type JetStreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { relayPauseMaxMs } from "../../limits.ts";
import type { Outlet, OutletEvent } from "../../ports/outlet.ts";
import { ownNats } from "../../testing/nats-server.ts";
import {
  caughtUp,
  expected,
  played,
  relayContract,
  relayOf,
} from "../../testing/relay-contract.ts";
import { silentLog } from "../pino-log.ts";
import { jetstreamOutlet, type JetStreamOutletOptions } from "./jetstream-outlet.ts";

const server = await ownNats("the outlet on JetStream", { jetstream: true });
afterAll(() => server.stop());

const open = (options: Partial<JetStreamOutletOptions>): Outlet =>
  jetstreamOutlet({ url: server.url, name: "test", log: silentLog, ...options });

/** What an operator does. */
const managing = async <T>(run: (manager: JetStreamManager) => Promise<T>): Promise<T> => {
  const connection = await connect({ servers: server.url });
  try {
    return await run(await jetstreamManager(connection));
  } finally {
    await connection.close();
  }
};

/** Messages as they are kept, from the oldest on. */
const messagesOf = (stream: string) =>
  managing(async ({ streams }) => {
    const { state } = await streams.info(stream);
    const messages = [];
    for (let seq = state.first_seq; seq <= state.last_seq; seq++)
      messages.push(await streams.getMessage(stream, { seq }));
    return messages.filter((message) => message !== null);
  });
const textsOf = async (stream: string) =>
  (await messagesOf(stream)).map((message) => Buffer.from(message.data).toString());

let places = 0;
const newPlace = () => {
  const name = `place-${++places}`;
  return {
    name,
    open: (more: Partial<JetStreamOutletOptions> = {}) =>
      open({ prefix: name, stream: name, sizeMaxBytes: 10_000_000, ...more }),
    texts: () => textsOf(name),
  };
};
const opened = (outlet: Outlet): Outlet => {
  onTestFinished(() => outlet.close());
  return outlet;
};
/** The outlet's end, as soon as it is connected. */
const endOf = (outlet: Outlet) => vi.waitFor(() => outlet.end(), 10_000);

const eventOf = (position: number, index = 0, more: Partial<OutletEvent> = {}): OutletEvent => ({
  position,
  index,
  game: "craps",
  type: "rolled",
  text: `event ${index} of ${position}`,
  shortText: () => `short ${index} of ${position}`,
  ...more,
});

describe.skipIf(server.isMissing)("JetStream", () => {
  relayContract("JetStream", async () => newPlace());

  test("a stream is made when it is first needed, kept in files and within limits, and left as it is afterwards", async () => {
    const { name, open: openHere } = newPlace();
    const outlet = opened(openHere({ ageMaxMs: 5_000, sizeMaxBytes: 100_000 }));
    expect(await endOf(outlet)).toMatchObject({ count: 0, last: null });
    const { config } = await managing(({ streams }) => streams.info(name));
    expect(config).toMatchObject({
      subjects: [`${name}.events.>`],
      storage: "file",
      retention: "limits",
      discard: "old",
      max_age: 5_000_000_000,
      max_bytes: 100_000,
      num_replicas: 1,
    });
    await endOf(opened(openHere()));
    const { config: after } = await managing(({ streams }) => streams.info(name));
    expect(after).toEqual(config);
  });

  test("events have their subject and their name; the end says which was the last", async () => {
    const { name, open: openHere } = newPlace();
    const outlet = opened(openHere());
    const { identity } = await endOf(outlet);
    expect(await outlet.append([eventOf(7), eventOf(7, 2), eventOf(9)], 0)).toBe("appended");
    expect(await outlet.append([], 3)).toBe("appended");
    expect(await outlet.append([eventOf(1_024, 0, { type: "session-ended" })], 3)).toBe("appended");
    const messages = (await messagesOf(name)).map(({ subject, header }) => [
      subject,
      header.get("Nats-Msg-Id"),
    ]);
    expect(messages).toEqual([
      [`${name}.events.craps.rolled`, "7.0"],
      [`${name}.events.craps.rolled`, "7.2"],
      [`${name}.events.craps.rolled`, "9.0"],
      [`${name}.events.craps.session-ended`, "1024.0"],
    ]);
    expect(await outlet.end()).toEqual({ identity, count: 4, last: { position: 1_024, index: 0 } });
  });

  test("who comes second is overtaken, and nothing of it comes behind a gap", async () => {
    const { open: openHere, texts } = newPlace();
    const [one, other] = [opened(openHere()), opened(openHere())];
    await Promise.all([endOf(one), endOf(other)]);
    expect(await one.append([eventOf(1), eventOf(2)], 0)).toBe("appended");
    // It begins where somebody else has appended meanwhile.
    expect(await other.append([eventOf(3), eventOf(4)], 0)).toBe("overtaken");
    expect(await other.append([eventOf(2), eventOf(3)], 0)).toBe("overtaken");
    expect(await other.append([eventOf(1), eventOf(2), eventOf(3)], 2)).toBe("overtaken");
    expect(await other.append([eventOf(2)], 2)).toBe("overtaken");
    // What it sends again, since it did not hear that it was there, is there once.
    expect(await other.append([eventOf(1), eventOf(2), eventOf(3)], 0)).toBe("appended");
    const many = Array.from({ length: 1_000 }, (_, at) => eventOf(4 + at));
    const both = await Promise.all([one.append(many, 3), other.append(many, 3)]);
    expect(both).toContain("appended");
    const all = [eventOf(1), eventOf(2), eventOf(3), ...many].map(({ text }) => text);
    expect(await texts()).toEqual(all);
  });

  test("events of two who do not agree do not mix, though both are where the stream ends", async () => {
    const { open: openHere, texts } = newPlace();
    const outlets = [opened(openHere()), opened(openHere())];
    await Promise.all(outlets.map(endOf));
    for (let round = 0; round < 20; round++) {
      const { count } = await outlets[0]!.end();
      // Of other names at the same places: one of an older version, which knows of fewer events.
      const chains = [1, 2].map((index) =>
        Array.from({ length: 50 }, (_, at) => eventOf(1_000 * round + at, index)),
      );
      await Promise.all(outlets.map((outlet, at) => outlet.append(chains[at]!, count)));
      const added = (await texts()).slice(count).map((text) => text.split(" ")[1]);
      expect(new Set(added).size).toBe(1);
    }
  });

  test("what is larger than the server takes goes in its short form", async () => {
    const { open: openHere, texts } = newPlace();
    const outlet = opened(openHere());
    await endOf(outlet);
    const large = { text: "ü".repeat(600_000) };
    expect(await outlet.append([eventOf(1), eventOf(2, 0, large), eventOf(3)], 0)).toBe("appended");
    expect(await texts()).toEqual(["event 0 of 1", "short 0 of 2", "event 0 of 3"]);
  });

  test("what others have put into it, and what was deleted from it, is passed over", async () => {
    const { name, open: openHere } = newPlace();
    const outlet = opened(openHere());
    const { identity } = await endOf(outlet);
    expect(await outlet.append([eventOf(1), eventOf(2)], 0)).toBe("appended");
    const connection = await connect({ servers: server.url });
    for (const text of ["one", "two"]) connection.publish(`${name}.events.others`, text);
    await connection.drain();
    expect(await outlet.append([eventOf(3)], 2)).toBe("overtaken");
    expect(await outlet.end()).toEqual({ identity, count: 4, last: { position: 2, index: 0 } });
    await managing(({ streams }) => streams.deleteMessage(name, 4));
    expect(await outlet.end()).toEqual({ identity, count: 4, last: { position: 2, index: 0 } });
    expect(await outlet.append([eventOf(3)], 4)).toBe("appended");
    expect(await textsOf(name)).toEqual(["event 0 of 1", "event 0 of 2", "one", "event 0 of 3"]);
  });

  test("without NATS it rejects, and goes on when NATS is there", async () => {
    const { name, open: openHere } = newPlace();
    const { platform, play } = await played();
    const outlet = opened(openHere());
    const { identity } = await endOf(outlet);
    const relay = relayOf(platform, outlet);
    for (let round = 0; round < 3; round++) {
      await play();
      await caughtUp(platform, relay);
      await server.kill();
      await play();
      await platform.clock.advance(1_000);
      await expect(outlet.end()).rejects.toThrow("NATS is not there");
      await expect(outlet.append([eventOf(1)], 0)).rejects.toThrow("NATS is not there");
      await server.restart();
      await play();
      await caughtUp(platform, relay);
      expect(await textsOf(name)).toEqual(await expected(platform));
      expect(await outlet.end()).toMatchObject({ identity });
    }
  }, 60_000);

  test("a stream that lost its last messages, all of which were acknowledged, gets them again", async () => {
    const { name, open: openHere } = newPlace();
    const { platform, play } = await played();
    const relay = relayOf(platform, opened(openHere()));
    await play();
    await caughtUp(platform, relay);
    await server.end();
    const putBack = server.copyFiles();
    await server.restart();
    await play();
    await platform.clock.advance(relayPauseMaxMs);
    await play();
    await caughtUp(platform, relay);
    const before = await expected(platform);
    expect(await textsOf(name)).toEqual(before);
    await server.kill();
    putBack();
    await server.restart();
    expect((await textsOf(name)).length).toBeLessThan(before.length);
    await play();
    await caughtUp(platform, relay);
    expect(await textsOf(name)).toEqual(await expected(platform));
  });

  test("a stream that was emptied gets what comes, and one that was deleted everything again", async () => {
    const { name, open: openHere } = newPlace();
    const { platform, play } = await played();
    const outlet = opened(openHere());
    const { identity } = await endOf(outlet);
    const relay = relayOf(platform, outlet);
    await play();
    await caughtUp(platform, relay);
    await managing(({ streams }) => streams.purge(name));
    await relay.stop();
    const after = await platform.store.feedEnd();
    await play();
    relay.start();
    await caughtUp(platform, relay);
    expect(await textsOf(name)).toEqual(await expected(platform, after));
    await managing(({ streams }) => streams.delete(name));
    await play();
    await platform.clock.advance(relayPauseMaxMs);
    await caughtUp(platform, relay);
    expect(await textsOf(name)).toEqual(await expected(platform));
    expect((await outlet.end()).identity).not.toBe(identity);
  });
});
