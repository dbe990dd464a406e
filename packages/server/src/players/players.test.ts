import { expect, test } from "vitest";
import { newDisk } from "../adapters/memory/memory-store.ts";
import { tokenLifetimeMs } from "../limits.ts";
import { openDice } from "../testing/open-dice.ts";
import { seededEntropy } from "../testing/seeded-entropy.ts";
import { testPlatform, type TestPlatformOptions } from "../testing/test-platform.ts";

const start = (options: Partial<TestPlatformOptions> = {}) =>
  testPlatform({ games: [openDice], ...options });
const unauthorized = { refused: "unauthorized" };

test("a guest is known by the token, on this server and after its restart", async () => {
  const one = await start();
  const { player, token, expiresAt } = await one.players.guest("Ann");
  expect(expiresAt).toBe(one.clock.now() + tokenLifetimeMs);
  expect(await one.players.identify(token)).toEqual(player);
  expect(player).toEqual({ id: expect.stringMatching(/^guest-/) as string, name: "Ann" });
  await one.stop();
  const two = await start({ disk: one.disk, clock: one.clock, entropy: seededEntropy("other") });
  expect(await two.players.identify(token)).toEqual(player);
  await two.stop();
});

test("a token of another server, an expired one, a changed one and garbage are nobody's", async () => {
  const platform = await start();
  const other = await start({ disk: newDisk(), entropy: seededEntropy("another key") });
  const { token } = await platform.players.guest("Ann");
  const foreign = await other.players.guest("Ann");
  const [header = "", body = "", signature = ""] = token.split(".");
  const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as object; // as the server made it
  const sealed = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const none = sealed({ alg: "none" });
  for (const wrong of [
    foreign.token,
    `${header}.${sealed({ ...claims, sub: "guest-of-honour" })}.${signature}`,
    `${header}.${body}.${signature.slice(0, -2)}AA`,
    `${none}.${body}.`,
    `${header}.${body}`,
    "garbage",
    "",
    "a.b.c",
  ])
    expect(await platform.players.identify(wrong)).toEqual(unauthorized);
  await platform.clock.advance(tokenLifetimeMs - 1_000);
  expect(await platform.players.identify(token)).toMatchObject({ name: "Ann" });
  await platform.clock.advance(2_000);
  expect(await platform.players.identify(token)).toEqual(unauthorized);
  await Promise.all([platform.stop(), other.stop()]);
});

test("[M1] each guest gets the operator's grant once, as one transfer", async () => {
  const platform = await start({ settings: { guestGrant: 500, currency: "PLAY/2" } });
  const [ann, bob] = [await platform.players.guest("Ann"), await platform.players.guest("Bob")];
  await platform.players.identify(ann.token);
  await platform.players.identify(ann.token);
  expect(await platform.treasury.balances(ann.player.id)).toEqual({ "PLAY/2": 500 });
  expect(await platform.treasury.balances(bob.player.id)).toEqual({ "PLAY/2": 500 });
  expect(await platform.store.transfers()).toHaveLength(2);
  expect(await platform.treasury.audit()).toMatchObject({
    sums: { "PLAY/2": 0 },
    discrepancies: [],
  });
  await platform.stop();
});

test("without a grant a guest has nothing; a grant that is no amount is an error, not silence", async () => {
  const none = await start({ settings: { guestGrant: 0 } });
  const { player } = await none.players.guest("Ann");
  expect(await none.treasury.balances(player.id)).toEqual({});
  await none.stop();
  const wrong = await start({ settings: { guestGrant: 1.5 } });
  await expect(wrong.players.guest("Ann")).rejects.toThrow("invalid_amount");
  await wrong.stop();
});
