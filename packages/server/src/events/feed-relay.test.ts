import { expect, test } from "vitest";
import { relayPauseMaxMs } from "../limits.ts";
import type { Outlet } from "../ports/outlet.ts";
import { memoryOutlet, type MemoryOutlet } from "../testing/memory-outlet.ts";
import { caughtUp, expected, played, relayContract, relayOf } from "../testing/relay-contract.ts";
import type { LogLine } from "../testing/test-platform.ts";

relayContract("memory", async () => {
  const outlet = memoryOutlet();
  return { open: () => outlet, texts: async () => textsOf(outlet) };
});

const textsOf = ({ log }: MemoryOutlet): string[] => log.map(({ text }) => text);

/** The same outlet, whose calls are counted. */
const counting = (outlet: Outlet) => {
  const calls = { end: 0, append: 0 };
  const counted: Outlet = {
    kind: outlet.kind,
    end: () => {
      calls.end += 1;
      return outlet.end();
    },
    append: (events, after) => {
      calls.append += 1;
      return outlet.append(events, after);
    },
    close: () => outlet.close(),
  };
  return { calls, counted };
};

test("an outlet that is away is asked after pauses that grow up to a bound, and told of once; then all goes on", async () => {
  const { platform, play } = await played();
  const outlet = memoryOutlet();
  const { calls, counted } = counting(outlet);
  const lines: Pick<LogLine, "facts" | "sentence">[] = [];
  const add = (facts: object, sentence: string): void => void lines.push({ facts, sentence });
  outlet.isAway = true;
  const relay = relayOf(platform, counted, { log: { info: add, warn: add, error: add } });
  const awayMs = 10 * 60 * 1_000;
  await platform.clock.advance(awayMs);
  expect(calls.end).toBeGreaterThanOrEqual(awayMs / relayPauseMaxMs);
  expect(calls.end).toBeLessThan(awayMs / relayPauseMaxMs + 10);
  expect(lines).toEqual([
    {
      facts: { outlet: "memory", position: 0, problem: "Error: the outlet is away" },
      sentence: "events are not passed on; it is tried again",
    },
  ]);
  outlet.isAway = false;
  await play();
  await platform.clock.advance(relayPauseMaxMs);
  await caughtUp(platform, relay);
  outlet.isAway = true;
  await play();
  await platform.clock.advance(relayPauseMaxMs);
  outlet.isAway = false;
  await platform.clock.advance(relayPauseMaxMs);
  await caughtUp(platform, relay);
  expect(lines).toHaveLength(2);
  expect(textsOf(outlet)).toEqual(await expected(platform));
});

test("a store that breaks down is waited for as well", async () => {
  const { platform, play } = await played();
  const outlet = memoryOutlet();
  const relay = relayOf(platform, outlet);
  await play();
  await caughtUp(platform, relay);
  await relay.stop();
  platform.store.breakDown(true);
  relay.start();
  await platform.clock.advance(1_000);
  platform.store.breakDown(false);
  await platform.clock.advance(relayPauseMaxMs);
  await play();
  await caughtUp(platform, relay);
  expect(textsOf(outlet)).toEqual(await expected(platform));
});

test("a relay that stops waits for nothing: neither in a pause nor for news", async () => {
  const { platform } = await played();
  const outlet = memoryOutlet();
  const relay = relayOf(platform, outlet);
  await caughtUp(platform, relay);
  await relay.stop();
  outlet.isAway = true;
  relay.start();
  relay.start();
  await platform.clock.settle();
  const { pending } = platform.clock;
  await relay.stop();
  await relay.stop();
  expect(platform.clock.pending).toBe(pending - 1);
});

test("an outlet that lost its last events gets them again", async () => {
  const { platform, play } = await played();
  const outlet = memoryOutlet();
  const relay = relayOf(platform, outlet);
  for (const lost of [1, 2, 3, 5, 1_000]) {
    await play();
    await caughtUp(platform, relay);
    outlet.lose(lost);
    await play();
    await platform.clock.advance(1_000);
    await caughtUp(platform, relay);
    expect(textsOf(outlet)).toEqual(await expected(platform));
    await relay.stop();
    outlet.lose(lost);
    relay.start();
    await caughtUp(platform, relay);
    expect(textsOf(outlet)).toEqual(await expected(platform));
  }
});

test("an outlet whose events are all too old gets only what comes", async () => {
  const { platform, play } = await played();
  const outlet = memoryOutlet();
  const relay = relayOf(platform, outlet);
  await play();
  await caughtUp(platform, relay);
  await relay.stop();
  outlet.age();
  await play();
  relay.start();
  await caughtUp(platform, relay);
  expect(textsOf(outlet)).toEqual(await expected(platform));
});

test("entries that had no events are not read again and again, and one that had some is read once more at most", async () => {
  const { platform, play, rest } = await played();
  const outlet = memoryOutlet();
  const relay = relayOf(platform, outlet);
  await play();
  await caughtUp(platform, relay);
  for (let count = 0; count < 50; count++) await rest();
  await caughtUp(platform, relay);
  await relay.stop();
  const afters: number[] = [];
  const store = {
    ...platform.store,
    feed: (after: number, limit: number) => {
      afters.push(after);
      return platform.store.feed(after, limit);
    },
  };
  const again = relayOf(platform, outlet, { store });
  await caughtUp(platform, again);
  await platform.clock.settle();
  expect(afters).toEqual([await platform.store.feedEnd()]);
});

test("a new outlet may begin later than at the beginning", async () => {
  const { platform, play } = await played();
  await play();
  const startAfter = await platform.store.feedEnd();
  await play();
  const outlet = memoryOutlet();
  const relay = relayOf(platform, outlet, { startAfter });
  await caughtUp(platform, relay);
  const texts = await expected(platform, startAfter);
  expect(texts[0]).toContain(`"position":${startAfter + 1},`);
  expect(textsOf(outlet)).toEqual(texts);
});

test("another outlet gets everything, whatever the one before it has had", async () => {
  const { platform, play } = await played();
  await play();
  const first = relayOf(platform, memoryOutlet());
  await caughtUp(platform, first);
  await first.stop();
  // It has had as many events as the first one, all of them from somewhere else, and all too old.
  const outlet = memoryOutlet();
  const others = (await expected(platform)).map((text, index) => ({
    position: 0,
    index,
    game: "other",
    type: "other",
    text: "",
    shortText: () => text,
  }));
  expect(await outlet.append(others, 0)).toBe("appended");
  outlet.age();
  await caughtUp(platform, relayOf(platform, outlet));
  expect(textsOf(outlet).slice(others.length)).toEqual(await expected(platform));
});

test("an outlet that is ahead of the store is another store's: nothing is added to it", async () => {
  const [one, other] = [await played(), await played()];
  const outlet = memoryOutlet();
  await one.play();
  await caughtUp(one.platform, relayOf(one.platform, outlet));
  const before = textsOf(outlet);
  const lines: string[] = [];
  const warn = (facts: object): void => void lines.push(JSON.stringify(facts));
  const log = { info: warn, warn, error: warn };
  relayOf(other.platform, outlet, { log });
  await other.platform.clock.advance(60_000);
  expect(textsOf(outlet)).toEqual(before);
  expect(lines.join()).toContain("it has another store's events");
});
