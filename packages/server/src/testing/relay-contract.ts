import type { Action } from "@parlor/kit";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { FeedRelay, type FeedRelayOptions } from "../events/feed-relay.ts";
import { silentLog } from "../adapters/pino-log.ts";
import type { Outlet } from "../ports/outlet.ts";
import type { Store } from "../ports/store.ts";
import type { Outcome } from "../sessions/contract.ts";
import { openDice } from "./open-dice.ts";
import { codeOf, newId, testPlatform, type TestPlatform } from "./test-platform.ts";

/** An empty outlet, which can be opened by several at once. */
export interface OutletPlace {
  open(): Outlet;
  /** The texts of all events that it has, in its order. */
  texts(): Promise<string[]>;
}

/** A platform with a table, at which somebody plays: entries with one event, with several, and with none. */
export const played = async () => {
  // Virtual time runs far ahead while a real server is waited for: nobody is to be taken for gone meanwhile.
  const settings = { idleExpiryMs: 1_000 * 24 * 60 * 60 * 1_000 };
  const platform = await testPlatform({ games: [openDice], settings });
  onTestFinished(() => platform.stop());
  const table = await platform.table({ game: "open-dice" }, ["ann"]);
  const done = async (...commands: (() => Promise<Outcome>)[]): Promise<void> => {
    for (const command of commands) expect(codeOf(await command())).toBe("done");
  };
  const by = (kind: "pause" | "resume") => () =>
    platform.sessions.submit(table, { kind, id: newId(), by: "host" });
  const act = (action: Action) => () => platform.act(table, "ann", action);
  return {
    platform,
    rest: () => done(by("pause"), by("resume")),
    play: () =>
      done(
        act({ type: "bet", stake: 1 }),
        act({ type: "roll" }),
        by("pause"),
        by("resume"),
        act({ type: "quick", stake: 1 }),
      ),
  };
};

/** What an outlet has to have now that began after a position. */
export const expected = async (platform: TestPlatform, after = 0): Promise<string[]> => {
  const end = await platform.store.feedEnd();
  const reading = new AbortController();
  const texts: string[] = [];
  // Any event that is there is read before the first that is not.
  const events = platform.feed(after, reading.signal);
  setImmediate(() => reading.abort());
  for await (const event of events) if (event.position <= end) texts.push(JSON.stringify(event));
  return texts;
};

/** Waits for what takes no virtual time, or a little. */
export const until = async ({ clock }: TestPlatform, isSo: () => boolean): Promise<void> => {
  while (!isSo()) await clock.advance(50);
};

/** A relay that runs until the test is over. */
export const relayOf = (
  { store, hub, clock }: TestPlatform,
  outlet: Outlet,
  more: Partial<FeedRelayOptions> = {},
): FeedRelay => {
  const relay = new FeedRelay({ store, hub, outlet, clock, log: silentLog, ...more });
  onTestFinished(() => relay.stop());
  relay.start();
  return relay;
};

export const caughtUp = async (platform: TestPlatform, ...relays: FeedRelay[]): Promise<void> => {
  const end = await platform.store.feedEnd();
  await until(platform, () => relays.every(({ position }) => position === end));
};

/** What a process does that is killed after so many steps: nothing of what it began afterwards ends, or it did half. */
const mortal = (stepMax: number, store: Store, outlet: Outlet) => {
  const life = { isOver: false };
  let steps = 0;
  const step = async (): Promise<void> => {
    if (++steps <= stepMax) return;
    life.isOver = true;
    await new Promise(() => undefined);
  };
  const around = async <T>(call: () => Promise<T>): Promise<T> => {
    await step();
    const answer = await call();
    await step();
    return answer;
  };
  const dying: Outlet = {
    ...outlet,
    kind: outlet.kind,
    close: () => outlet.close(),
    end: () => around(() => outlet.end()),
    append: (events, after) =>
      around(async () => {
        for (const [at, event] of events.entries()) {
          const outcome = await outlet.append([event], after + at);
          if (outcome === "overtaken") return outcome;
          await step();
        }
        return "appended";
      }),
  };
  const dyingStore: Store = {
    ...store,
    feed: (after, limit) => around(() => store.feed(after, limit)),
    setting: (key, initial) => around(() => store.setting(key, initial)),
    changeSetting: (key, value) => around(() => store.changeSetting(key, value)),
  };
  return { life, outlet: dying, store: dyingStore };
};

/** What is asked of a relay and its outlet together. */
export const relayContract = (name: string, newPlace: () => Promise<OutletPlace>): void => {
  const opened: Outlet[] = [];
  const open = (place: OutletPlace): Outlet => {
    const outlet = place.open();
    opened.push(outlet);
    return outlet;
  };
  afterAll(() => Promise.all(opened.map((outlet) => outlet.close())));

  describe(`a relay of events: ${name}`, () => {
    test("passes on each public event once and in the store's order, what was there and what comes", async () => {
      const place = await newPlace();
      const { platform, play } = await played();
      await play();
      const relay = relayOf(platform, open(place));
      await caughtUp(platform, relay);
      expect(await place.texts()).toEqual(await expected(platform));
      for (let round = 0; round < 20; round++) await play();
      await caughtUp(platform, relay);
      const texts = await expected(platform);
      expect(texts.length).toBeGreaterThan(100);
      expect(await place.texts()).toEqual(texts);
      const [first] = texts.map((text) => JSON.parse(text) as object);
      expect(first).toMatchObject({ type: "session-created", game: "open-dice", position: 1 });
    });

    test("killed between any two steps, another one goes on where it ended", async () => {
      const { platform, play, rest } = await played();
      const { hub, clock } = platform;
      let wasKilled = true;
      for (let stepMax = 0; wasKilled; stepMax++) {
        const place = await newPlace();
        const startAfter = await platform.store.feedEnd();
        await play();
        const { life, outlet, store } = mortal(stepMax, platform.store, open(place));
        // Nobody stops it: it never ends what it does.
        const relay = new FeedRelay({ store, hub, outlet, clock, log: silentLog, startAfter });
        relay.start();
        const caughtUpOrDead = async () => {
          const end = await platform.store.feedEnd();
          await until(platform, () => life.isOver || relay.position === end);
        };
        await caughtUpOrDead();
        await play();
        await caughtUpOrDead();
        await platform.clock.advance(60_000);
        await rest();
        await caughtUpOrDead();
        let isStopped = false;
        void relay.stop().then(() => (isStopped = true));
        await until(platform, () => life.isOver || isStopped);
        wasKilled = life.isOver;
        await rest();
        await play();
        const next = relayOf(platform, open(place), { startAfter });
        await caughtUp(platform, next);
        await next.stop();
        const texts = await expected(platform, startAfter);
        expect(await place.texts(), `killed at step ${stepMax}`).toEqual(texts);
      }
    }, 60_000);

    test("two at once, and one that is stopped and started, neither repeat anything nor leave anything out", async () => {
      const place = await newPlace();
      const { platform, play } = await played();
      const relays = [relayOf(platform, open(place)), relayOf(platform, open(place))];
      for (let round = 0; round < 20; round++) {
        await play();
        if (round % 5 === 4) await relays[0]!.stop();
        if (round % 5 === 0) relays[0]!.start();
        if (round % 3 === 0) await platform.clock.advance(200);
      }
      relays[0]!.start();
      await caughtUp(platform, ...relays);
      expect(await place.texts()).toEqual(await expected(platform));
    });
  });
};
