import { isRefusal, orThrow } from "@parlor/client";
import { expect, onTestFinished, test } from "vitest";
import { calls, HoldemPlayer, shoves, type Policy } from "./holdem-players.ts";
import { run, serve, temporaryFolder } from "./parlor-process.ts";

const token = "the-operator";
const settings = ["--log", "error", "--operator-token", token, "--bot-delay", "5"];
const config = {
  smallBlind: 50,
  bigBlind: 100,
  turnTimeoutMs: 2_000,
  timeBankMs: 5_000,
  timeBanksMax: 1,
  timeBankEveryHands: 1_000,
  nextHandDelayMs: 20,
  buyInMin: 10,
  buyInMax: 25,
};
const bots = ["easy", "medium", "hard", "hard", "expert"] as const;

const audit = async (url: string) => {
  const answer = await fetch(`${url}/v1/audit`, { headers: { authorization: `Bearer ${token}` } });
  return answer.json();
};

test(
  "[J1] [M1] [M4] a cash game of one person and five bots: time bank, sit-out, rebuy, leaving, and kill -9 in the middle of a hand",
  { timeout: 90_000 },
  async () => {
    const folder = temporaryFolder();
    onTestFinished(() => folder.remove());
    let { server, url } = await serve(folder.path, settings);
    onTestFinished(async () => server.kill());
    const person = new HoldemPlayer(url, 0);
    const { parlor } = person;
    onTestFinished(() => parlor.close());
    orThrow(await parlor.signIn("Player 0"));
    const { info } = orThrow(await parlor.open({ game: "holdem", config, seatCount: 6 }));
    await person.arrive(info.id);
    for (const [place, bot] of bots.entries())
      orThrow(await parlor.addBots(info.id, { bot, seats: [place + 1] }));
    await person.act({ type: "buy-in", amount: 2_500 });

    // The turn's clock runs out: the time bank begins by itself, and is enough.
    const used = await person.until(({ view }) => view.view?.seats[0]?.timeBanks === 0);
    expect(used.view.view?.hand?.turn).toBe(0);
    person.play(calls);
    await person.until(({ view }) => (view.view?.hand?.players.length ?? 0) === 6);

    // Out of the next hands, which the bots play without the person, and back in one after them.
    await person.rest();
    await person.act({ type: "sit-out" });
    person.play(calls);
    const isIn = (one: typeof used): boolean =>
      one.view.view?.hand?.players.some(({ seat }) => seat === 0) ?? false;
    await person.until((one) => one.view.view?.hand !== null && !isIn(one));
    await person.act({ type: "sit-in" });
    await person.until(isIn);

    // All-in with any cards until one at the table is broke and has bought chips again.
    person.play(shoves);
    const bought = () =>
      person.events.flatMap((event) => (event.type === "bought-in" ? [event.data.seat] : []));
    await person.until(() => new Set(bought()).size < bought().length);
    await person.rest();

    // The person leaves with all chips and comes back, while the bots play on.
    await person.leave();
    expect(await person.balance()).toBeGreaterThan(0);
    await person.sit();
    await person.act({ type: "buy-in", amount: 2_500 });

    // In the middle of a hand the power fails.
    const isLate = (): boolean => person.hand.turn === 0 && person.hand.street !== "preflop";
    const untilLate: Policy = (legal) => (isLate() ? undefined : calls(legal));
    person.play(untilLate);
    await person.until(isLate);
    await person.rest();
    const before = person.hand;
    await server.kill();
    expect(server.errors).toBe("");
    ({ server, url } = await serve(folder.path, [...settings, "--port", new URL(url).port]));
    const { view: after } = orThrow(await person.table.until(({ view }) => view.you !== null));
    expect(after.view?.hand).toEqual(before);
    expect(await audit(url)).toMatchObject({ sums: { "PLAY/2": 0 }, discrepancies: [] });

    // The bots are there again: the hand goes on where it was, and the table with it.
    person.play(calls);
    await person.until(({ view }) => (view.view?.hand?.number ?? 0) > before.number + 2);
    await person.rest();

    // No bot has kept the table waiting, and each has played.
    const moves = person.events.flatMap((event) => (event.type === "moved" ? [event.data] : []));
    expect(moves.filter(({ seat, by }) => seat !== 0 && by !== "choice")).toEqual([]);
    expect(new Set(moves.map(({ seat }) => seat))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    const banks = person.events.flatMap((one) =>
      one.type === "time-bank-used" ? [one.data.seat] : [],
    );
    expect(new Set(banks)).toEqual(new Set([0]));

    // Everybody gets up; who is all-in, as soon as the hand is over.
    const getUp = async (seat: number): Promise<boolean> =>
      !isRefusal(await parlor.removeBot(info.id, seat));
    let sitting: readonly number[] = [1, 2, 3, 4, 5];
    while (sitting.length > 0) {
      const still: number[] = [];
      for (const seat of sitting) if (!(await getUp(seat))) still.push(seat);
      sitting = still;
    }
    await person.leave();
    expect(await audit(url)).toMatchObject({ sums: { "PLAY/2": 0 }, discrepancies: [] });
    await server.kill();
    expect(server.errors).toBe("");
    expect(await run(["verify", info.id, "--data", folder.path])).toMatchObject({
      code: 0,
      errors: "",
    });
  },
);
