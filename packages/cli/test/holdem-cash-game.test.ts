import { isRefusal, orThrow } from "@parlor/client";
import { expect, onTestFinished, test } from "vitest";
import { buysIn, calls, HoldemPlayer, shoves } from "./holdem-players.ts";
import { serve, temporaryFolder } from "./parlor-process.ts";

const token = "the-operator";
const granted = 1_000_000;
const settings = ["--log", "error", "--operator-token", token, "--guest-grant", String(granted)];
const config = {
  smallBlind: 50,
  bigBlind: 100,
  turnTimeoutMs: 2_000,
  timeBankMs: 5_000,
  timeBanksMax: 1,
  timeBankEveryHands: 1_000,
  nextHandDelayMs: 20,
};

const audit = async (url: string) => {
  const answer = await fetch(`${url}/v1/audit`, { headers: { authorization: `Bearer ${token}` } });
  return answer.json();
};

test(
  "[J1] [M1] [M4] a cash game of six over WebSocket: time bank, sit-out, rebuy, leaving, and kill -9 in the middle of a hand",
  { timeout: 120_000 },
  async () => {
    const folder = temporaryFolder();
    onTestFinished(() => folder.remove());
    let { server, url } = await serve(folder.path, settings);
    onTestFinished(async () => server.kill());
    const everybody = [0, 1, 2, 3, 4, 5].map((seat) => new HoldemPlayer(url, seat));
    onTestFinished(() => {
      for (const { parlor } of everybody) parlor.close();
    });
    const [person, ...others] = everybody as [HoldemPlayer, ...HoldemPlayer[]]; // six of them
    for (const { parlor, seat } of everybody) orThrow(await parlor.signIn(`Player ${seat}`));
    const { info } = orThrow(await person.parlor.open({ game: "holdem", config }));
    for (const player of everybody) await player.arrive(info.id);
    await person.act({ type: "buy-in", amount: 10_000 });
    for (const player of others) player.play(calls);

    // The turn's clock runs out: the time bank begins by itself, and is enough.
    await person.turn();
    const used = await person.until(({ view }) => view.view?.seats[0]?.timeBanks === 0);
    expect(used.view.view?.hand?.turn).toBe(0);
    expect(used.events.map(({ type }) => type)).toContain("time-bank-used");
    person.play(calls);
    await person.until(({ view }) => (view.view?.hand?.players.length ?? 0) === 6);

    // Out of the next hands, and back in one after them.
    await person.rest();
    await person.act({ type: "sit-out" });
    person.play(calls);
    const without = await person.until(({ view }) => {
      const players = view.view?.hand?.players;
      return players !== undefined && !players.some(({ seat }) => seat === 0);
    });
    expect(without.view.view?.seats[0]).toMatchObject({ out: true, timeBanks: 0 });
    await person.act({ type: "sit-in" });
    await person.until(
      ({ view }) => view.view?.hand?.players.some(({ seat }) => seat === 0) ?? false,
    );

    // All-in until somebody is broke and buys chips again; everybody buys the least when broke.
    person.play(shoves);
    const bought = () =>
      person.events.flatMap((event) => (event.type === "bought-in" ? [event.data.seat] : []));
    await person.until(() => new Set(bought()).size < bought().length);
    await person.rest();
    person.play(calls);

    // One leaves in the middle of a hand, with all chips that are left, and comes back.
    const leaver = others[0] ?? person;
    await leaver.until(({ view }) => view.view?.hand?.street === "flop" && view.you !== null);
    await leaver.rest();
    await leaver.leave();
    expect(leaver.table.latest?.view.you).toBeNull();
    expect(await leaver.balance()).toBeGreaterThan(0);
    await leaver.sit();
    leaver.play(calls);

    // In the middle of a hand, with the person to act, the power fails.
    await person.rest();
    person.play((legal) => (person.view.hand?.street === "preflop" ? calls(legal) : buysIn(legal)));
    await person.until(({ view }) => {
      const hand = view.view?.hand;
      return hand?.turn === 0 && hand.street !== "preflop";
    });
    for (const player of everybody) await player.rest();
    const newest = Math.max(...everybody.map(({ table }) => table.latest?.view.seq ?? 0));
    for (const player of everybody) await player.seen(newest);
    const before = everybody.map(({ table }) => table.latest?.view);
    await server.kill();
    expect(server.errors).toBe("");
    ({ server, url } = await serve(folder.path, [...settings, "--port", new URL(url).port]));
    for (const [seat, { parlor }] of everybody.entries()) {
      const { view } = orThrow(await parlor.session(info.id));
      const same = { now: before[seat]?.now, timers: before[seat]?.timers };
      expect({ ...view, ...same }).toEqual(before[seat]);
    }
    expect(await audit(url)).toMatchObject({ sums: { "PLAY/2": 0 }, discrepancies: [] });

    // The hand goes on where it was, and the table with it.
    const { number } = person.hand;
    person.play(calls);
    for (const player of others) player.play(calls);
    await person.until(({ view }) => (view.view?.hand?.number ?? 0) > number + 1);

    // Everybody cashes out: what is not with the players is the rake.
    for (const player of everybody) await player.rest();
    let waiting = [...everybody];
    while (waiting.length > 0) {
      const still: HoldemPlayer[] = [];
      for (const player of waiting) {
        const answer = await player.table.leave();
        if (isRefusal(answer)) still.push(player);
      }
      waiting = still;
    }
    let together = 0;
    for (const player of everybody) together += await player.balance();
    const raked = 6 * granted - together;
    expect(raked).toBeGreaterThan(0);
    expect(await audit(url)).toMatchObject({ sums: { "PLAY/2": 0 }, discrepancies: [] });
    const { rounds } = orThrow(await person.parlor.session(info.id)).view.stats;
    expect(rounds).toBeGreaterThan(5);
    await server.kill();
    expect(server.errors).toBe("");
  },
);
