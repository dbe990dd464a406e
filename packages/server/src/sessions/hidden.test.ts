import * as fc from "fast-check";
import { expect, test } from "vitest";
import { eventsOf, visibleTo } from "../events/contract.ts";
import { faulty } from "../testing/faulty.ts";
import { sealedNumbers } from "../testing/sealed-numbers.ts";
import { codeOf, testPlatform } from "../testing/test-platform.ts";

/** All that the world, and the other seat, get to see of one play in which ann seals `number`. */
const seenOf = async (number: number) => {
  const platform = await testPlatform({ games: [sealedNumbers] });
  const subscription = platform.subscribe();
  const session = await platform.table({ game: "sealed-numbers" }, ["ann", "bob"]);
  const told: unknown[] = [];
  for (const seat of [1, null])
    platform.hub.listen(session, ({ setup, state, entry }) => {
      const { seq } = entry;
      const view = platform.sessions.look({ id: session, setup, state, seq }, seat);
      told.push([visibleTo(eventsOf(entry), seat), view]);
    });
  const ids = ["one", "two", "three"];
  const act = (player: string, sealed: number) =>
    platform.act(session, player, { type: "seal", number: sealed }, ids.shift());
  expect(codeOf(await act("ann", number))).toBe("done");
  // Errors and refusals must not tell either.
  const refusals = [await act("ann", 1), await platform.act(session, "bob", { type: "peek" }, "x")];
  const heard: unknown[] = [];
  for (let count = 0; count < 5; count++) heard.push((await subscription.next()).value);
  const feed: unknown[] = [];
  const reading = new AbortController();
  for await (const event of platform.feed(0, reading.signal)) {
    feed.push(event);
    if (feed.length === 5) reading.abort();
  }
  await subscription.return();
  const listed = await platform.sessions.list({});
  const { logged } = platform;
  const stats = platform.stats.platform();
  await platform.stop();
  return { told, refusals, heard, feed: feed.slice(0, 5), listed, logged, stats, session };
};

test("[V1] what another seat, a spectator, a subscriber or the log gets is the same whatever is hidden", async () => {
  const number = fc.integer({ min: 1, max: 6 });
  await fc.assert(
    fc.asyncProperty(number, number, async (one, other) => {
      const [here, there] = [await seenOf(one), await seenOf(other)];
      expect(there).toEqual(here);
      expect(here.heard).toHaveLength(5);
    }),
    { numRuns: 15 },
  );
});

test("[V1] a seat gets its own events, and only it", async () => {
  const platform = await testPlatform({ games: [sealedNumbers] });
  const session = await platform.table({ game: "sealed-numbers" }, ["ann", "bob"]);
  const outcome = await platform.act(session, "ann", { type: "seal", number: 5 });
  const events = outcome.kind === "done" ? eventsOf(outcome.entry) : [];
  const types = (seat: number | null) => visibleTo(events, seat).map(({ type }) => type);
  expect(types(0)).toEqual(["action-processed", "sealed", "own-number"]);
  expect(types(1)).toEqual(["action-processed", "sealed"]);
  expect(types(null)).toEqual(["action-processed", "sealed"]);
  expect(JSON.stringify(visibleTo(events, 0))).not.toContain('"to"');
  const standing = await platform.standing(session);
  const seenBy = (seat: number | null) => platform.sessions.look(standing, seat).view;
  expect([seenBy(0), seenBy(1), seenBy(null)]).toMatchObject([
    { sealed: [5, false] },
    { sealed: [true, null] },
    { sealed: [true, false] },
  ]);
  // An empty seat, or one that does not exist, is a spectator.
  expect(platform.sessions.look(standing, 7)).toMatchObject({ view: seenBy(null) });
  await platform.stop();
});

test("[V1] [R1] no seed of a round that is not over is shown, nor the seeds that players brought", async () => {
  const platform = await testPlatform({ games: [sealedNumbers, faulty()] });
  const session = await platform.table({ game: "sealed-numbers" }, ["ann", "bob"]);
  await platform.act(session, "ann", { type: "seal", number: 5 });
  const stored = await platform.store.load(session);
  const standing = await platform.standing(session);
  const shown = JSON.stringify([
    platform.sessions.look(standing, 0),
    platform.sessions.info(standing),
    await platform.sessions.list({}),
    platform.logged,
  ]);
  for (const secret of [stored!.secret, "seed-of-ann", "seed-of-bob"])
    expect(shown).not.toContain(secret);
  await platform.stop();
});
